"""An operator connects a company to a system, tests it, lets it go, and changes the keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leavebook import subscribers
from leavebook.cli.main import commands
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.books.batches import Open
from leavebook.services.outside.remote_systems import Systems
from leavebook.services.outside.sealing import KEY_FILE
from leavebook.settings import Settings
from leavebook.storage.outside import integration_connections
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.integrations.productive_stand_in import EVENT, TOKEN, Productive
from tests.integrations.stand_in import Effect, Fault, StandIn, serving


@dataclass(frozen=True, slots=True)
class OneCompany:
    """What the command line may open: this one company."""

    cast: Cast
    address: str

    def systems(self, settings: Settings) -> Systems:
        return subscribers.systems(Settings(productive_url=self.address))

    @contextmanager
    def every_company(self, _: Settings) -> Iterator[dict[str, Open]]:
        yield {self.cast.codename: self.cast.acting}

    @contextmanager
    def company(self, settings: Settings, codename: str) -> Iterator[Open]:
        yield self.cast.acting

    @contextmanager
    def in_company(self, settings: Settings, codename: str) -> Iterator[Transaction]:
        with self.cast.acting() as tx:
            yield tx


@dataclass(frozen=True, slots=True)
class Office:
    """An operator at the command line, with Productive at hand."""

    operator: OneCompany
    data: Path
    stand_in: StandIn

    def run(self, *words: str) -> Result:
        arguments = ["integration", *words]
        return CliRunner().invoke(commands, arguments, obj=self.operator, input="\n")

    def connect(self, token: str = TOKEN) -> Result:
        (self.data / "token").write_text(token)
        return self.run(
            "connect",
            "acme",
            "productive",
            "--set",
            "organisation=42",
            "--set",
            f"event={EVENT}",
            "--secret",
            f"token={self.data / 'token'}",
        )


@pytest.fixture
def office(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("LEAVEBOOK_DATA", str(tmp_path))
    stand_in = Productive().stand_in()
    stand_in.matters = lambda _: True
    with serving(stand_in) as address:
        yield Office(OneCompany(cast, address), tmp_path, stand_in)


def test_connecting_tests_the_account_and_says_where_leave_goes(office: Office) -> None:
    result = office.connect()

    assert result.output == "Productive books leave as Vacation.\n"
    assert "productive\tlive\t0 under way\t0 failed" in office.run("list", "acme").output


def test_a_company_without_other_systems_is_told_so(office: Office) -> None:
    assert office.run("list", "acme").output == "Nothing is connected.\n"


def test_a_token_that_is_refused_is_said_and_not_shown(office: Office) -> None:
    result = office.connect(token="wrong-canary-token")

    assert result.exit_code == 1
    assert result.output == "Error: 401: unauthorized\n"


def test_what_is_missing_or_strange_is_said_by_name(office: Office) -> None:
    result = office.run("connect", "acme", "productive", "--set", "colour=red")

    assert result.exit_code == 1
    for name in ("colour", "organisation", "event", "token"):
        assert name in result.output


def test_a_disconnected_system_has_no_secret_left(office: Office, cast: Cast) -> None:
    office.connect()

    office.run("disconnect", "acme", "productive")

    with cast.acting() as tx:
        found = integration_connections.find(tx, Provider.PRODUCTIVE)
    assert found is not None
    assert found.secrets is None
    assert "not connected" in office.run("test", "acme", "productive").output


def test_keys_are_made_for_the_owner_alone_and_can_be_changed(office: Office) -> None:
    office.connect()
    file = office.data / KEY_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()

    result = office.run("rotate-keys")

    assert "1 secrets are sealed" in result.output
    after = file.read_text()
    assert len(after.split()) == 1
    assert before not in after
    assert office.run("test", "acme", "productive").exit_code == 0


def test_what_no_key_opens_is_named_and_keeps_nothing_else_from_a_new_key(
    office: Office, cast: Cast
) -> None:
    office.connect()
    with cast.acting("ada") as tx:
        integration_connections.keep(tx, Provider.SLACK, Mode.LIVE)
        integration_connections.set_up(
            tx, Provider.SLACK, settings={}, secrets=b"sealed elsewhere", key_id="lost"
        )
    before = (office.data / KEY_FILE).read_text().split()

    result = office.run("rotate-keys")

    with cast.acting("ada") as tx:
        slack = integration_connections.find(tx, Provider.SLACK)
    after = (office.data / KEY_FILE).read_text().split()
    assert result.exit_code == 1
    assert "1 secrets are sealed" in result.output
    assert f"{cast.codename}: slack" in result.output
    assert after[1:] == before, "the old key stays beside the new one"
    assert office.run("test", "acme", "productive").exit_code == 0
    assert slack is not None
    assert (slack.secrets, slack.secrets_key_id) == (b"sealed elsewhere", "lost")


def test_a_secret_without_its_key_says_what_is_missing(office: Office) -> None:
    office.connect()
    (office.data / KEY_FILE).unlink()

    result = office.run("test", "acme", "productive")

    assert "LEAVEBOOK_SECRET_KEY" in result.output


def test_a_system_that_is_away_is_said_to_be(office: Office) -> None:
    office.connect()
    office.stand_in.number = 0
    office.stand_in.faults = {0: Fault(Effect.NONE)}

    result = office.run("test", "acme", "productive")

    assert result.output == "Error: no usable answer from 127.0.0.1\n"

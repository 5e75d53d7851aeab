"""An operator connects Xero from a server, where there is no browser."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from leavebook import subscribers
from leavebook.cli.main import commands
from leavebook.services.outside.remote_systems import Systems
from leavebook.settings import Settings
from tests.cast import Cast
from tests.integrations.stand_in import serving
from tests.integrations.test_commands import OneCompany
from tests.integrations.xero_stand_in import (
    CLIENT_ID,
    CLIENT_SECRET,
    LONG_SERVICE,
    OTHER_TENANT,
    TENANT,
    Xero,
)

APP = ("--set", f"client_id={CLIENT_ID}")


@dataclass(frozen=True, slots=True)
class XeroCompany(OneCompany):
    """What the command line may open: this one company, with our Xero."""

    def systems(self, settings: Settings) -> Systems:
        return subscribers.systems(
            Settings(xero_url=self.address, xero_token_url=f"{self.address}/token")
        )


@dataclass
class Office:
    """An operator at the command line, and a person with a browser."""

    operator: XeroCompany
    xero: Xero
    data: Path
    monkeypatch: pytest.MonkeyPatch

    def run(self, *words: str, answers: tuple[object, ...] = ()) -> Result:
        """Run a command; the first question is answered by the browser, the others as said."""
        left = list(answers)

        def ask(text: str, **_: object) -> object:
            click.echo(f"{text}: ", nl=False)
            return left.pop(0) if left and "address" not in text else self.agree()

        self.monkeypatch.setattr(click, "prompt", ask)
        return CliRunner().invoke(commands, ["integration", *words], obj=self.operator)

    def agree(self) -> str:
        """Open the address that was shown, agree, and return where the browser is sent."""
        sys.stdout.flush()
        shown = sys.stdout.buffer.getvalue().decode()  # type: ignore[union-attr]  # the runner's own
        (address,) = [line for line in shown.splitlines() if line.startswith("https://login.xero")]
        return self.xero.consent(address)


@pytest.fixture
def office(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("LEAVEBOOK_DATA", str(tmp_path))
    xero = Xero(people=[each.email for each in cast.members.values()])
    with serving(xero.stand_in()) as address:
        yield Office(XeroCompany(cast, address), xero, tmp_path, monkeypatch)


def test_the_address_is_shown_and_the_answer_connects_the_organisation_that_is_picked(
    office: Office,
) -> None:
    result = office.run("connect", "acme", "xero", *APP, answers=(1,))

    assert result.exit_code == 0, result.output
    assert f"1  Acme Pty Ltd  {TENANT}" in result.output
    assert f"2  Globex  {OTHER_TENANT}" in result.output
    assert "Leave is filed in the payroll of Acme Pty Ltd; 2 of its 3 leave types" in result.output
    assert f"Long Service Leave ({LONG_SERVICE})" in result.output
    assert "xero\tlive" in office.run("list", "acme").output


def test_the_organisation_can_be_named_beforehand(office: Office) -> None:
    (office.data / "secret").write_text(CLIENT_SECRET)

    result = office.run(
        "connect",
        "acme",
        "xero",
        *APP,
        "--set",
        f"tenant={TENANT}",
        "--secret",
        f"client_secret={office.data / 'secret'}",
        "--redirect",
        "https://leave.acme.example/xero",
    )

    assert result.exit_code == 0, result.output
    assert "Globex" not in result.output
    assert CLIENT_SECRET not in result.output
    assert office.xero.grants[0]["redirect_uri"] == "https://leave.acme.example/xero"


def test_an_organisation_that_the_consent_does_not_open_is_refused(office: Office) -> None:
    result = office.run("connect", "acme", "xero", *APP, "--set", "tenant=another")

    assert result.exit_code == 1
    assert "place" in result.output


def test_what_is_missing_is_said_by_name(office: Office) -> None:
    result = office.run("connect", "acme", "xero")

    assert result.exit_code == 1
    assert "client id is required" in result.output


def test_settings_are_changed_without_connecting_anew(office: Office) -> None:
    office.run("connect", "acme", "xero", *APP, answers=(1,))

    changed = office.run("set", "acme", "xero", f"leave_type.SL={LONG_SERVICE}")
    tested = office.run("test", "acme", "xero")

    assert changed.exit_code == 0, changed.output
    assert "3 of its 3 leave types are matched." in tested.output


@pytest.mark.parametrize("given", ["colour=red", "client_secret=x", "leave_type.AL"])
def test_what_is_no_setting_is_not_set(office: Office, given: str) -> None:
    office.run("connect", "acme", "xero", *APP, answers=(1,))

    assert office.run("set", "acme", "xero", given).exit_code != 0


def test_what_an_account_needs_is_not_taken_away(office: Office) -> None:
    office.run("connect", "acme", "xero", *APP, answers=(1,))

    result = office.run("set", "acme", "xero", "client_id=")

    assert result.exit_code == 1
    assert "client id is required" in result.output


def test_who_somebody_is_there_can_be_said(office: Office, cast: Cast) -> None:
    office.run("connect", "acme", "xero", *APP, answers=(1,))

    said = office.run("person", "acme", "xero", cast.bea.email.upper(), "E-1")
    forgotten = office.run("person", "acme", "xero", cast.bea.email)
    nobody = office.run("person", "acme", "xero", "nobody@acme.example", "E-1")
    endless = office.run("person", "acme", "xero", cast.bea.email, "E" * 201)

    assert (said.exit_code, forgotten.exit_code, nobody.exit_code) == (0, 0, 1)
    assert (endless.exit_code, "external id" in endless.output) == (1, True)
    assert "email does not exist" in nobody.output

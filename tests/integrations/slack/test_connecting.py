"""An operator connects a company to Slack, and says who somebody is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leavebook.cli.main import commands
from leavebook.domain.integrations import Provider
from leavebook.services.outside.remote_systems import Systems
from leavebook.settings import Settings
from leavebook.storage.outside import external_ids, integration_connections
from tests.cast import Cast
from tests.integrations.slack.office import stand_in_slack, systems_at
from tests.integrations.slack_stand_in import CHANNEL, SIGNING_SECRET, TEAM, TOKEN, Slack
from tests.integrations.test_commands import OneCompany


@dataclass(frozen=True, slots=True)
class WithSlack(OneCompany):
    """What the command line may open: one company, and our Slack."""

    def systems(self, settings: Settings) -> Systems:
        return systems_at(self.address)


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator at the command line."""

    operator: WithSlack
    slack: Slack
    data: Path

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(commands, ["integration", *words], obj=self.operator)

    def connect(self, *more: str, channel: str = CHANNEL, token: str = TOKEN) -> Result:
        for name, secret in {"token": token, "signing_secret": SIGNING_SECRET}.items():
            (self.data / name).write_text(secret)
            more = (*more, "--secret", f"{name}={self.data / name}")
        return self.run("connect", "acme", "slack", "--set", f"channel={channel}", *more)


@pytest.fixture
def desk(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("LEAVEBOOK_DATA", str(tmp_path))
    with stand_in_slack() as (slack, _, address):
        yield Desk(WithSlack(cast, address), slack, tmp_path)


def test_connecting_says_where_leave_appears_and_learns_whose_workspace_it_is(
    desk: Desk, cast: Cast
) -> None:
    result = desk.connect()

    assert result.output == "Leave appears in #leave of Acme.\n"
    with cast.acting() as tx:
        found = integration_connections.find(tx, Provider.SLACK)
    assert found is not None
    assert found.settings["team"] == TEAM


def test_what_is_wrong_is_said_and_no_secret_is_shown(desk: Desk) -> None:
    wrong_token = desk.connect(token="xoxb-wrong")
    wrong_channel = desk.connect(channel="C0NOWHERE")
    desk.slack.is_member = False
    outside = desk.connect()

    assert wrong_token.output == "Error: invalid_auth\n"
    assert wrong_channel.output == "Error: the channel: channel_not_found\n"
    assert outside.output == "Error: the app is not in the channel; invite it there with /invite\n"


def test_a_team_that_somebody_claims_is_replaced_by_what_slack_says(desk: Desk, cast: Cast) -> None:
    desk.connect("--set", "team=T0SOMEBODYELSES")

    with cast.acting() as tx:
        found = integration_connections.find(tx, Provider.SLACK)
    assert found is not None
    assert found.settings["team"] == TEAM


def test_who_somebody_is_in_slack_is_said_by_hand(desk: Desk, cast: Cast) -> None:
    desk.connect()

    result = desk.run("person", "acme", "slack", cast.bea.email, "U0123456789")

    assert result.exit_code == 0, result.output
    with cast.acting() as tx:
        assert external_ids.of_user(tx, cast.bea.user_id, Provider.SLACK) == "U0123456789"


def test_with_another_workspace_nobody_is_known_any_more(desk: Desk, cast: Cast) -> None:
    desk.connect()
    desk.run("person", "acme", "slack", cast.bea.email, "U0123456789")

    desk.connect()
    with cast.acting() as tx:
        same = external_ids.of_user(tx, cast.bea.user_id, Provider.SLACK)
    desk.slack.team = "T0ANOTHER"
    desk.connect()

    assert same == "U0123456789", "the workspace is the same"
    with cast.acting() as tx:
        assert external_ids.of_user(tx, cast.bea.user_id, Provider.SLACK) is None


def test_whoever_claims_another_workspace_has_its_people_forgotten(desk: Desk, cast: Cast) -> None:
    desk.connect()
    desk.run("person", "acme", "slack", cast.bea.email, "U0123456789")

    desk.slack.team = "T0ANOTHER"
    desk.connect("--set", "team=T0ANOTHER")

    with cast.acting() as tx:
        assert external_ids.of_user(tx, cast.bea.user_id, Provider.SLACK) is None


def test_with_the_connection_goes_who_people_are_there(desk: Desk, cast: Cast) -> None:
    desk.connect()
    desk.run("person", "acme", "slack", cast.bea.email, "U0123456789")

    result = desk.run("disconnect", "acme", "slack")

    assert result.exit_code == 0, result.output
    with cast.acting() as tx:
        assert external_ids.of_user(tx, cast.bea.user_id, Provider.SLACK) is None


def test_a_name_that_slack_gives_itself_is_shown_as_plain_text(desk: Desk) -> None:
    desk.slack.auth_test = lambda _: (  # type: ignore[method-assign]  # it has another name for once
        200,
        {"ok": True, "team_id": TEAM, "team": "Ac\x1b[31mme"},
    )

    assert desk.connect().output == "Leave appears in #leave of Ac [31mme.\n"

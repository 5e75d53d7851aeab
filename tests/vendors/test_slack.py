"""Our client of Slack against a server that is not ours, read with Slack's own kit.

emulate keeps channels, messages, threads and forms, and here insists on the scopes that the
handbook's manifest asks for. It has no buttons, no commands and no limits: those are shown by our
own stand-in (tests/integrations).
"""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from leavebook import subscribers
from leavebook.domain.integrations import Mode, Provider
from leavebook.integrations.slack import mapping, modals, people
from leavebook.integrations.slack.sync import Slack
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside import remote_setup
from leavebook.services.outside.reconciling import Reconciler, reconcile
from leavebook.services.outside.remote_setup import connect_live
from leavebook.services.outside.remote_systems import Account, Permanent
from leavebook.settings import Settings
from leavebook.storage.outside import integration_links
from tests.cast import Cast
from tests.integrations.jobs import CLOCK, KEYS
from tests.integrations.plots import LEAVE
from tests.integrations.slack_stand_in import buttons, words
from tests.standins.fixtures import Emulate

TOKEN = "xoxb-emulated"
MANIFEST = Path("docs/howto/connect-slack.md")


def scopes() -> list[str]:
    """Return the scopes of the manifest in the handbook."""
    manifest = MANIFEST.read_text("utf-8")
    asked = re.search(r"bot: \[(.*?)\]", manifest, re.DOTALL)
    assert asked is not None
    return [scope.strip() for scope in asked[1].replace("\n", " ").split(",")]


@dataclass(frozen=True)
class Workspace:
    """A company in a workspace of emulate's, and Slack's own kit to look at it with."""

    cast: Cast
    address: str
    kit: WebClient
    channel: str
    settings: Settings

    def slack(self, channel: str | None = None) -> Slack:
        """Connect the company and return its workspace."""
        live = subscribers.systems(self.settings)[Provider.SLACK, Mode.LIVE]
        given = {"channel": channel or self.channel, "token": TOKEN, "signing_secret": "hush"}
        with self.cast.acting("ada") as tx:
            connect_live(tx, Provider.SLACK, live, given, KEYS)
        account = Account(
            provider=Provider.SLACK,
            open_transaction=self.cast.acting,
            keyring=KEYS,
            send_before=time.monotonic() + 60,
        )
        reached = live.reach(account)
        assert isinstance(reached, Slack)
        return reached

    def test(self) -> str:
        live = subscribers.systems(self.settings)[Provider.SLACK, Mode.LIVE]
        return remote_setup.test(lambda: self.cast.acting("ada"), Provider.SLACK, live, KEYS)

    def work(self, request_id: int) -> None:
        """Do what a worker does."""
        with self.cast.acting() as tx:
            events = [row.uuid for row in tx.rows("SELECT uuid FROM event ORDER BY id")]
        for event in events:
            subscribers.hear(self.cast.database, CLOCK, self.cast.company_id, event)
        with self.cast.acting() as tx:
            tx.run("UPDATE integration_connection SET calls_left = 100")
        reconciler = Reconciler(
            open_transaction=self.cast.acting,
            systems=subscribers.systems(self.settings),
            keyring=KEYS,
        )
        reconcile(reconciler, request_id, Provider.SLACK)

    def forget_what_came_of_it(self) -> None:
        """The answers of all calls so far were lost."""
        with self.cast.acting() as tx:
            tx.run(
                "UPDATE integration_link SET observed = 'uncertain', external_id = NULL"
                " WHERE observed = 'present'"
            )

    def history(self, channel: str) -> list[dict[str, Any]]:
        found = self.kit.conversations_history(channel=channel, include_all_metadata=True)
        return list(found["messages"])

    def asked(self, who: str) -> list[dict[str, Any]]:
        """Return the app's conversation with somebody."""
        user = self.kit.users_lookupByEmail(email=self.cast.members[who].email)["user"]["id"]
        return self.history(self.kit.conversations_open(users=user)["channel"]["id"])


@pytest.fixture
def workspace(cast: Cast, emulate: Emulate) -> Workspace:
    address = emulate(
        "slack",
        {
            "slack": {
                "team": {"name": "Acme"},
                "users": [
                    {"name": each.name.lower(), "email": each.email}
                    for each in cast.members.values()
                ],
                "channels": [{"name": "leave"}],
                "tokens": [{"token": TOKEN, "scopes": scopes()}, {"token": "all"}],
                "strict_scopes": True,
            }
        },
    )
    kit = WebClient("all", base_url=f"{address}/api/")
    channels = {each["name"]: each["id"] for each in kit.conversations_list()["channels"]}
    return Workspace(
        cast=cast,
        address=address,
        kit=kit,
        channel=channels["leave"],
        settings=Settings(slack_url=f"{address}/api", slack_hooks_url=f"{address}/hooks/"),
    )


def ask(workspace: Workspace, kind: str = "AL") -> int:
    asked = LeaveAsked(
        employee_id=workspace.cast.bea.employee_id,
        leave_type_id=workspace.cast.leave_types[kind],
        spans=(LEAVE,),
    )
    with workspace.cast.acting("bea") as tx:
        request = requests.submit(tx, asked)
    workspace.work(request.id)
    return request.id


def approve(workspace: Workspace, request_id: int) -> None:
    with workspace.cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    workspace.work(request_id)


def unsettled(workspace: Workspace, request_id: int) -> list[object]:
    with workspace.cast.acting() as tx:
        links = (
            *integration_links.of_request(tx, request_id),
            *integration_links.questions_of_request(tx, request_id),
        )
    return [link for link in links if not link.is_settled]


def test_the_manifests_scopes_are_enough_to_say_where_leave_appears(workspace: Workspace) -> None:
    workspace.slack()

    assert workspace.test() == "Leave appears in #leave of Acme."


def test_a_manager_is_asked_and_told_what_came_of_it(workspace: Workspace) -> None:
    workspace.slack()
    workspace.test()

    request_id = ask(workspace)
    (asked,) = workspace.asked("mo")
    approve(workspace, request_id)

    (answered,) = workspace.asked("mo")
    assert list(buttons(asked)) == ["Approve", "Reject"]
    assert asked["ts"] == answered["ts"]
    assert not buttons(answered)
    assert words(answered).endswith("Approved by Mo.")
    assert unsettled(workspace, request_id) == []


def test_approved_leave_is_in_the_channel_and_struck_out_when_it_is_cancelled(
    workspace: Workspace,
) -> None:
    workspace.slack()
    workspace.test()
    request_id = ask(workspace)
    approve(workspace, request_id)
    (told,) = workspace.history(workspace.channel)

    with workspace.cast.acting("mo") as tx:
        decisions.cancel(tx, request_id)
    workspace.work(request_id)

    (struck,) = workspace.history(workspace.channel)
    thread = workspace.kit.conversations_replies(channel=workspace.channel, ts=told["ts"])
    _, reply = thread["messages"]
    assert words(told) == "Bea is away: 4 May – 6 May 2026"
    assert struck["ts"] == told["ts"]
    assert '"strike": true' in str(struck["blocks"]).replace("'", '"').replace("True", "true")
    assert reply["text"] == "Bea is not away after all on 4 May – 6 May 2026."
    assert unsettled(workspace, request_id) == []


def test_what_was_posted_is_found_again_when_its_answer_was_lost(workspace: Workspace) -> None:
    workspace.slack()
    workspace.test()
    request_id = ask(workspace)
    workspace.forget_what_came_of_it()
    workspace.work(request_id)
    approve(workspace, request_id)
    workspace.forget_what_came_of_it()
    workspace.work(request_id)

    assert len(workspace.asked("mo")) == 1
    assert len(workspace.history(workspace.channel)) == 1
    assert unsettled(workspace, request_id) == []


def test_people_are_found_by_their_address_and_by_their_id(workspace: Workspace) -> None:
    slack = workspace.slack()
    workspace.test()
    client, email = slack.client(), workspace.cast.kim.email

    found = people.id_with_email(client, email)

    assert found is not None
    assert found == workspace.kit.users_lookupByEmail(email=email)["user"]["id"]
    assert people.email_of(client, found) == email
    assert people.id_with_email(client, "nobody@acme.example") is None
    assert people.email_of(client, "U0NOBODY") is None


@pytest.mark.parametrize(
    "view",
    [modals.asking([("1", "Annual Leave"), ("2", "Unpaid Leave")]), modals.rejecting("x.1")],
    ids=["asking", "rejecting"],
)
def test_slack_opens_our_forms(workspace: Workspace, view: modals.View) -> None:
    slack = workspace.slack()
    user = workspace.kit.users_lookupByEmail(email=workspace.cast.bea.email)["user"]["id"]
    given = workspace.kit.api_call("views.generateTriggerId", json={"user_id": user})

    opened = slack.client().tell("views.open", trigger_id=given["trigger_id"], view=view)

    assert opened["view"]["callback_id"] == view["callback_id"]


def test_a_channel_that_is_not_there_is_said(workspace: Workspace) -> None:
    workspace.slack(channel="C0NOWHERE")

    with pytest.raises(Permanent, match="channel_not_found"):
        workspace.test()


def test_every_message_of_ours_is_taken_as_it_is(workspace: Workspace) -> None:
    slack = workspace.slack()
    workspace.test()
    request_id = ask(workspace, kind="SL")
    approve(workspace, request_id)

    (told,) = workspace.history(workspace.channel)

    assert "Sick" not in str(told)
    assert told["text"] == mapping.escaped("Bea is away: 4 May – 6 May 2026")
    assert slack.client().ask("auth.test")["ok"]

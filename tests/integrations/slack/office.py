"""A company in a Slack workspace: its app's signed calls to a real server, and a worker at hand."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import httpx2
from slack_sdk.signature import SignatureVerifier

from leavebook import subscribers
from leavebook.domain.calendar.spans import Span, whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside import remote_setup
from leavebook.services.outside.remote_setup import connect_live
from leavebook.services.outside.remote_systems import Systems
from leavebook.settings import Settings
from leavebook.storage.leave import leave_requests
from leavebook.storage.leave.leave_requests import LeaveRequest
from tests.cast import Cast
from tests.integrations import slack_stand_in
from tests.integrations.jobs import CLOCK, KEYS
from tests.integrations.slack_stand_in import ANSWERED, ASKED, Message, Slack, buttons, direct
from tests.integrations.stand_in import StandIn, serving

MAY = whole_days(date(2026, 5, 4), date(2026, 5, 6))


@dataclass
class Office:
    """A company whose app is installed in a workspace of its own."""

    cast: Cast
    slack: Slack
    stand_in: StandIn
    systems: Systems
    api: httpx2.Client
    address: str
    secret: str = field(default_factory=lambda: f"{slack_stand_in.SIGNING_SECRET}-{uuid4().hex}")
    heard: set[UUID] = field(default_factory=set)

    @property
    def team(self) -> str:
        return f"T{self.cast.company_id}"

    def connect(self, *, team: str | None = None) -> str:
        """Connect the company as an operator does; return what is said of it."""
        given = {
            "channel": slack_stand_in.CHANNEL,
            "token": slack_stand_in.TOKEN,
            "signing_secret": self.secret,
        }
        live = self.systems[Provider.SLACK, Mode.LIVE]
        self.slack.team = team or self.team
        with self.cast.acting("ada") as tx:
            connect_live(tx, Provider.SLACK, live, given, KEYS)
        return remote_setup.test(lambda: self.cast.acting("ada"), Provider.SLACK, live, KEYS)

    def ask(self, who: str = "bea", *, span: Span = MAY, kind: str = "AL") -> LeaveRequest:
        """Have somebody ask for leave, and let the worker tell Slack."""
        asked = LeaveAsked(
            employee_id=self.cast.members[who].employee_id,
            leave_type_id=self.cast.leave_types[kind],
            spans=(span,),
        )
        with self.cast.acting(who) as tx:
            request = requests.submit(tx, asked)
        self.work()
        return request

    def work(self) -> None:
        """Do what a worker does: hear of what has happened, and tell Slack."""
        with self.cast.acting() as tx:
            events = [row.uuid for row in tx.rows("SELECT uuid FROM event ORDER BY id")]
        for event in [each for each in events if each not in self.heard]:
            subscribers.hear(self.cast.database, CLOCK, self.cast.company_id, event)
            self.heard.add(event)
        self.tell()

    def tell(self) -> None:
        """Tell Slack whatever it should know, at once."""
        with self.cast.acting() as tx:
            tx.run("UPDATE integration_connection SET calls_left = 100")
            rows = tx.rows("SELECT DISTINCT request_id FROM integration_link ORDER BY request_id")
        for row in rows:
            subscribers.reconcile(
                self.cast.database,
                CLOCK,
                self.cast.company_id,
                row.request_id,
                Provider.SLACK,
                systems=self.systems,
                keyring=KEYS,
            )

    def request(self, request_id: int) -> LeaveRequest:
        """Return the request as it stands."""
        with self.cast.acting() as tx:
            found = leave_requests.find(tx, request_id)
        assert found is not None
        return found

    def user(self, who: str) -> str:
        """Return Slack's id of somebody of the cast."""
        return self.slack.users[self.cast.members[who].email]

    def asked(self, who: str) -> list[Message]:
        """Return the messages that still ask somebody to decide."""
        kept = self.slack.messages.get(direct(self.user(who)), [])
        return [each for each in kept if each["metadata"]["event_type"] == ASKED]

    def answered(self, who: str) -> list[Message]:
        """Return the messages that tell somebody what became of a question."""
        kept = self.slack.messages.get(direct(self.user(who)), [])
        return [each for each in kept if each["metadata"]["event_type"] == ANSWERED]

    def pressing(self, who: str, button: Mapping[str, Any], *, trigger: str = "") -> bytes:
        """Return what Slack sends when somebody presses a button."""
        return form(
            payload={
                "type": "block_actions",
                "team": {"id": self.team},
                "user": {"id": self.user(who), "team_id": self.team},
                "trigger_id": trigger or uuid4().hex,
                "response_url": f"{self.address}/hooks/{uuid4().hex}",
                "container": {"type": "message", "channel_id": direct(self.user(who))},
                "actions": [{**button, "action_ts": "1700000000.1"}],
            }
        )

    def press(
        self, who: str, label: str, message: Message, *, trigger: str = ""
    ) -> httpx2.Response:
        """Have somebody press a button."""
        body = self.pressing(who, buttons(message)[label], trigger=trigger)
        return self.send("interactions", body)

    def submitting(self, who: str, view: Mapping[str, Any], typed: Mapping[str, Any]) -> bytes:
        """Return what Slack sends when somebody sends a form."""
        values = {block: {block: element} for block, element in typed.items()}
        return form(
            payload={
                "type": "view_submission",
                "team": {"id": self.team},
                "user": {"id": self.user(who), "team_id": self.team},
                "trigger_id": uuid4().hex,
                "view": {**view, "id": "V0", "state": {"values": values}},
            }
        )

    def submit(
        self, who: str, view: Mapping[str, Any], typed: Mapping[str, Any]
    ) -> httpx2.Response:
        """Have somebody send a form."""
        return self.send("interactions", self.submitting(who, view, typed))

    def command(self, who: str, text: str = "", *, user: str | None = None) -> httpx2.Response:
        """Have somebody type /leave."""
        body = form(
            command="/leave",
            text=text,
            team_id=self.team,
            user_id=user or self.user(who),
            trigger_id=uuid4().hex,
            response_url=f"{self.address}/hooks/{uuid4().hex}",
        )
        return self.send("commands", body)

    def event(self, kind: str, *, event_id: str = "", **more: object) -> bytes:
        """Return what Slack sends when something has happened to the app."""
        return json.dumps(
            {
                "type": "event_callback",
                "team_id": self.team,
                "event_id": event_id or uuid4().hex,
                "event_time": int(time.time()),
                "event": {"type": kind, **more},
            }
        ).encode()

    def send(
        self,
        where: str,
        body: bytes,
        *,
        secret: str | None = None,
        sent: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        """Send what Slack sends, signed by Slack's own kit."""
        moment = str(int(sent if sent is not None else time.time()))
        signer = SignatureVerifier(secret or self.secret)
        signature = signer.generate_signature(timestamp=moment, body=body)
        kind = "json" if where == "events" else "x-www-form-urlencoded"
        return self.api.post(
            f"/slack/{where}",
            content=body,
            headers={
                "Content-Type": f"application/{kind}",
                "X-Slack-Request-Timestamp": moment,
                "X-Slack-Signature": signature or "",
                **(headers or {}),
            },
        )


@contextmanager
def stand_in_slack() -> Iterator[tuple[Slack, StandIn, str]]:
    """Serve a Slack of our own."""
    slack = Slack()
    stand_in = slack.stand_in()
    with serving(stand_in) as address:
        yield slack, stand_in, address


def systems_at(address: str) -> Systems:
    """Return the systems, with Slack at the stand-in's address."""
    settings = Settings(
        slack_url=f"{address}/api",
        slack_hooks_url=f"{address}/hooks/",
        base_url="https://leave.acme.example",
    )
    return subscribers.systems(settings)


def chosen(value: object) -> dict[str, Any]:
    """Return a choice as Slack sends it."""
    return {"type": "static_select", "selected_option": {"value": str(value)}}


def on(day: date) -> dict[str, Any]:
    """Return a date as Slack sends it."""
    return {"type": "datepicker", "selected_date": day.isoformat()}


def text(typed: str | None) -> dict[str, Any]:
    """Return a text as Slack sends it."""
    return {"type": "plain_text_input", "value": typed}


def form(**fields: object) -> bytes:
    """Return a form as Slack sends it; what has parts goes as JSON."""
    return urlencode(
        {key: each if isinstance(each, str) else json.dumps(each) for key, each in fields.items()}
    ).encode()

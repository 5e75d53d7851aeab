"""Our own stand-in for Slack: channels, direct messages, threads, forms and answers to buttons."""

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from tests.integrations.stand_in import Answer, Asked, StandIn

TOKEN = "xoxb-slack-canary-4be19d"
SIGNING_SECRET = "slack-canary-signing-c07f32"
TEAM = "T0LEAVE"
CHANNEL = "C0LEAVE"

TOLD, CANCELLED = "leavebook_leave", "leavebook_leave_cancelled"
ASKED, ANSWERED = "leavebook_question", "leavebook_question_answered"

Message = dict[str, Any]


@dataclass
class Slack:
    """What a workspace holds."""

    users: dict[str, str] = field(default_factory=dict)
    """Slack's ids by e-mail address."""
    profiles: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What else is said of a person, by Slack's id."""
    teams: dict[str, str] = field(default_factory=dict)
    """Whose workspace a person is of, by Slack's id, when it is not this one."""
    messages: dict[str, list[Message]] = field(default_factory=dict)
    """By channel, the oldest first."""
    opened: list[dict[str, Any]] = field(default_factory=list)
    """The forms that were opened."""
    said: list[dict[str, Any]] = field(default_factory=list)
    """What was told to whoever pressed a button, alone."""
    team: str = TEAM
    token: str = TOKEN
    is_member: bool = True
    moments: "count[int]" = field(default_factory=lambda: count(1))

    def stand_in(self) -> StandIn:
        """Return the server's part; faults strike what reads or writes messages."""
        return StandIn(self.serve, matters=lambda asked: "/chat." in asked.path or _reads(asked))

    def serve(self, asked: Asked) -> Answer:
        if asked.path.startswith("/hooks/"):
            self.said.append(json.loads(asked.body))
            return 200, None
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return _no("invalid_auth")
        form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        method = asked.path.removeprefix("/api/").replace(".", "_")
        serve = getattr(self, method, None)
        return _no("unknown_method") if serve is None else serve(form)

    def auth_test(self, _: dict[str, str]) -> Answer:
        return _yes(team_id=self.team, team="Acme", user_id="U0BOT", url="https://acme.slack.com/")

    def conversations_info(self, form: dict[str, str]) -> Answer:
        if form["channel"] != CHANNEL:
            return _no("channel_not_found")
        return _yes(channel={"id": CHANNEL, "name": "leave", "is_member": self.is_member})

    def users_lookupByEmail(self, form: dict[str, str]) -> Answer:  # noqa: N802  Slack's name
        found = self.users.get(form["email"])
        return _no("users_not_found") if found is None else self.users_info({"user": found})

    def users_info(self, form: dict[str, str]) -> Answer:
        emails = {key: email for email, key in self.users.items()}
        if form["user"] not in emails:
            return _no("user_not_found")
        person = {
            "id": form["user"],
            "team_id": self.teams.get(form["user"], self.team),
            "profile": {"email": emails[form["user"]]},
            **self.profiles.get(form["user"], {}),
        }
        return _yes(user=person)

    def conversations_open(self, form: dict[str, str]) -> Answer:
        if form["users"] not in self.users.values():
            return _no("user_not_found")
        return _yes(channel={"id": direct(form["users"])})

    def chat_postMessage(self, form: dict[str, str]) -> Answer:  # noqa: N802  Slack's name
        if form["channel"] == CHANNEL and not self.is_member:
            return _no("not_in_channel")
        if form["channel"] != CHANNEL and not form["channel"].startswith("D"):
            return _no("channel_not_found")
        ts = f"{1_700_000_000 + next(self.moments)}.000100"
        message = {"ts": ts, **_content(form)}
        if "thread_ts" in form:
            message["thread_ts"] = form["thread_ts"]
        self.messages.setdefault(form["channel"], []).append(message)
        return _yes(channel=form["channel"], ts=ts, message=message)

    def chat_update(self, form: dict[str, str]) -> Answer:
        for message in self.messages.get(form["channel"], []):
            if message["ts"] == form["ts"]:
                message.update(_content(form))
                return _yes(channel=form["channel"], ts=form["ts"])
        return _no("message_not_found")

    def conversations_history(self, form: dict[str, str]) -> Answer:
        kept = [each for each in self.messages.get(form["channel"], []) if "thread_ts" not in each]
        newest_first = list(reversed(kept))
        start, size = int(form.get("cursor") or 0), int(form["limit"])
        more = str(start + size) if start + size < len(newest_first) else ""
        page = newest_first[start : start + size]
        return _yes(messages=_seen(page, form), response_metadata={"next_cursor": more})

    def conversations_replies(self, form: dict[str, str]) -> Answer:
        kept = self.messages.get(form["channel"], [])
        thread = [each for each in kept if form["ts"] in {each["ts"], each.get("thread_ts")}]
        return _yes(messages=_seen(thread, form)) if thread else _no("thread_not_found")

    def views_open(self, form: dict[str, str]) -> Answer:
        if not form["trigger_id"]:
            return _no("expired_trigger_id")
        self.opened.append(json.loads(form["view"]))
        return _yes(view={"id": "V0"})

    def of_kind(self, kind: str) -> list[Message]:
        """Return the messages of one kind in all channels, the oldest first."""
        kept = [each for messages in self.messages.values() for each in messages]
        return [each for each in kept if each.get("metadata", {}).get("event_type") == kind]

    def told(self) -> list[str]:
        """Return the leave that the channel holds; what is struck out has one reply saying so."""
        struck = [each for each in self.of_kind(CANCELLED) if "thread_ts" not in each]
        replies = [each for each in self.of_kind(CANCELLED) if "thread_ts" in each]
        assert {each["thread_ts"] for each in replies} >= {each["ts"] for each in struck}
        assert len({each["thread_ts"] for each in replies}) == len(replies)
        return self.markers(TOLD)

    def markers(self, kind: str) -> list[str]:
        """Return what the messages of one kind are about."""
        return [each["metadata"]["event_payload"]["marker"] for each in self.of_kind(kind)]


def direct(user: str) -> str:
    """Return the channel of the app and one person."""
    return f"D{user[1:]}"


def buttons(message: Message) -> dict[str, dict[str, Any]]:
    """Return the buttons of a message by what is written on them."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return {each["text"]["text"]: each for row in rows for each in row}


def words(message: Message) -> str:
    """Return what stands in a message's rich text."""
    parts = [
        element
        for block in message["blocks"]
        if block["type"] == "rich_text"
        for section in block["elements"]
        for element in section["elements"]
    ]
    return "".join(each["text"] for each in parts)


def _reads(asked: Asked) -> bool:
    return asked.path.endswith((".history", ".replies", ".open"))


def _content(form: dict[str, str]) -> Message:
    content: Message = {"text": form["text"], "blocks": json.loads(form["blocks"])}
    if "metadata" in form:
        content["metadata"] = json.loads(form["metadata"])
    return content


def _seen(messages: list[Message], form: dict[str, str]) -> list[Message]:
    if form.get("include_all_metadata") == "true":
        return messages
    return [{key: each[key] for key in each if key != "metadata"} for each in messages]


def _yes(**more: object) -> Answer:
    return 200, {"ok": True, **more}


def _no(error: str) -> Answer:
    return 200, {"ok": False, "error": error}

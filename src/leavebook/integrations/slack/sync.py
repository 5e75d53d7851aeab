"""Slack as a system that holds leave: a message in the channel, and questions to approvers."""

import time
from collections.abc import Sequence
from typing import Protocol

import msgspec

from leavebook.http.outgoing import Outgoing
from leavebook.integrations.slack.announcements import Announcements
from leavebook.integrations.slack.client import Client
from leavebook.integrations.slack.mapping import escaped
from leavebook.integrations.slack.questions import Questions
from leavebook.services.outside.remote_systems import Account, Permanent, RemoteLeave


class Slack:
    """A company's workspace."""

    def __init__(
        self,
        account: Account,
        outgoing: Outgoing,
        *,
        address: str,
        hooks: str,
        base_url: str | None,
    ) -> None:
        self.account = account
        self.base_url = base_url
        self._outgoing = outgoing
        self._address = address
        self._hooks = hooks

    def client(self, *, ends_at: float | None = None) -> Client:
        """Return what calls for the account; every call ends by then, for whoever waits."""
        return Client(self.account, self._outgoing, address=self._address, ends_at=ends_at)

    def say_to(self, response_url: str, text: str, *, ends_at: float) -> None:
        """Tell something to whoever pressed a button, and to nobody else.

        Only addresses of Slack's own are called; raises Permanent for any other.
        """
        if not response_url.startswith(self._hooks):
            raise Permanent("an answer may only go to Slack")
        said = {"response_type": "ephemeral", "replace_original": False, "text": escaped(text)}
        self._outgoing.call(
            "POST",
            response_url,
            headers={"Content-Type": "application/json; charset=utf-8"},
            body=msgspec.json.encode(said),
            send_before=ends_at,
            patience=max(0.0, ends_at - time.monotonic()),
        )

    def find(self, leave: RemoteLeave) -> Sequence[str]:
        """Return the messages that carry the leave's marker, oldest first."""
        return self._messages(leave).find(leave)

    def create(self, leave: RemoteLeave) -> str:
        """Post the message and return its id."""
        return self._messages(leave).create(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        """Have the message say that the leave is cancelled, or what was decided."""
        return self._messages(leave).remove(leave, external_id)

    def _messages(self, leave: RemoteLeave) -> "_Messages":
        if leave.question is None:
            return Announcements(self.client())
        return Questions(self.client(), self.account, leave.question, base_url=self.base_url)


class _Messages(Protocol):
    def find(self, leave: RemoteLeave) -> Sequence[str]: ...

    def create(self, leave: RemoteLeave) -> str: ...

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None: ...

"""Slack's HTTP: forms with a token, answers that say themselves whether they are good."""

import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from leavebook.http.outgoing import TOTAL_SECONDS, Outgoing, Reply
from leavebook.http.remote_answers import decoded, fault_in, is_good, plain, unreadable
from leavebook.services.outside.remote_systems import (
    Account,
    Busy,
    Disconnected,
    Permanent,
    Temporary,
    Uncertain,
    retry_after,
)

_NOT_LET_IN: Final = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
_MAY_HAVE_HAPPENED: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack says of these that some of it may have been done."""
_LATER: Final = frozenset({"request_timeout", "team_added_to_org", "accesslimited"})
_TOO_FAST: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})


class SlackSays(Permanent):
    """Slack refuses, with a word of its own for why."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class Client:
    """Calls Slack for one company; with `ends_at`, a moment of `time.monotonic`, in a hurry."""

    def __init__(
        self, account: Account, outgoing: Outgoing, *, address: str, ends_at: float | None = None
    ) -> None:
        self._account = account
        self._outgoing = outgoing
        self._address = address
        self._ends_at = ends_at
        self._known = account.known()

    @property
    def settings(self) -> Mapping[str, str]:
        """What the company has set for Slack."""
        return self._known.settings

    def ask(self, method: str, **arguments: object) -> dict[str, Any]:
        """Return what Slack says to a question; one without an answer can be asked again."""
        try:
            return self._call(method, arguments, changing=False)
        except Uncertain as lost:
            raise Temporary(str(lost)) from lost

    def tell(self, method: str, **arguments: object) -> dict[str, Any]:
        """Have Slack do something and return its answer."""
        return self._call(method, arguments, changing=True)

    def _call(
        self, method: str, arguments: Mapping[str, object], *, changing: bool
    ) -> dict[str, Any]:
        token = self._known.secrets.get("token")
        if token is None:
            raise Disconnected("there is no token for Slack")
        reply = self._outgoing.call(
            "POST",
            f"{self._address}/{method}",
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
                "Accept": "application/json",
            },
            body=urlencode({name: _field(each) for name, each in arguments.items()}).encode(),
            send_before=self._account.last_moment(),
            patience=self._patience(),
        )
        return self._read(reply, changing=changing)

    def _patience(self) -> float:
        if self._ends_at is None:
            return TOTAL_SECONDS
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise Temporary("there was no time left for the call")
        return min(left, TOTAL_SECONDS)

    def _read(self, reply: Reply, *, changing: bool) -> dict[str, Any]:
        if not is_good(reply):
            raise fault_in(
                reply, changing=changing, message=_message, hide=self._known.secrets.values()
            )
        answer = decoded(reply, changing=changing)
        if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
            raise unreadable(changing=changing)
        if not answer["ok"]:
            raise self._fault(answer, reply, changing=changing)
        return answer

    def _fault(self, answer: Mapping[str, Any], reply: Reply, *, changing: bool) -> Exception:
        """Return what it means that Slack answers, but not that it did it."""
        word = answer.get("error")
        if not isinstance(word, str):
            return unreadable(changing=changing)
        said = plain(_with_details(word, answer), hide=self._known.secrets.values())
        if word in _NOT_LET_IN:
            return Disconnected(said)
        if word in _TOO_FAST:
            return Busy(said, rest=retry_after(reply.headers.get("retry-after")))
        if word in _LATER:
            return Temporary(said)
        if word in _MAY_HAVE_HAPPENED:
            return Uncertain(said) if changing else Temporary(said)
        return SlackSays(word, said)


def _with_details(word: str, answer: Mapping[str, Any]) -> str:
    """Return the word with what is needed, which Slack says of a missing scope."""
    needed = answer.get("needed")
    return f"{word}: {needed}" if isinstance(needed, str) else word


def _field(value: object) -> str:
    """Return an argument as a form takes it; whatever has parts goes as JSON."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int():
            return str(value)
        case _:
            return msgspec.json.encode(value).decode()


def _message(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    return body["error"]

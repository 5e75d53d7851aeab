"""What the status of another server's answer means for us, the same for every server."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from leavebook.http.outgoing import Reply
from leavebook.services.outside.remote_faults import (
    Busy,
    Disconnected,
    Permanent,
    Temporary,
    Uncertain,
)
from leavebook.services.outside.remote_systems import retry_after

_LONGEST: Final = 300
_SHORTEST_SECRET: Final = 6

UNAUTHORIZED: Final = 401
TIMED_OUT: Final = 408
TOO_MANY: Final = 429
_FAULTS: Final = 500
_FIRST_GOOD, _FIRST_BAD = 200, 300


def is_good(reply: Reply) -> bool:
    """Whether the server says that it did what it was asked."""
    return _FIRST_GOOD <= reply.status < _FIRST_BAD


def fault_in(
    reply: Reply, *, changing: bool, message: Callable[[Any], object], hide: Iterable[str]
) -> Exception:
    """Return what an answer that is not good means, with the vendor's own message.

    `message` finds it in the decoded body; `hide` are secrets that may be quoted in it.
    """
    said = plain(_message(reply, message), hide=hide)
    told = f"{reply.status}: {said}" if said else f"{reply.status}"
    if reply.status == UNAUTHORIZED:
        return Disconnected(told)
    if reply.status == TOO_MANY:
        return Busy(told, rest=retry_after(reply.headers.get("retry-after")))
    if reply.status >= _FAULTS or reply.status == TIMED_OUT:
        return Uncertain(told) if changing else Temporary(told)
    return Permanent(told)


def decoded(reply: Reply, *, changing: bool) -> Any:  # noqa: ANN401  JSON holds anything
    """Return the JSON of a good answer; one that cannot be read says nothing."""
    try:
        return msgspec.json.decode(reply.body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise unreadable(changing=changing) from error


def unreadable(*, changing: bool) -> Temporary | Uncertain:
    """Return what it means that a good answer makes no sense."""
    said = "the answer cannot be read"
    return Uncertain(said) if changing else Temporary(said)


def plain(text: str, *, hide: Iterable[str]) -> str:
    """Return a vendor's text without secrets and control characters, at a bearable length."""
    for secret in hide:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return "".join(each if each.isprintable() else " " for each in text)[:_LONGEST].strip()


def _message(reply: Reply, message: Callable[[Any], object]) -> str:
    try:
        found = message(msgspec.json.decode(reply.body))
    except (msgspec.DecodeError, RecursionError, LookupError, TypeError, AttributeError):
        return ""
    return found if isinstance(found, str) else ""

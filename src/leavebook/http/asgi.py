"""What comes in and goes out by ASGI: bytes to calls, answers to bytes."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from leavebook.http.building import Building
from leavebook.http.call import Answer, Call, query_of
from leavebook.http.decoding import Malformed
from leavebook.http.own_address import own_address
from leavebook.http.room import Share

# The words of ASGI 3.0, https://asgi.readthedocs.io/en/stable/specs/www.html
Message = Mapping[str, Any]
Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Any], Awaitable[None]]

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_.\-]{1,64}")

_ALWAYS: Final[Mapping[str, str]] = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}

_PATIENCE: Final = 20.0
_SLOWEST: Final = 32 * 1024
"""Bytes a second: a slow telephone's; whoever sends slower keeps a place from others."""

_WITHOUT_BODY: Final = frozenset({204, 304})

# NUL and halves of characters, which PostgreSQL refuses in a text.
_NOT_KEPT: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Head:
    """A call before its body is read, with the caller's name for it where that is one."""

    scope: Scope
    path: str
    headers: Mapping[str, str]
    request_id: str

    @property
    def method(self) -> str:
        """The method as doors know it: a HEAD is a GET, only its answer has no body.

        RFC 9110, section 9.3.2.
        """
        return "GET" if self.is_without_body else str(self.scope["method"])

    @property
    def is_without_body(self) -> bool:
        """Whether the caller wants to know of the answer, and not to have it."""
        return bool(self.scope["method"] == "HEAD")


def head_of(scope: Scope, path: str) -> Head:
    """Return the head of the call that came in for the path."""
    headers = _headers(scope)
    given = headers.get("x-request-id", "")
    return Head(scope, path, headers, given if _REQUEST_ID.fullmatch(given) else uuid4().hex)


def call_from(head: Head, parts: Mapping[str, str], raw_body: bytes, building: Building) -> Call:
    """Return the call that came in; raises Malformed for an unreadable query.

    A character in the path that no database keeps becomes the one that stands for what cannot be
    read: the address is then one that nothing has, which is what it is.
    """
    scope, client = head.scope, head.scope["client"]
    return Call(
        method=head.method,
        path=head.path,
        parts={name: _NOT_KEPT.sub("\ufffd", value) for name, value in parts.items()},
        query=query_of(scope["query_string"]),
        headers=head.headers,
        raw_body=raw_body,
        request_id=head.request_id,
        base_url=own_address(
            building.base_url,
            scheme=scope["scheme"],
            host=head.headers.get("host"),
            listening=scope["server"] or ("localhost", None),
        ),
        address=client[0] if client else "",
        received_at=building.house.clock.now(),
    )


def bare_call(head: Head, building: Building) -> Call:
    """Return the call without its query, for answers that need no more."""
    return Call(
        method=head.method,
        path=head.path,
        parts={},
        query=(),
        headers=head.headers,
        raw_body=b"",
        request_id=head.request_id,
        base_url=building.base_url or "",
        received_at=building.house.clock.now(),
    )


async def body_of(
    head: Head, receive: Receive, *, limit: int, share: Share, patience: float = _PATIENCE
) -> bytes | None:
    """Return the whole body, or None when it is over the limit; raises Malformed for a part.

    Seconds of patience, and what the slowest line needs for a body of the limit, are all the
    time there is. Raises NoRoom where other bodies take the memory.
    """
    announced = head.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > limit:
        return None
    try:
        async with asyncio.timeout(patience + limit / _SLOWEST):
            return await _whole(receive, limit, share)
    except TimeoutError as late:
        raise Malformed("The body took too long.") from late


async def _whole(receive: Receive, limit: int, share: Share) -> bytes | None:
    pieces: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Malformed("The body broke off.")
        pieces.append(message.get("body", b""))
        share.take(len(pieces[-1]))
        if share.size > limit:
            return None
        more = message.get("more_body", False)
    return b"".join(pieces)


def headers_with(answered: Answer, request_id: str) -> dict[str, str]:
    """Return the headers of an answer, with those that every answer carries."""
    own = {name.lower(): value for name, value in answered.headers.items()}
    return {**_ALWAYS, "x-request-id": request_id, **own}


async def send_answer(answered: Answer, head: Head, send: Send) -> None:
    """The answer to the call has gone out; to a HEAD without its body."""
    body, headers = answered.encoded(), headers_with(answered, head.request_id)
    if answered.status not in _WITHOUT_BODY:
        is_text = answered.media_type.startswith("text/")
        kind = f"{answered.media_type}; charset=utf-8" if is_text else answered.media_type
        headers = {"content-type": kind, "content-length": str(len(body)), **headers}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answered.status, "headers": raw})
    shown = b"" if head.is_without_body else body
    await send({"type": "http.response.body", "body": shown, "more_body": False})


def _headers(scope: Scope) -> dict[str, str]:
    """Return the headers by name; one that came twice shows both values, so nobody misses it."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers

"""One call as an endpoint sees it, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from urllib.parse import unquote_plus

import msgspec
from msgspec import Struct

from leavebook.http.decoding import Malformed, assert_text, decode_object
from leavebook.http.reading import read

Wire = TypeVar("Wire", bound=Struct)

_MOST_QUERY_FIELDS = 100

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What came in: read with the methods here, never by hand."""

    method: str
    path: str
    parts: Mapping[str, str]
    """What stands in the path's places, such as the id of a request."""
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    raw_body: bytes
    request_id: str
    base_url: str
    """Where this server says it is; links are built from it, never from the Host header."""
    address: str = ""
    """The address of whoever connected; a header in which callers name one is never believed."""
    received_at: datetime = LONG_AGO
    """The moment it came in, for answers that must tell the time."""

    def body(self) -> dict[str, Any]:
        """Return the JSON object of the body; raises Malformed."""
        return decode_object(self.raw_body)

    def read(self, wanted: type[Wire]) -> Wire:
        """Return the body as the wire type; raises Malformed, or Refused naming every fault."""
        return read(wanted, self.body())

    def asked(self, name: str) -> str | None:
        """Return a field of the query that may stand there once; raises Malformed for two."""
        values = self.asked_all(name)
        if len(values) > 1:
            raise Malformed(f"The query names {name} more than once.")
        return values[0] if values else None

    def asked_all(self, name: str) -> tuple[str, ...]:
        """Return every value that the query gives a field."""
        return tuple([value for key, value in self.query if key == name])


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out; a body of None means none at all."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def encoded(self) -> bytes:
        """Return the bytes of the body."""
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        return msgspec.json.encode(self.body)


def query_of(raw: bytes, *, most: int = _MOST_QUERY_FIELDS) -> tuple[tuple[str, str], ...]:
    """Return the fields of a query string in order; raises Malformed for what is not text."""
    pieces = [piece for piece in raw.split(b"&") if piece]
    if len(pieces) > most:
        raise Malformed("The query has too many fields.")
    return tuple(_field(piece) for piece in pieces)


def _field(piece: bytes) -> tuple[str, str]:
    name, _, value = piece.partition(b"=")
    try:
        pair = (
            unquote_plus(name.decode("ascii"), errors="strict"),
            unquote_plus(value.decode("ascii"), errors="strict"),
        )
    except UnicodeDecodeError as error:
        raise Malformed("The query is not UTF-8.") from error
    for text in pair:
        assert_text(text)
    return pair

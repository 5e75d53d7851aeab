"""Forms that bring a file along: multipart/form-data, held in memory and read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from multipart import MultipartError, MultipartParser, MultipartPart, parse_options_header

from leavebook.http.call import Call
from leavebook.http.decoding import Malformed, assert_text

MULTIPART: Final = "multipart/form-data"

_MOST_PARTS: Final = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the form; a file has its name, and any bytes."""

    name: str
    content: bytes
    file_name: str | None = None

    def text(self) -> str:
        """Return what was typed; raises Malformed for what is not text."""
        try:
            typed = self.content.decode()
        except UnicodeDecodeError as error:
            raise Malformed("The form is not UTF-8.") from error
        assert_text(typed)
        return typed


def is_multipart(call: Call) -> bool:
    """Return whether the body is such a form by its own account."""
    kind, _ = parse_options_header(call.headers.get("content-type", ""))
    return str(kind).lower() == MULTIPART


def parts_of(call: Call) -> tuple[Part, ...]:
    """Return the fields of the form in their order; raises Malformed for what is not one.

    Whatever size the body was let in with, nothing of it is written to a disk.
    """
    _, options = parse_options_header(call.headers.get("content-type", ""))
    raw = call.raw_body
    try:
        parser = MultipartParser(
            BytesIO(raw),
            options.get("boundary", ""),
            content_length=len(raw),
            strict=True,
            part_limit=_MOST_PARTS,
            spool_limit=len(raw) + 1,
            memory_limit=len(raw) + 1,
            disk_limit=0,
        )
        return tuple(_read(parser))
    except (MultipartError, ValueError) as error:
        raise Malformed("The form cannot be read.") from error


def _read(parser: MultipartParser) -> Iterator[Part]:
    each: MultipartPart
    for each in parser:
        assert_text(each.name)
        yield Part(each.name, each.raw, file_name=each.filename)

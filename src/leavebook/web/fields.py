"""Reading what a form sends: texts by name, with the type they must have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Final

from leavebook.domain.limits import invalid
from leavebook.http.call import Call, query_of
from leavebook.http.reading import EARLIEST, LATEST
from leavebook.http.uploads import is_multipart, parts_of

_QUANTITY = re.compile(r"[+-]?\d{1,6}(\.\d{1,4})?", re.ASCII)
_DATE_LENGTH = len("2026-04-01")
_LONGEST_NUMBER: Final = 18  # any such fits into a bigint
_MOST_FIELDS = 1_000  # everybody ticked in the inbox, a policy of many levels


@dataclass(frozen=True, slots=True)
class Fields:
    """What was typed; a field that is missing is an empty text."""

    values: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What was chosen from a disk; a field without a file is missing here."""
    file_names: Mapping[str, str] = field(default_factory=dict)
    """What those files are called where they came from, which nobody should believe."""

    def text(self, name: str) -> str:
        """Return the text of a field, without the white space around it.

        A line ends in one character: browsers send two and count one, so a text would be too
        long that they let through.
        """
        found = self.values.get(name, ())
        return found[0].replace("\r\n", "\n").strip() if found else ""

    def file_name(self, name: str) -> str:
        """Return what the file of a field is called; an empty text without a file."""
        return self.file_names.get(name, "")

    def as_typed(self, name: str) -> str:
        """Return the text of a field exactly as it was typed, such as a password."""
        return self.values.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field, such as those of ticked boxes."""
        return self.values.get(name, ())

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every name with each of its values, in the order of the form."""
        return tuple((name, value) for name, values in self.values.items() for value in values)

    def day(self, name: str) -> date:
        """Return the date in a field; raises Refused naming the field."""
        typed = self.text(name)
        if not typed:
            raise invalid(name, "required")
        found = day_or_none(typed)
        if found is None:
            raise invalid(name, "not_a_date")
        return found

    def number(self, name: str) -> int:
        """Return the whole number in a field; raises Refused naming the field."""
        typed = self.text(name)
        if not typed:
            raise invalid(name, "required")
        found = number_or_none(typed)
        if found is None:
            raise invalid(name, "not_a_whole_number")
        return found

    def quantity(self, name: str) -> Decimal:
        """Return the decimal number in a field, with point or comma; raises Refused."""
        typed = self.text(name).replace(",", ".")
        if not typed:
            raise invalid(name, "required")
        if _QUANTITY.fullmatch(typed) is None:
            raise invalid(name, "not_a_number")
        return Decimal(typed)

    def day_if_any(self, name: str) -> date | None:
        """Return the date in a field that may be empty; raises Refused naming the field."""
        return self.day(name) if self.text(name) else None

    def minute(self, name: str) -> int:
        """Return the time of day in a field as minutes since midnight; raises Refused."""
        typed = self.text(name)
        if not typed:
            raise invalid(name, "required")
        try:
            moment = time.fromisoformat(typed)
        except ValueError as error:
            raise invalid(name, "not_a_time_range") from error
        return moment.hour * 60 + moment.minute


def form_of(call: Call) -> Fields:
    """Return what the form sent; raises Malformed for what is not text."""
    if is_multipart(call):
        return _with_files(call)
    return _fields(query_of(call.raw_body.replace(b"\r\n", b""), most=_MOST_FIELDS))


def asked_in(call: Call) -> Fields:
    """Return what the address asks for, read as a form."""
    return _fields(call.query)


def number_in(call: Call, part: str) -> int:
    """Return the number in the path; 0, which nothing has, for anything else."""
    return number_or_none(call.parts[part]) or 0


def number_or_none(typed: str) -> int | None:
    """Return the number when the text is one of at most 18 plain digits, as every id is."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER
    return int(typed) if is_number else None


def day_or_none(typed: str) -> date | None:
    """Return the date when the text is one in the form of the calendar, within our years."""
    if len(typed) != _DATE_LENGTH or typed[4] != "-" or not typed.isascii():
        return None
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _with_files(call: Call) -> Fields:
    parts = parts_of(call)
    typed = tuple((part.name, part.text()) for part in parts if part.file_name is None)
    # A browser sends a file without a name and without a byte where none was chosen.
    files = {part.name: part.content for part in parts if part.file_name}
    names = {part.name: part.file_name for part in parts if part.file_name}
    return Fields(_fields(typed).values, files, names)


def _fields(pairs: tuple[tuple[str, str], ...]) -> Fields:
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), value)
    return Fields(values)

"""A file of people, as spreadsheets save it: columns by their names, people by their lines."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

from leavebook.domain.people.people_faults import PeopleFault, Why

MOST_PEOPLE: Final = 2000


class Column(StrEnum):
    """What is told of a person; the value is the name that the column has in our own files."""

    NAME = "Name"
    EMAIL = "E-mail"
    NUMBER = "Number"
    FIRST_DAY = "First day"
    SITE = "Site"
    DEPARTMENT = "Department"
    MANAGER = "Manager"
    HOURS = "Hours a week"
    ROLE = "Role"


OPENING: Final = "Opening balance"
"""What the name of a column begins with that holds an opening balance; the leave type follows."""

NEEDED: Final = (Column.NAME, Column.EMAIL)

GERMAN: Final[Mapping[str, str]] = MappingProxyType(
    {
        Column.NAME: "Name",
        Column.EMAIL: "E-Mail",
        Column.NUMBER: "Personalnummer",
        Column.FIRST_DAY: "Erster Tag",
        Column.SITE: "Standort",
        Column.DEPARTMENT: "Abteilung",
        Column.MANAGER: "Führungskraft",
        Column.HOURS: "Wochenstunden",
        Column.ROLE: "Rolle",
        OPENING: "Anfangsbestand",
    }
)
"""What the columns are called in German files."""

_OTHERWISE: Final = {
    "full name": Column.NAME,
    "vollständiger name": Column.NAME,
    "email": Column.EMAIL,
    "mail": Column.EMAIL,
    "e mail address": Column.EMAIL,
    "e mail adresse": Column.EMAIL,
    "employee number": Column.NUMBER,
    "nummer": Column.NUMBER,
    "joined": Column.FIRST_DAY,
    "joined on": Column.FIRST_DAY,
    "start date": Column.FIRST_DAY,
    "eintritt": Column.FIRST_DAY,
    "eintrittsdatum": Column.FIRST_DAY,
    "location": Column.SITE,
    "team": Column.DEPARTMENT,
    "manager e mail": Column.MANAGER,
    "vorgesetzte": Column.MANAGER,
    "weekly hours": Column.HOURS,
    "stunden pro woche": Column.HOURS,
}
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
"""What Excel writes: the second where somebody chose plain CSV on a Western machine."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person's cells, without the white space around them, by column.

    Opening balances go by the name of their leave type.
    """

    number: int
    cells: Mapping[Column, str]
    openings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """The people of a file, and what is wrong with it as a whole."""

    lines: tuple[Line, ...] = ()
    openings: tuple[str, ...] = ()
    faults: tuple[PeopleFault, ...] = ()


def read_people(raw: bytes) -> PeopleFile:
    """Return what the file holds: separated by comma, semicolon or tab, in any usual encoding."""
    try:
        rows = list(_rows(text_of(raw)))
    except (UnicodeDecodeError, csv.Error):
        return PeopleFile(faults=(PeopleFault(1, "", Why.UNREADABLE),))
    if not rows:
        return PeopleFile(faults=(PeopleFault(1, "", Why.EMPTY),))
    (_, names), *people = rows
    columns = tuple(_column(name) for name in names)
    faults = [*_faults_of(names, columns)]
    if not people:
        faults.append(PeopleFault(1, "", Why.EMPTY))
    if len(people) > MOST_PEOPLE:
        faults.append(PeopleFault(1, "", Why.TOO_MANY_LINES, str(MOST_PEOPLE)))
        return PeopleFile(faults=tuple(faults))
    faults += [
        PeopleFault(number, "", Why.CELL_TOO_MANY)
        for number, cells in people
        if any(cells[len(columns) :])
    ]
    lines = tuple(_line(number, cells, columns) for number, cells in people)
    openings = tuple(each for each in columns if each and not isinstance(each, Column))
    return PeopleFile(lines, openings, tuple(faults))


def text_of(raw: bytes) -> str:
    """Return the text of a file; raises UnicodeDecodeError for what is none."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode(_ENCODINGS[0])
    except UnicodeDecodeError:
        return raw.decode(_ENCODINGS[1])


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every line that shows something, with its number in the file."""
    if "\0" in text:
        raise csv.Error
    first = text.lstrip("\r\n").partition("\n")[0]
    named = re.fullmatch(r"sep=(.)\s*", first)
    separator = named[1] if named else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    for cells in reader:
        shown = [_unguarded(cell.strip()) for cell in cells]
        if any(shown) and not (named and begins == 1):
            yield begins, shown
        begins = reader.line_num + 1


def _unguarded(cell: str) -> str:
    """Return the cell without the mark that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _column(name: str) -> Column | str | None:
    """Return the column of this name, or the leave type whose opening balances it holds."""
    plain = _plain(name)
    if plain in _KNOWN:
        return _KNOWN[plain]
    for begins in (OPENING, GERMAN[OPENING]):
        if plain.startswith(_plain(begins) + " "):
            return name.strip()[len(begins) :].strip(" -_:()")
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", name).strip().casefold()


_KNOWN: Final[Mapping[str, Column]] = {
    **{_plain(each): each for each in Column},
    **{_plain(GERMAN[each]): each for each in Column},
    **_OTHERWISE,
}


def _faults_of(
    names: Sequence[str], columns: Sequence[Column | str | None]
) -> Iterator[PeopleFault]:
    for place, (name, column) in enumerate(zip(names, columns, strict=True)):
        if name and column is None:
            yield PeopleFault(1, name, Why.UNKNOWN_COLUMN)
        if column is not None and column in columns[:place]:
            yield PeopleFault(1, name, Why.COLUMN_TWICE)
    for needed in NEEDED:
        if needed not in columns:
            yield PeopleFault(1, needed, Why.COLUMN_MISSING)


def _line(number: int, cells: Sequence[str], columns: Sequence[Column | str | None]) -> Line:
    found = list(zip_longest(columns, cells[: len(columns)], fillvalue=""))
    return Line(
        number,
        {column: cell for column, cell in found if isinstance(column, Column)},
        {column: cell for column, cell in found if column and not isinstance(column, Column)},
    )

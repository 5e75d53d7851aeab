"""Reads the tables of expected answers, and what every route is called with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from leavebook.http.door import Door, Route
from tests.cast import Member
from tests.matrix.scene import CAST, Scene, Subject, Who, Whose

_TABLES: Final = Path(__file__).parent / "expected"
_NO_SUCH: Final = "-"

COLUMNS: Final = tuple(
    (who, whose)
    for who in Who
    for whose in Whose
    if not (whose is Whose.REPORT and CAST[who][2] is None)
)
"""The columns of a table, from left to right."""


Form = Mapping[str, object]
"""The fields of a form."""


class About(StrEnum):
    """What a call names."""

    NOBODY = "nobody"
    RECORD = "record"  # something of the company's that is nobody's own
    PERSON = "person"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a route is called with."""

    about: About = About.NOBODY
    parts: Callable[[Subject], Mapping[str, object]] = lambda _: {}
    query: Callable[[Scene, Subject], Mapping[str, object]] = lambda _scene, _subject: {}
    body: Callable[[Scene, Subject], object] | None = None
    form: Callable[[Scene, Subject], Form] | None = None
    upload: tuple[str, str, bytes] | None = None
    """A file instead: the field, what it is called, and what it holds."""
    headers: Callable[[Scene], Mapping[str, str]] = lambda _: {}
    prepares: Callable[[Scene, Member], Mapping[str, object]] = lambda _scene, _member: {}
    """Makes what the call is about, and returns its ids."""
    tells: Callable[[Subject], str] | None = None
    """What stands in the answer exactly when the caller is told of the subject."""
    approved: bool = False
    """The request has been approved before the call."""
    ruins: bool = False
    """A success leaves a company that the next cell cannot use."""

    def request(self, route: Route, scene: Scene, subject: Subject) -> dict[str, Any]:
        """Return the call as the HTTP client takes it."""
        path = route.path
        for name, value in self.parts(subject).items():
            path = path.replace(f"{{{name}}}", str(value))
        return {
            "method": route.method,
            "url": path,
            "params": dict(self.query(scene, subject)) or None,
            "json": None if self.body is None else self.body(scene, subject),
            "content": None if self.form is None else urlencode(self.form(scene, subject)),
            "files": None if self.upload is None else {self.upload[0]: self.upload[1:]},
            "headers": dict(self.headers(scene)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one cell says: the status, and whether the answer is silent about the subject."""

    status: int
    is_silent: bool


Row = Mapping[tuple[Who, Whose], Expected]


def table_of(door: Door) -> dict[str, Row]:
    """Return the rows of a door's table by name: a route's, with `/variant` where it has several.

    `-` stands where there is no such subject, `200~` for an answer that says nothing of it.
    """
    file = _TABLES / f"{door.name}.txt"
    assert file.exists(), f"write {file.name}: what every route of {door.name} answers to whom"
    lines = [line.split() for line in file.read_text().splitlines() if line[:1].strip(" #")]
    return {name: _row(name, cells) for name, *cells in lines}


def _row(name: str, cells: list[str]) -> Row:
    assert len(cells) == len(COLUMNS), f"{name} has {len(cells)} of {len(COLUMNS)} cells"
    return {
        column: Expected(status=int(cell.rstrip("~")), is_silent=cell.endswith("~"))
        for column, cell in zip(COLUMNS, cells, strict=True)
        if cell != _NO_SUCH
    }

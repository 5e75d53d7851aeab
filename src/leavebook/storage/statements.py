"""The texts of statements: as PostgreSQL writes them, and prepared from the second time on."""

import re
from collections import OrderedDict, namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

Places = tuple[str, ...]
"""The names of the values that a statement takes, in the order of its `$1`, `$2` …"""

RowMaker = Callable[[Sequence[Any]], Any]

_PLACE: Final = re.compile(r"%(?:\((\w+)\)s|%)")
_TEXTS: Final = 1000
_STATEMENTS: Final = 200


@dataclass(slots=True)
class Statement:
    """A text with the types of its values, as one connection knows it."""

    text: bytes
    types: Sequence[int]
    name: bytes | None = None
    """What it is prepared under; a text that comes once, such as a rare filter's, is not."""
    make_row: RowMaker | None = None


@dataclass(slots=True)
class Statements:
    """The statements that a connection has sent of late."""

    _known: OrderedDict[tuple[bytes, Sequence[int]], Statement] = field(default_factory=OrderedDict)
    _names: int = 0

    def find(self, text: bytes, types: Sequence[int]) -> Statement | None:
        """Return the statement, from now on the latest of all, or None when it is new."""
        found = self._known.get((text, types))
        if found is not None:
            self._known.move_to_end((text, types))
        return found

    def add(self, text: bytes, types: Sequence[int]) -> Statement:
        """Return a statement that is known from now on."""
        added = self._known[text, types] = Statement(text, types)
        return added

    def one_too_many(self) -> Statement | None:
        """Return the oldest, now unknown, when there are more than PostgreSQL should keep."""
        return self._known.popitem(last=False)[1] if len(self._known) > _STATEMENTS else None

    def new_name(self) -> bytes:
        """Return a name that this connection never prepared anything under."""
        self._names += 1
        return b"s%d" % self._names

    def forget(self) -> None:
        """No statement is known any more."""
        self._known.clear()


@lru_cache(_TEXTS)
def sql_of(query: str) -> tuple[bytes, Places]:
    """Return a query with `%(name)s` and `%%` as PostgreSQL writes it, and what it takes."""
    places: dict[str, int] = {}

    def place(found: re.Match[str]) -> str:
        name = found[1]
        return "%" if name is None else f"${places.setdefault(name, len(places) + 1)}"

    return _PLACE.sub(place, query).encode(), tuple(places)


@lru_cache(_TEXTS)
def row_maker(columns: tuple[str, ...]) -> RowMaker:
    """Return what makes a row of values: a tuple whose fields have the names of the columns."""
    # Columns without a name, such as `?column?`, are read by their place.
    kind = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # noqa: PYI024  known at run time only
    return partial(tuple.__new__, kind)

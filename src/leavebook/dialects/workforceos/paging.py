"""Pages, filters and sorting, as every list of this API takes them.

`pageNumber` counts from 1, and 0 means all rows in one page; what is no such number counts as
absent, as on the published platform. A filter may come several times, of which any will do;
`null` is nothing there; `<name>_op` compares in another way than by being the same.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from leavebook.domain.problems import Refused
from leavebook.http.call import Call
from leavebook.http.reading import Fault, invalid
from leavebook.queries.filtered import Comparison, Condition, Wanted

ROWS: Final = 25
MOST_ROWS: Final = 1000
LAST_PAGE: Final = 1_000_000
ALL: Final = 0
NOTHING: Final = "null"
OF_MANY: Final = "[]"
"""What clients in a browser put behind the name of a field that has several values."""

_DIGITS: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
SAME_OR_NOT: Final = (Comparison.EQ, Comparison.NE)
IN_ORDER: Final = tuple(Comparison)


class Paging(Struct, rename="camel", kw_only=True):
    """Where in the list the answer stands."""

    page_number: int
    page_row_count: int
    total_row_count: int
    page_count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: what our field is called, how a value is read, how values may be compared."""

    field: str
    read: Callable[[str], tuple[object, ...]]
    comparisons: tuple[Comparison, ...] = SAME_OR_NOT


@dataclass(frozen=True, slots=True)
class Page:
    """The page asked for."""

    number: int
    size: int

    def shown(self, total: int) -> Paging:
        """Return the numbers for an answer."""
        count = -(-total // self.size)
        return Paging(
            page_number=self.number,
            page_row_count=self.size,
            total_row_count=total,
            page_count=min(count, 1) if self.number == ALL else count,
        )


def read_page(call: Call) -> Page:
    """Return the page asked for; never more than a thousand rows, not even of all."""
    number = min(_number(call, "pageNumber", least=ALL, otherwise=1), LAST_PAGE)
    if number == ALL:
        return Page(ALL, MOST_ROWS)
    return Page(number, min(_number(call, "pageRowCount", least=1, otherwise=ROWS), MOST_ROWS))


def read_wanted(
    call: Call, page: Page, *, filters: Mapping[str, Filter], sorts: Mapping[str, str]
) -> Wanted:
    """Return which records in which order; raises Refused naming what cannot be read."""
    sort = call.asked("sortBy")
    if sort is not None and sort not in sorts:
        raise Refused(invalid("sortBy", Fault.NOT_ONE_OF, allowed=tuple(sorts)))
    order = call.asked("sortOrder")
    if order not in {None, "asc", "desc"}:
        raise Refused(invalid("sortOrder", Fault.NOT_ONE_OF, allowed=("asc", "desc")))
    named = {name.removesuffix(OF_MANY) for name, _ in call.query}
    return Wanted(
        conditions=tuple(
            _condition(call, name, each) for name, each in filters.items() if name in named
        ),
        sort=None if sort is None else sorts[sort],
        # The newest come first unless a field is named, which counts up.
        descending=order == "desc" if order is not None else sort is None,
        limit=page.size,
        offset=max(page.number - 1, 0) * page.size,
    )


def wants_joins(call: Call) -> bool:
    """Return whether the answer is joined with the people around it."""
    return (call.asked("getJoins") or "").lower() not in {"false", "0"}


def _condition(call: Call, name: str, wanted: Filter) -> Condition:
    values = tuple(
        value
        for text in (*call.asked_all(name), *call.asked_all(f"{name}{OF_MANY}"))
        for value in ((None,) if text == NOTHING else wanted.read(text))
    )
    operator = call.asked(f"{name}_op")
    if operator is None:
        return Condition(wanted.field, values)
    if operator not in wanted.comparisons:
        raise Refused(invalid(f"{name}_op", Fault.NOT_ONE_OF, allowed=wanted.comparisons))
    return Condition(wanted.field, values, Comparison(operator))


def _number(call: Call, name: str, *, least: int, otherwise: int) -> int:
    given = call.asked(name) or ""
    if not _DIGITS.fullmatch(given) or int(given) < least:
        return otherwise
    return int(given)

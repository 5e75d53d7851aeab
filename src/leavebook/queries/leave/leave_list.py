"""Requests, newest first, a page at a time, with how many there are in all.

Page and number travel together. Neither looks at more rows than it must, so a list costs the
same among a million requests: whoever sees everybody walks the index of the newest, and the
number is a sum of tallies; whoever sees a few people gets the newest of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leavebook.domain.approval.states import State
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import OFFICE
from leavebook.domain.people.permissions import decides_for_everybody, may_see_everybody
from leavebook.queries.leave.leave_lines import (
    LINE_JOINS,
    MOMENT_JOIN,
    LeaveLine,
    line_columns,
    read_line,
)
from leavebook.storage.policies.type_visibility import known_types
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import (
    decided_people,
    decided_requests,
    viewer_of,
    visible_people,
)

SUBMITTED = tuple(state for state in State if state is not State.DRAFT)
"""A draft is nobody's but its author's, who finds it on the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests, and which part of the list; None is "any".

    `year`, `first_from` and `first_to` are about the first day of the leave, ends included.
    `to_decide` leaves only what the actor may approve now. `with_moments` reads the moments
    that programs gave for the ends of leave as well.
    """

    employee_id: int | None = None
    leave_type_id: int | None = None
    states: tuple[State, ...] = SUBMITTED
    first_from: date | None = None
    first_to: date | None = None
    year: int | None = None
    to_decide: bool = False
    with_moments: bool = False
    limit: int = 15
    offset: int = 0


@dataclass(frozen=True, slots=True)
class LeavePage:
    """A page of the list, and the number of requests on all of them."""

    lines: tuple[LeaveLine, ...]
    total: int


def leave_list(tx: Transaction, wanted: Wanted, *, reader: Actor | None = None) -> LeavePage:
    """Return the page of the requests that the actor may see and asked for.

    Of them is told what the reader may know, where that is another than the actor. Leave of a
    type that may not be learnt is found under none.
    """
    whole = decides_for_everybody if wanted.to_decide else may_see_everybody
    of_everybody = whole(tx.actor) and wanted.employee_id is None
    is_tallied = not (wanted.to_decide or wanted.first_from or wanted.first_to)
    page = _PAGE_OF_ALL if of_everybody else _PAGE_OF_PEOPLE
    number = _number_by_tally(tx, wanted) if of_everybody and is_tallied else _NUMBER
    conditions, values = _conditions(tx, wanted), _values(tx, wanted)
    lines = tx.ask(_with_names(page, conditions, wanted, reader or tx.actor), **values)
    total = tx.ask(number.format(**conditions), **values)
    return LeavePage(tuple(lines.each(read_line)), total.fetchall()[0].total)


_NEWEST = "r.asked_at DESC, r.id DESC"

# The page is found by its keys first, so that what is skipped is skipped in the index. They come
# as an array, which is put together once, where a join is for a planner that knows nothing of the
# table yet to be made anew for every request.
_PAGE_OF_ALL = """
SELECT r.id
  FROM leave_request AS r
 WHERE {asked}
 ORDER BY {newest}
 LIMIT {limit} OFFSET {offset}
"""

_PAGE_OF_PEOPLE = """
SELECT of_one.id
  FROM employee AS e
 CROSS JOIN LATERAL (
       SELECT r.id, r.asked_at
         FROM leave_request AS r
        WHERE r.company_id = e.company_id AND r.employee_id = e.id AND {asked}
        ORDER BY {newest}
        LIMIT {upto}) AS of_one
 WHERE {people}
 ORDER BY of_one.asked_at DESC, of_one.id DESC
 LIMIT {limit} OFFSET {offset}
"""

_NUMBER = """
SELECT count(*) AS total
  FROM leave_request AS r
  JOIN employee AS e ON e.company_id = r.company_id AND e.id = r.employee_id
 WHERE {asked} AND {people}
"""

_NUMBER_BY_TALLY = """
SELECT coalesce(sum(r.requests), 0)::bigint AS total FROM leave_tally AS r WHERE {tallied}
"""

# Tallies are nobody's in particular, so the actor's own leave of a type kept from them is added.
_NUMBER_OF_TYPE_BY_TALLY = """
SELECT (SELECT coalesce(sum(r.requests), 0)::bigint FROM leave_tally AS r
         WHERE {tallied} AND {known})
     + (SELECT count(*) FROM leave_request AS r
         WHERE {asked} AND r.employee_id = %(viewer)s AND NOT {known}) AS total
"""


def _number_by_tally(tx: Transaction, wanted: Wanted) -> str:
    is_plain = wanted.leave_type_id is None or tx.actor.role in OFFICE
    return _NUMBER_BY_TALLY if is_plain else _NUMBER_OF_TYPE_BY_TALLY


def _with_names(page: str, conditions: Mapping[str, str], wanted: Wanted, reader: Actor) -> str:
    # Numbers in the text, not values beside it: only so does PostgreSQL keep a plan for a
    # prepared page, and planning takes longer than running it.
    found = page.format(
        **conditions,
        newest=_NEWEST,
        limit=int(wanted.limit),
        offset=int(wanted.offset),
        upto=int(wanted.limit + wanted.offset),
    )
    columns = line_columns(reader, with_moments=wanted.with_moments)
    joins = f"{LINE_JOINS} {MOMENT_JOIN}" if wanted.with_moments else LINE_JOINS
    return f"""
    SELECT {columns}
      FROM leave_request AS r {joins}
     WHERE r.id = ANY (ARRAY({found}))
     ORDER BY {_NEWEST}
    """  # noqa: S608  constant parts; every value is bound


def _conditions(tx: Transaction, wanted: Wanted) -> dict[str, str]:
    kind = ["r.state = ANY(%(states)s::text[])"]
    known = known_types(tx.actor)
    of_type = []
    if wanted.leave_type_id is not None:
        kind.append("r.leave_type_id = %(leave_type_id)s")
        of_type.append(f"({known} OR r.employee_id = %(viewer)s)")
    days = []
    if wanted.first_from is not None:
        days.append("r.first_day >= %(first_from)s")
    if wanted.first_to is not None:
        days.append("r.first_day <= %(first_to)s")
    in_year = ["r.first_day BETWEEN %(year_from)s AND %(year_to)s"] if wanted.year else []
    if wanted.to_decide:
        kind.append(decided_requests(tx.actor))
    people = [decided_people(tx.actor) if wanted.to_decide else visible_people(tx.actor)]
    if wanted.employee_id is not None:
        people.append("e.id = %(employee_id)s")
    return {
        "asked": " AND ".join([*kind, *of_type, *days, *in_year]),
        "tallied": " AND ".join([*kind, *(["r.year = %(year)s"] if wanted.year else [])]),
        "people": " AND ".join(people),
        "known": known,
    }


def _values(tx: Transaction, wanted: Wanted) -> dict[str, object]:
    year = wanted.year or 1
    return {
        "viewer": viewer_of(tx.actor),
        "employee_id": wanted.employee_id,
        "leave_type_id": wanted.leave_type_id,
        # In PostgreSQL's own notation: the driver is slow to put one together.
        "states": f"{{{','.join(wanted.states)}}}",
        "first_from": wanted.first_from,
        "first_to": wanted.first_to,
        "year": year,
        "year_from": date(year, 1, 1),
        "year_to": date(year, 12, 31),
    }

"""What waits for the actor's decision, with what they should know before they decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from leavebook.domain.approval.escalation import Rung
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.problems import Problem
from leavebook.queries.books.balances_on import left_in_years
from leavebook.queries.leave.changes import Linked, changes_of, given_back
from leavebook.queries.leave.leave_lines import LINE_JOINS, LeaveLine, line_columns, read_line
from leavebook.services.leave.warnings import warnings_of
from leavebook.storage.database import Row
from leavebook.storage.policies.type_visibility import knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import (
    answered_requests,
    decided_people,
    decided_requests,
    viewer_of,
)

_MOST_COUNTED = 100
_MOST_SHOWN = 50
_NAMED = 12

_WAITING = """
  FROM leave_request AS r
  JOIN employee AS e ON e.id = r.employee_id
 WHERE NOT r.hidden AND {people}
   AND (({requests})
     OR (r.state = 'cancel_requested' AND r.employee_id <> %(viewer)s AND {answered}))
"""

_ONLY = " AND r.id = %(request_id)s"

_NUMBER = "SELECT count(*) AS waiting FROM (SELECT 1 {waiting} LIMIT %(most)s) AS counted"

_OLDEST_FIRST = """
SELECT {columns}
  FROM (SELECT r.id AS wanted {waiting} ORDER BY r.asked_at, r.id LIMIT %(most)s) AS found
  JOIN leave_request AS r ON r.id = found.wanted
  {joins}
 ORDER BY r.asked_at, r.id
"""

# What is kept of a year is believed once it has begun and until time has moved it.
_BESIDE = """
SELECT r.id, r.leave_type_id, r.version, CASE WHEN {known} THEN t.code END AS code,
       CASE WHEN {known} THEN t.unit ELSE 'day' END AS unit,
       {known} AND coalesce((t.rules ->> 'has_balance')::boolean, true) AS has_balance,
       b.granted + b.adjusted - b.other_expired + b.carried_in - b.carried_expired - b.used
       - b.pending AS kept, turn.rung, turn.reminded_on
  FROM leave_request AS r
  JOIN leave_type AS t ON t.id = r.leave_type_id
  JOIN employee AS e ON e.id = r.employee_id
  JOIN site AS s ON s.id = e.site_id
  LEFT JOIN decision_turn AS turn ON turn.request_id = r.id
  LEFT JOIN balance AS b
         ON b.employee_id = r.employee_id AND b.leave_type_id = r.leave_type_id
        AND r.first_day BETWEEN b.year_start AND b.year_end
        AND b.year_start <= (%(now)s AT TIME ZONE s.timezone)::date
        AND (b.next_change IS NULL OR b.next_change > (%(now)s AT TIME ZONE s.timezone)::date)
 WHERE r.id = ANY(%(requests)s)
 ORDER BY r.id
"""

# Everybody who is away between the first and the last day that anybody asks for is read once.
_CLASHES = """
WITH asked AS MATERIALIZED (
    SELECT r.id, r.employee_id, r.first_day, r.last_day, e.department_id
      FROM leave_request AS r
      JOIN employee AS e ON e.id = r.employee_id
     WHERE r.id = ANY(%(requests)s)
), away AS MATERIALIZED (
    SELECT x.id, e.id AS employee_id, e.department_id, e.full_name,
           x.first_day, x.last_day, x.state
      FROM leave_request AS x
      JOIN employee AS e ON e.id = x.employee_id
     WHERE x.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
       AND x.first_day <= (SELECT max(last_day) FROM asked)
       AND x.last_day >= (SELECT min(first_day) FROM asked)
       AND e.department_id IN (SELECT department_id FROM asked)
)
SELECT asked.id AS request_id, clash.full_name, clash.first_day, clash.last_day, clash.state,
       clash.in_all
  FROM asked
 CROSS JOIN LATERAL (
       SELECT away.*, count(*) OVER () AS in_all
         FROM away
        WHERE away.department_id = asked.department_id AND away.employee_id <> asked.employee_id
          AND away.first_day <= asked.last_day AND away.last_day >= asked.first_day
        ORDER BY away.first_day, away.full_name, away.id
        LIMIT %(named)s) AS clash
 ORDER BY asked.id, clash.first_day, clash.full_name, clash.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A colleague of the same department who is away, or wants to be, on some of the days."""

    full_name: str
    first_day: date
    last_day: date
    is_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that waits; `left_after` is what the year leaves once it is approved.

    Of leave whose type the actor may not learn, code and what is left are None, and its unit days.
    `rung` is how far up it has come for waiting too long, None while it is where it was asked.
    """

    line: LeaveLine
    code: str | None
    unit: Unit
    version: int
    left_after: Decimal | None
    rung: Rung | None
    reminded_on: date | None
    clashes: tuple[Clash, ...]
    """The first dozen of them."""
    clashing: int
    """How many there are."""
    warnings: tuple[Problem, ...]
    instead_of: Linked | None
    """The leave whose place it is to take."""


def number_waiting(tx: Transaction) -> int:
    """Return how many requests wait for the actor; from a hundred on nobody counts."""
    number: int = tx.value(
        _NUMBER.format(waiting=_waiting(tx)), viewer=viewer_of(tx.actor), most=_MOST_COUNTED
    )
    return number


def inbox(tx: Transaction) -> tuple[Waiting, ...]:
    """Return the requests that wait for the actor, the oldest first, fifty at most."""
    return _with_what_to_know(tx, _lines(tx, _waiting(tx)))


def waiting_request(tx: Transaction, request_id: int) -> Waiting | None:
    """Return the request, or None when it does not wait for the actor."""
    lines = _lines(tx, _waiting(tx) + _ONLY, request_id=request_id)
    return next(iter(_with_what_to_know(tx, lines)), None)


def _lines(tx: Transaction, waiting: str, **values: object) -> tuple[LeaveLine, ...]:
    query = _OLDEST_FIRST.format(columns=line_columns(tx.actor), waiting=waiting, joins=LINE_JOINS)
    rows = tx.rows(query, viewer=viewer_of(tx.actor), most=_MOST_SHOWN, **values)
    return tuple(read_line(row) for row in rows)


def _with_what_to_know(tx: Transaction, lines: Sequence[LeaveLine]) -> tuple[Waiting, ...]:
    which = [line.id for line in lines]
    clashes = _by_request(tx.rows(_CLASHES, requests=which, named=_NAMED))
    beside = _beside(tx, which)
    left = _left(tx, lines, beside)
    changes = changes_of(tx, which)
    free = given_back(tx, list(changes))
    warnings = warnings_of(tx, [line.id for line in lines if line.state is State.PENDING])
    return tuple(
        Waiting(
            line=line,
            code=beside[line.id].code,
            unit=Unit(beside[line.id].unit),
            version=beside[line.id].version,
            left_after=left[line.id] + free.get(line.id, 0) if line.id in left else None,
            rung=None if beside[line.id].rung is None else Rung(beside[line.id].rung),
            reminded_on=beside[line.id].reminded_on,
            clashes=tuple(_clash(each) for each in clashes.get(line.id, ())),
            clashing=clashes[line.id][0].in_all if line.id in clashes else 0,
            warnings=warnings.get(line.id, ()),
            instead_of=changes[line.id].old if line.id in changes else None,
        )
        for line in lines
    )


def _beside(tx: Transaction, which: Sequence[int]) -> dict[int, Row]:
    query = _BESIDE.format(known=knows_type(tx.actor))
    rows = tx.rows(query, requests=list(which), now=tx.now, viewer=viewer_of(tx.actor))
    return {each.id: each for each in rows}


def _left(
    tx: Transaction, lines: Sequence[LeaveLine], beside: Mapping[int, Row]
) -> dict[int, Decimal]:
    """Return what each request leaves; what is not kept as of today is worked out."""
    counted = [line for line in lines if beside[line.id].has_balance]
    late = {
        line.id: (line.employee_id, beside[line.id].leave_type_id, line.first_day)
        for line in counted
        if beside[line.id].kept is None
    }
    anew = left_in_years(tx, late.values())
    kept = {line.id: beside[line.id].kept for line in counted if line.id not in late}
    return kept | {each: anew[late[each]] for each in late if late[each] in anew}


def _by_request(rows: Sequence[Row]) -> dict[int, list[Row]]:
    return {
        request_id: list(found) for request_id, found in groupby(rows, lambda row: row.request_id)
    }


def _clash(row: Row) -> Clash:
    return Clash(
        full_name=row.full_name,
        first_day=row.first_day,
        last_day=row.last_day,
        is_agreed=row.state != "pending",
    )


def _waiting(tx: Transaction) -> str:
    return _WAITING.format(
        people=decided_people(tx.actor),
        requests=decided_requests(tx.actor),
        answered=answered_requests(tx.actor),
    )

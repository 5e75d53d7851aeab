"""The frozen days of booked leave, read and written again when free days or patterns change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.calendar import Why
from leavebook.domain.calendar.counting import DayRow, Unit, amount, days_of, minutes_of_rows
from leavebook.domain.calendar.day_amounts import amounts_by_day
from leavebook.domain.calendar.spans import Span
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

# Leave that is over stays as it was counted when it was taken.
_LIVE = """
SELECT r.id, r.leave_type_id, r.spans, r.state, r.first_day, r.last_day, r.amount,
       CASE WHEN r.state = 'pending' THEN r.replaces_id END AS instead_of,
       coalesce(r.exec_decided_at, r.manager_decided_at, r.asked_at) AS decided_at
  FROM leave_request AS r
 WHERE r.employee_id = %(employee_id)s AND r.last_day >= %(today)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
   AND (%(days)s::date[] IS NULL
        OR EXISTS (SELECT 1 FROM unnest(%(days)s::date[]) AS day
                    WHERE day BETWEEN r.first_day - %(around)s AND r.last_day + %(around)s))
 ORDER BY r.first_day, r.id
"""

_ROWS = """
SELECT request_id, "on", minutes, fraction, excluded
  FROM leave_request_day
 WHERE request_id = ANY (%(ids)s)
 ORDER BY request_id, "on"
"""

_CONCERNED = """
SELECT r.employee_id
  FROM leave_request AS r
 WHERE r.last_day >= %(today)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
   AND EXISTS (SELECT 1 FROM unnest(%(days)s::date[]) AS day
                WHERE day BETWEEN r.first_day - %(around)s AND r.last_day + %(around)s)
   AND (%(site_id)s::bigint IS NULL OR EXISTS (
         SELECT 1 FROM employment_terms AS t
          WHERE t.employee_id = r.employee_id AND t.site_id = %(site_id)s))
 GROUP BY r.employee_id
 ORDER BY bool_or(EXISTS (SELECT 1 FROM unnest(%(days)s::date[]) AS day
                           WHERE day BETWEEN r.first_day AND r.last_day)) DESC, r.employee_id
"""

_REWRITE_DAYS = """
INSERT INTO leave_request_day (company_id, request_id, "on", minutes, fraction, amount, excluded)
SELECT %(company_id)s, %(id)s, day, minutes, fraction, amount, why
  FROM unnest(%(days)s::date[], %(minutes)s::int[], %(fractions)s::numeric[],
              %(amounts)s::numeric[], %(whys)s::text[])
    AS new (day, minutes, fraction, amount, why)
"""

_REWRITE = """
UPDATE leave_request
   SET amount = %(amount)s, days = %(days)s, minutes = %(minutes)s, version = version + 1,
       changed_at = %(now)s
 WHERE id = %(id)s
"""

AROUND = 14
"""Days around a request on which a change may reach it through a sandwich rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLeave:
    """Live leave with the days it was charged when it was last counted.

    `instead_of` is the request whose place it is to take while it waits.
    """

    id: int
    leave_type_id: int
    spans: tuple[Span, ...]
    state: State
    first_day: date
    last_day: date
    amount: Decimal
    decided_at: datetime
    instead_of: int | None
    rows: tuple[DayRow, ...]


def live(
    tx: Transaction, employee_id: int, *, today: date, days: Collection[date] | None
) -> tuple[CountedLeave, ...]:
    """Return the person's leave that is not over and near any of the days; None is all of it."""
    found = tx.rows(
        _LIVE,
        employee_id=employee_id,
        today=today,
        days=None if days is None else sorted(days),
        around=AROUND,
    )
    rows = _rows(tx, [row.id for row in found])
    return tuple(
        CountedLeave(
            id=row.id,
            leave_type_id=row.leave_type_id,
            spans=value_of(row.spans, tuple[Span, ...]),
            state=State(row.state),
            first_day=row.first_day,
            last_day=row.last_day,
            amount=row.amount,
            decided_at=row.decided_at,
            instead_of=row.instead_of,
            rows=tuple(rows.get(row.id, ())),
        )
        for row in found
    )


def people_concerned(
    tx: Transaction, days: Collection[date], *, site_id: int | None, today: date
) -> tuple[int, ...]:
    """Return everybody who works at the site at some time and has leave ahead near the days.

    Those with leave on one of the days come first.
    """
    rows = tx.rows(_CONCERNED, days=sorted(days), site_id=site_id, today=today, around=AROUND)
    return tuple(row.employee_id for row in rows)


def rewrite(tx: Transaction, request_id: int, rows: Sequence[DayRow], unit: Unit) -> None:
    """Replace the frozen days of a request and what it costs."""
    tx.run("DELETE FROM leave_request_day WHERE request_id = %(id)s", id=request_id)
    tx.run(
        _REWRITE_DAYS,
        company_id=tx.company.id,
        id=request_id,
        days=[row.on for row in rows],
        minutes=[row.minutes for row in rows],
        fractions=[row.fraction for row in rows],
        amounts=list(amounts_by_day(rows, unit)),
        whys=[row.reason for row in rows],
    )
    tx.run(
        _REWRITE,
        id=request_id,
        amount=amount(rows, unit),
        days=days_of(rows),
        minutes=minutes_of_rows(rows),
        now=tx.now,
    )


def _rows(tx: Transaction, ids: Sequence[int]) -> Mapping[int, list[DayRow]]:
    rows: dict[int, list[DayRow]] = {}
    for row in tx.rows(_ROWS, ids=list(ids)) if ids else ():
        why = None if row.excluded is None else Why(row.excluded)
        rows.setdefault(row.request_id, []).append(
            DayRow(row.on, row.minutes, row.fraction.normalize(), why)
        )
    return rows

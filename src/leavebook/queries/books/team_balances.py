"""What many people have, in one query."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.counting import Unit
from leavebook.storage.database import Row
from leavebook.storage.policies.type_visibility import knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

BALANCES = """
SELECT e.id AS employee_id, e.full_name, e.employee_number, t.id AS leave_type_id,
       t.name AS leave_type, t.code, t.unit, b.year_start, b.year_end,
       b.granted + b.adjusted - b.other_expired AS allocated,
       b.carried_in - b.carried_expired AS carried_forward, b.to_come, b.used, b.pending,
       b.next_expiry_on, b.next_expiry,
       b.year_end >= %(day)s AND (b.next_change IS NULL
         OR b.next_change > (%(now)s AT TIME ZONE s.timezone)::date) AS is_current
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
 CROSS JOIN leave_type AS t
 CROSS JOIN LATERAL (
       SELECT * FROM balance
        WHERE employee_id = e.id AND leave_type_id = t.id AND year_start <= %(day)s
        ORDER BY year_start DESC
        LIMIT 1) AS b
 WHERE t.active AND (e.left_on IS NULL OR e.left_on >= %(day)s)
   AND (%(leave_type_id)s::bigint IS NULL OR t.id = %(leave_type_id)s)
   AND (%(employee_id)s::bigint IS NULL OR e.id = %(employee_id)s)
   AND coalesce((t.rules ->> 'has_balance')::boolean, true)
   AND (e.gender IS NULL OR coalesce(t.rules ->> 'applicable_gender', e.gender) = e.gender)
   AND {visible} AND {known}
 ORDER BY e.full_name, e.id, t.id
"""

_NAMES = """
SELECT e.id, e.full_name
  FROM employee AS e
 WHERE e.joined_on <= %(on)s AND (e.left_on IS NULL OR e.left_on >= %(on)s)
   AND (%(employee_id)s::bigint IS NULL OR e.id = %(employee_id)s)
   AND {visible}
 ORDER BY e.full_name, e.id
"""


class TeamBalance(NamedTuple):
    """One person's leave year of one type, in the type's unit.

    `is_current` is False where time or a rule has moved the balance since it was kept, perhaps
    into another leave year, and the worker has not been there yet. A tuple in the order of the
    query's columns, for there may be thousands of them.
    """

    employee_id: int
    full_name: str
    employee_number: str
    leave_type_id: int
    leave_type: str
    code: str
    unit: Unit
    year_start: date
    year_end: date
    allocated: Decimal
    carried_forward: Decimal
    to_come: Decimal
    used: Decimal
    pending: Decimal
    next_expiry_on: date | None
    next_expiry: Decimal
    is_current: bool

    @property
    def remaining(self) -> Decimal:
        """What is left when everything booked and asked for is deducted."""
        return self.allocated + self.carried_forward - self.used - self.pending


def team_balances(
    tx: Transaction,
    *,
    day: date | None = None,
    leave_type_id: int | None = None,
    employee_id: int | None = None,
) -> tuple[TeamBalance, ...]:
    """Return the leave years that hold the day of everybody the actor may see, by name.

    Without types that the actor may not learn of. Figures are those of today, whichever leave year
    is asked for.
    """
    values = {
        "now": tx.now,
        "day": day or tx.now.astimezone(ZoneInfo(tx.company.timezone)).date(),
        "leave_type_id": leave_type_id,
        "employee_id": employee_id,
        "viewer": viewer_of(tx.actor),
    }
    known = knows_type(tx.actor, whose="e.id")
    rows = tx.rows(BALANCES.format(visible=visible_people(tx.actor), known=known), **values)
    return tuple(_balance(row) for row in rows)


def names(tx: Transaction, *, on: date, employee_id: int | None = None) -> dict[int, str]:
    """Return who of those the actor may see is employed on the day, by id and in order of name."""
    rows = tx.rows(
        _NAMES.format(visible=visible_people(tx.actor)),
        on=on,
        employee_id=employee_id,
        viewer=viewer_of(tx.actor),
    )
    return {row.id: row.full_name for row in rows}


def _balance(row: Row) -> TeamBalance:
    return TeamBalance._make(row)._replace(unit=Unit(row.unit))

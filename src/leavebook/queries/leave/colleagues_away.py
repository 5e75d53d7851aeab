"""Who else of a person's department is away on some days: of which type as far as it is known."""

from dataclasses import dataclass
from datetime import date

from leavebook.storage.policies.type_visibility import learns_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

_AWAY = """
SELECT e.id AS employee_id, e.full_name, r.first_day, r.last_day,
       CASE WHEN {learns} THEN t.name END AS leave_type
  FROM employee AS me
  JOIN employee AS e ON e.department_id = me.department_id AND e.id <> me.id
  JOIN leave_request AS r ON r.employee_id = e.id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE me.id = %(employee_id)s
   AND r.state IN ('recorded', 'approved', 'cancel_requested')
   AND r.first_day <= %(last)s AND r.last_day >= %(first)s
   AND (e.left_on IS NULL OR e.left_on > %(first)s)
 ORDER BY r.first_day, e.full_name, r.id
 LIMIT 50
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A colleague who is away on these days; the type is None where the actor may not learn it."""

    employee_id: int
    full_name: str
    first_day: date
    last_day: date
    leave_type: str | None


def colleagues_away(
    tx: Transaction, employee_id: int, *, first: date, last: date
) -> tuple[Away, ...]:
    """Return the colleagues of the person's department whose leave is agreed on these days."""
    rows = tx.rows(
        _AWAY.format(learns=learns_type(tx.actor)),
        employee_id=employee_id,
        first=first,
        last=last,
        viewer=viewer_of(tx.actor),
    )
    return tuple(Away(**row._asdict()) for row in rows)

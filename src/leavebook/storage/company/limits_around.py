"""What the house's soft rules look at around requests that are made already."""

from collections.abc import Sequence
from dataclasses import dataclass

from leavebook.domain.calendar.counting import DayRow
from leavebook.domain.calendar.spans import Span
from leavebook.domain.people.people import DepartmentId, Role
from leavebook.domain.requests.blackouts import Blackout
from leavebook.domain.requests.staffing import Crew
from leavebook.storage.company import house_rules
from leavebook.storage.company.house_rules import DaysOf
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of
from leavebook.storage.policies.type_visibility import knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

_WARNS = """
SELECT EXISTS (SELECT 1 FROM staffing_rule) OR EXISTS (SELECT 1 FROM blackout WHERE NOT is_hard)
"""

# Days blocked for one type would tell that it is this one.
_AROUND = """
SELECT r.id, r.employee_id, r.leave_type_id, r.spans, r.first_day, r.last_day,
       e.department_id, e.site_id, u.role,
       ARRAY(
         WITH RECURSIVE above AS (
             SELECT id, parent_id FROM department WHERE id = e.department_id
              UNION
             SELECT d.id, d.parent_id FROM department AS d JOIN above AS a ON d.id = a.parent_id)
         SELECT id FROM above ORDER BY id) AS departments,
       (SELECT jsonb_agg(to_jsonb(b) ORDER BY b.id)
          FROM blackout AS b
         WHERE NOT b.is_hard AND b.first_day <= r.last_day AND b.last_day >= r.first_day
           AND (b.site_id IS NULL OR b.site_id = e.site_id)
           AND (b.leave_type_id IS NULL OR {known})) AS blackouts
  FROM leave_request AS r
  JOIN leave_type AS t ON t.id = r.leave_type_id
  JOIN employee AS e ON e.id = r.employee_id
  JOIN user_account AS u ON u.id = r.asked_by
 WHERE r.id = ANY (%(requests)s)
 ORDER BY r.id
"""

_CHARGED = """
SELECT request_id, "on", minutes, fraction
  FROM leave_request_day
 WHERE request_id = ANY (%(requests)s)
 ORDER BY request_id, "on"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A request with its frozen days, who asked, and the soft rules that may speak against it."""

    employee_id: int
    leave_type_id: int
    spans: tuple[Span, ...]
    days: tuple[DayRow, ...]
    by_role: Role
    departments: frozenset[DepartmentId]
    blackouts: tuple[Blackout, ...]
    crews: tuple[Crew, ...]


def around(tx: Transaction, requests: Sequence[int]) -> dict[int, Around]:
    """Return the requests by their ids, in four statements however many there are.

    Nothing where the company has no such rule.
    """
    if not (requests and tx.value(_WARNS)):
        return {}
    known = knows_type(tx.actor)
    rows = tx.rows(_AROUND.format(known=known), requests=list(requests), viewer=viewer_of(tx.actor))
    days: dict[int, list[DayRow]] = {}
    for day in tx.rows(_CHARGED, requests=list(requests)):
        days.setdefault(day.request_id, []).append(DayRow(day.on, day.minutes, day.fraction))
    crews = house_rules.crews_of(tx, {row.id: _days_of(row) for row in rows})
    return {
        row.id: Around(
            employee_id=row.employee_id,
            leave_type_id=row.leave_type_id,
            spans=value_of(row.spans, tuple[Span, ...]),
            days=tuple(days.get(row.id, ())),
            by_role=Role(row.role),
            departments=frozenset(DepartmentId(each) for each in row.departments),
            blackouts=tuple(house_rules.blackout(each) for each in row.blackouts or ()),
            crews=crews.get(row.id, ()),
        )
        for row in rows
    }


def _days_of(row: Row) -> DaysOf:
    return DaysOf(
        employee_id=row.employee_id,
        department_id=row.department_id,
        site_id=row.site_id,
        first=row.first_day,
        last=row.last_day,
    )

"""What everybody has of one leave type this year, and what lapses soon."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.people.permissions import may_see_everybody
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.transaction import Transaction

_LINES = """
SELECT e.id, e.full_name, d.name AS department,
       b.granted + b.adjusted - b.other_expired AS allocated,
       b.carried_in - b.carried_expired AS carried_forward, b.used, b.pending,
       b.granted + b.adjusted - b.other_expired + b.carried_in - b.carried_expired - b.used
       - b.pending AS remaining,
       b.next_expiry_on, b.next_expiry
  FROM balance AS b
  JOIN employee AS e ON e.id = b.employee_id
  LEFT JOIN department AS d ON d.id = e.department_id
 WHERE b.leave_type_id = %(leave_type_id)s AND %(today)s BETWEEN b.year_start AND b.year_end
   AND (e.left_on IS NULL OR e.left_on > %(today)s)
 ORDER BY e.full_name, e.id
"""

_BY_MONTH = """
SELECT extract(month FROM d."on")::int AS month, sum(d.fraction) AS days
  FROM leave_request AS r
  JOIN leave_request_day AS d ON d.request_id = r.id
 WHERE r.leave_type_id = %(leave_type_id)s
   AND r.state IN ('recorded', 'approved', 'cancel_requested')
   AND d."on" BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
 GROUP BY 1
 ORDER BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One person's year of one leave type, in its unit."""

    id: int
    full_name: str
    department: str | None
    allocated: Decimal
    carried_forward: Decimal
    used: Decimal
    pending: Decimal
    remaining: Decimal
    next_expiry_on: date | None
    next_expiry: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceReport:
    """Everybody's year, and the days taken in each month of the calendar year."""

    lines: tuple[ReportLine, ...]
    by_month: tuple[tuple[int, Decimal], ...]


def balance_report(tx: Transaction, leave_type_id: int, *, today: date) -> BalanceReport:
    """Return the report; raises Refused for everybody who does not see the whole company."""
    if not may_see_everybody(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "report"}))
    lines = tx.ask(_LINES, leave_type_id=leave_type_id, today=today)
    months = tx.ask(_BY_MONTH, leave_type_id=leave_type_id, year=today.year)
    taken = {row.month: row.days for row in months.fetchall()}
    return BalanceReport(
        lines=tuple(ReportLine(**row._asdict()) for row in lines.fetchall()),
        by_month=tuple((month, taken.get(month, Decimal(0))) for month in range(1, 13)),
    )

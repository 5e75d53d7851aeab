"""What everybody has of one leave type this year, and what lapses soon."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.people.permissions import may_see_everybody
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.books.balances_on import brought_up_to_date
from leavebook.queries.books.team_balances import TeamBalance, team_balances
from leavebook.queries.policies.policies_in_force import TypeInForce, policies_in_force
from leavebook.storage.policies.type_visibility import known_types, learnt_of
from leavebook.storage.transaction import Transaction

_DEPARTMENTS = """
SELECT e.id, d.name
  FROM employee AS e
  JOIN department AS d ON d.id = e.department_id
 ORDER BY e.id
"""

_BY_MONTH = """
SELECT extract(month FROM d."on")::int AS month, sum(d.fraction) AS days
  FROM leave_request AS r
  JOIN leave_request_day AS d ON d.request_id = r.id
 WHERE r.leave_type_id = %(leave_type_id)s AND {known}
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


def reported_types(tx: Transaction) -> tuple[TypeInForce, ...]:
    """Return the leave types with a balance that the actor learns of others."""
    learnt = learnt_of(tx.actor, None)
    return tuple(
        each
        for each in policies_in_force(tx)
        if each.rules.has_balance and each.discretion.visibility in learnt
    )


def balance_report(tx: Transaction, leave_type_id: int, *, today: date) -> BalanceReport:
    """Return the report; raises Refused for everybody who does not see the whole company.

    Of a type that is not among the `reported_types` nobody is in it.
    Whom the worker has not been to yet is worked out anew, so that nobody reads old figures.
    """
    if not may_see_everybody(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "report"}))
    departments = tx.ask(_DEPARTMENTS)
    months = tx.ask(
        _BY_MONTH.format(known=known_types(tx.actor)), leave_type_id=leave_type_id, year=today.year
    )
    everybody = team_balances(tx, day=today, leave_type_id=leave_type_id)
    in_department = {row.id: row.name for row in departments.fetchall()}
    taken = {row.month: row.days for row in months.fetchall()}
    return BalanceReport(
        lines=tuple(
            _line(each, in_department.get(each.employee_id))
            for each in brought_up_to_date(tx, everybody, today)
        ),
        by_month=tuple((month, taken.get(month, Decimal(0))) for month in range(1, 13)),
    )


def _line(balance: TeamBalance, department: str | None) -> ReportLine:
    return ReportLine(
        id=balance.employee_id,
        full_name=balance.full_name,
        department=department,
        allocated=balance.allocated,
        carried_forward=balance.carried_forward,
        used=balance.used,
        pending=balance.pending,
        remaining=balance.remaining,
        next_expiry_on=balance.next_expiry_on,
        next_expiry=balance.next_expiry,
    )

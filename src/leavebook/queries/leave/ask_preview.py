"""Everything that somebody should know before asking for leave."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.approval.approval import initial
from leavebook.domain.approval.states import Outcome
from leavebook.domain.calendar.counting import DayRow, Unit, amount
from leavebook.domain.ledger.balances import year_summary
from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.ledger_years import year_on
from leavebook.domain.ledger.replay import replay
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.problems import Problem
from leavebook.queries.leave.certificates import due_if_asked
from leavebook.queries.leave.colleagues_away import Away, colleagues_away
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named, lock_person
from leavebook.services.books.posting import horizon_of
from leavebook.services.leave.amendments import Change, weigh
from leavebook.services.leave.requests import LeaveAsked, preview
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_HOLIDAY_NAMES = """
SELECT DISTINCT ON (h."on") h."on", h.name
  FROM holiday AS h
  JOIN employee AS e ON e.site_id = h.site_id
 WHERE e.id = %(employee_id)s AND h."on" BETWEEN %(first)s AND %(last)s AND NOT h.removed
 ORDER BY h."on", h.source
"""

_APPROVER = """
SELECT coalesce(m.full_name, l.full_name) AS name
  FROM employee AS e
  LEFT JOIN employee AS m ON m.id = e.manager_id
  LEFT JOIN department AS d ON d.id = e.department_id
  LEFT JOIN employee AS l ON l.id = d.lead_id AND l.id <> e.id
 WHERE e.id = %(employee_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left today, on the first day of the leave, and once it is taken."""

    today: Decimal
    first_day: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPreview:
    """What the leave would cost and mean; without a balance there is nothing left to show.

    `more` is what it costs beyond the leave of the same type in whose place it is asked for.
    """

    days: tuple[DayRow, ...]
    holiday_names: dict[date, str]
    cost: Decimal
    more: Decimal | None
    unit: Unit
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    left: Left | None
    away: tuple[Away, ...]
    outcome: Outcome
    approver: str | None
    certificate_due: date | None
    stages: int


def ask_preview(tx: Transaction, asked: LeaveAsked, *, instead_of: int | None = None) -> AskPreview:
    """Return what would happen if this were asked for; nothing is written.

    With `instead_of` it is asked for in place of that agreed leave.
    """
    change = None if instead_of is None else weigh(tx, instead_of, asked)
    days, problems, warnings = preview(tx, asked) if change is None else change.judged
    person = lock_person(tx, asked.employee_id)
    leave_type = leave_type_named(tx, asked.leave_type_id)
    first = min(span.first for span in asked.spans)
    last = max(span.last for span in asked.spans)
    facts = gather(tx, person, leave_type, first=first, last=last)
    policy = leave_type.rules.approval if change is None else change.policy
    cost = amount(days, leave_type.unit)
    names = tx.rows(_HOLIDAY_NAMES, employee_id=person.id, first=first, last=last)
    return AskPreview(
        days=days,
        holiday_names={row.on: row.name for row in names},
        cost=cost,
        more=_more(change, leave_type, cost),
        unit=leave_type.unit,
        problems=problems,
        warnings=warnings,
        left=_left(facts, first, cost, instead_of) if leave_type.rules.has_balance else None,
        away=colleagues_away(tx, person.id, first=first, last=last),
        outcome=initial(policy, person.access_level or AccessLevel.EMPLOYEE),
        approver=tx.value(_APPROVER, employee_id=person.id),
        certificate_due=due_if_asked(tx, person.id, leave_type.rules, days),
        stages=len(policy.stages),
    )


def _more(change: Change | None, leave_type: LeaveType, cost: Decimal) -> Decimal | None:
    if change is None or change.old.leave_type_id != leave_type.id:
        return None
    return cost - change.old.amount


def _left(facts: LeaveFacts, first: date, cost: Decimal, instead_of: int | None) -> Left | None:
    known, then = facts.ledger, facts.without(instead_of).ledger
    if not known.policies:
        return None
    day, as_of = max(first, known.joined), max(first, facts.today)
    return Left(
        today=_remaining(known, max(facts.today, known.joined), as_of=facts.today),
        first_day=_remaining(known, day, as_of=as_of),
        after=_remaining(then, day, as_of=as_of) - cost,
    )


def _remaining(known: LedgerFacts, day: date, *, as_of: date) -> Decimal:
    year = year_on(known, day)
    movements = replay(known, max(year.end, horizon_of(known, day)))
    return year_summary(movements, year.start, on=as_of).remaining

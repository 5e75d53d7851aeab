"""What the rules say of leave that somebody asks for; nothing is written here."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.counting import DayRow
from leavebook.domain.calendar.spans import Span
from leavebook.domain.ledger.availability import shortfall
from leavebook.domain.people.people import EmployeeId, Role
from leavebook.domain.policy.terms import usable_from, version_on
from leavebook.domain.problems import Problem, Refused
from leavebook.domain.requests.asks import Ask, Facts, Given
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.domain.requests.requests import cost, problems_with, warnings_about
from leavebook.domain.requests.staffing import Crew
from leavebook.domain.texts import remark
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named
from leavebook.services.leave.booking import uses_of
from leavebook.storage.company import house_rules
from leavebook.storage.company.house_rules import DaysOf
from leavebook.storage.leave.leave_requests import Content
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAsked:
    """What somebody asks for, as every door hands it over.

    `recorded` is leave that a company's own key enters as a fact. `external_ref` is the name
    that the caller's own system has for the request.
    """

    employee_id: int
    leave_type_id: int
    spans: tuple[Span, ...]
    reason: str | None = None
    given: Given | None = None
    external_ref: str | None = None
    recorded: bool = False
    override: str = ""
    uuid: UUID = field(default_factory=uuid4)


class Judged(NamedTuple):
    """What leave would cost day by day, why it would be refused, and what should be known."""

    days: tuple[DayRow, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def ask_of(tx: Transaction, person: Employee, asked: LeaveAsked) -> Ask:
    """Return what is asked for as the rules see it, with who asks."""
    own = tx.actor.employee_id == person.id
    return Ask(
        EmployeeId(person.id),
        LeaveTypeId(asked.leave_type_id),
        asked.spans,
        by_role=tx.actor.role,
        self_service=own and tx.actor.role is Role.EMPLOYEE,
        reason=remark(asked.reason, field="reason") or "",
        given=asked.given,
        override=asked.override,
    )


def facts_for(tx: Transaction, person: Employee, ask: Ask) -> LeaveFacts:
    """Return what the rules may look at; the person is locked already."""
    leave_type = leave_type_named(tx, ask.leave_type_id)
    return gather(tx, person, leave_type, first=ask.first_day, last=ask.last_day)


def counted(tx: Transaction, ask: Ask, facts: LeaveFacts) -> tuple[DayRow, ...]:
    """Return the leave day by day, or refuse it with every reason at once."""
    judged = judge(tx, ask, facts)
    if judged.problems:
        raise Refused(*judged.problems)
    return judged.days


def judge(tx: Transaction, ask: Ask, facts: LeaveFacts) -> Judged:
    """Return what the rules say of it."""
    known = Facts(
        today=facts.today,
        rules=facts.leave_type.rules,
        calendar=facts.calendar,
        booked=facts.booked,
        gender=facts.person.gender,
        departments=facts.house.departments,
        blackouts=facts.house.blackouts,
        crews=_crews(tx, ask, facts),
        sandwich_types=facts.house.sandwich_types,
        usable_from=_usable_from(facts, ask),
    )
    days = cost(ask, known)
    if facts.leave_type.rules.has_balance:
        proposed = uses_of(ask.replaces or 0, days, facts, State.PENDING, at=tx.now)
        without = facts.with_uses((), instead_of=ask.replaces)
        known = replace(known, shortfall=shortfall(without.ledger, proposed))
    return Judged(days, problems_with(ask, known), warnings_about(ask, known, days))


def content_of(asked: LeaveAsked, facts: LeaveFacts, days: tuple[DayRow, ...]) -> Content:
    """Return what is asked for as it is written down."""
    return Content(
        leave_type_id=facts.leave_type.id,
        unit=facts.leave_type.unit,
        spans=asked.spans,
        days=days,
        reason=asked.reason,
        external_ref=asked.external_ref,
    )


def _crews(tx: Transaction, ask: Ask, facts: LeaveFacts) -> tuple[Crew, ...]:
    if not facts.house.has_crews:
        return ()
    days = DaysOf(
        employee_id=facts.person.id,
        department_id=facts.person.department_id,
        site_id=facts.person.site_id,
        first=ask.first_day,
        last=ask.last_day,
    )
    return house_rules.crews(tx, days)


def _usable_from(facts: LeaveFacts, ask: Ask) -> date | None:
    if not facts.ledger.policies:
        return None
    return usable_from(facts.ledger, version_on(facts.ledger, ask.first_day))

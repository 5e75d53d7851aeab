"""Asking for leave, and changing what was asked for."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move, Standing
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.counting import DayRow
from leavebook.domain.calendar.spans import Span
from leavebook.domain.ledger.availability import shortfall
from leavebook.domain.people.people import AccessLevel, EmployeeId, Role
from leavebook.domain.people.permissions import may_file_for, may_record
from leavebook.domain.policy.terms import usable_from, version_on
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.asks import Ask, Facts, Given
from leavebook.domain.requests.bookings import RequestId
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.domain.requests.requests import cost, problems_with, warnings_about
from leavebook.domain.requests.staffing import Crew
from leavebook.services.booking import enter, found, tell, uses_of
from leavebook.services.follow_ups import follow_up
from leavebook.services.leave_facts import LeaveFacts, gather, leave_type_named, lock_person
from leavebook.services.posting import post
from leavebook.storage import house_rules, leave_requests, relations
from leavebook.storage.house_rules import DaysOf
from leavebook.storage.leave_requests import Content, LeaveRequest
from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction

__all__ = [
    "Judged",
    "LeaveAsked",
    "edit",
    "found",
    "lock_request",
    "preview",
    "standing_of",
    "submit",
]


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


def submit(tx: Transaction, asked: LeaveAsked) -> LeaveRequest:
    """Book the leave and return the request, or refuse it with every reason at once."""
    person = lock_person(tx, asked.employee_id)
    actor = relations.towards(tx, person)
    if not may_file_for(actor, person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    ask = _ask(tx, person, asked)
    facts = _facts(tx, person, ask)
    days = _counted(tx, ask, facts)
    outcome = initial(
        facts.leave_type.rules.approval,
        person.access_level or AccessLevel.EMPLOYEE,
        recorded=asked.recorded and may_record(actor, person.subject),
    )

    return enter(tx, facts, _content(asked, facts, days), outcome, uuid=asked.uuid)


def edit(
    tx: Transaction,
    request_id: int,
    asked: LeaveAsked,
    *,
    version: int | None = None,
    only_pending: bool = False,
) -> LeaveRequest:
    """Change what a request asks for and count it anew, or refuse with every reason.

    With `version` the change is refused when somebody else has changed the request since; with
    `only_pending` also to those who may change decided leave elsewhere.
    """
    request, person = lock_request(tx, request_id, version=version)
    if only_pending and request.state is not State.PENDING:
        raise Refused(Problem(Code.NOT_PENDING, {"state": request.state}))
    actor = relations.towards(tx, person)
    ask = replace(_ask(tx, person, asked), replaces=RequestId(request.id))
    facts = _facts(tx, person, ask)
    outcome = after(
        Move.EDIT,
        standing_of(request, facts),
        actor=actor,
        subject=person.subject,
        today=facts.today,
    )
    days = _counted(tx, ask, facts)

    leave_requests.rewrite(tx, request, _content(asked, facts, days))
    leave_requests.move(tx, request, outcome)
    uses = uses_of(request.id, days, facts, outcome.state, at=request.asked_at)
    post(tx, facts.with_uses(uses, instead_of=request.id), cause="edited")
    if request.leave_type_id != facts.leave_type.id:
        _release_old_type(tx, request, person)
    follow_up(tx, facts, first=request.first_day, last=request.last_day, cause="edited")
    changed = found(tx, request.id)
    tell(tx, outcome, changed, person, was=request.state)
    return changed


class Judged(NamedTuple):
    """What leave would cost day by day, why it would be refused, and what should be known."""

    days: tuple[DayRow, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def preview(tx: Transaction, asked: LeaveAsked) -> Judged:
    """Return what would become of the leave if it were asked for; nothing is written."""
    person = lock_person(tx, asked.employee_id)
    if not may_file_for(relations.towards(tx, person), person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    ask = _ask(tx, person, asked)
    facts = _facts(tx, person, ask)
    return _judged(tx, ask, facts)


def lock_request(
    tx: Transaction, request_id: int, *, version: int | None = None
) -> tuple[LeaveRequest, Employee]:
    """Lock the person whose request it is, and return the request as it stands behind the lock.

    Raises Refused when there is no such request, or when it has another version by now.
    """
    before = leave_requests.find(tx, request_id)
    if before is None or before.hidden:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    person = lock_person(tx, before.employee_id)
    request = leave_requests.find(tx, request_id)
    if request is None or request.hidden:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    if version is not None and request.version != version:
        raise Refused(Problem(Code.STALE, {"version": request.version}))
    return request, person


def standing_of(request: LeaveRequest, facts: LeaveFacts) -> Standing:
    """Return the request as the table of moves sees it; the chain is the one it began under."""
    policy = replace(facts.leave_type.rules.approval, chain=request.approval)
    return Standing(
        state=request.state,
        stage=request.stage,
        policy=policy,
        first_day=request.first_day,
        owner_level=facts.person.access_level or AccessLevel.EMPLOYEE,
        ordered=request.ordered,
    )


def _ask(tx: Transaction, person: Employee, asked: LeaveAsked) -> Ask:
    own = tx.actor.employee_id == person.id
    return Ask(
        EmployeeId(person.id),
        LeaveTypeId(asked.leave_type_id),
        asked.spans,
        by_role=tx.actor.role,
        self_service=own and tx.actor.role is Role.EMPLOYEE,
        reason=asked.reason or "",
        given=asked.given,
        override=asked.override,
    )


def _facts(tx: Transaction, person: Employee, ask: Ask) -> LeaveFacts:
    leave_type = leave_type_named(tx, ask.leave_type_id)
    return gather(tx, person, leave_type, first=ask.first_day, last=ask.last_day)


def _counted(tx: Transaction, ask: Ask, facts: LeaveFacts) -> tuple[DayRow, ...]:
    judged = _judged(tx, ask, facts)
    if judged.problems:
        raise Refused(*judged.problems)
    return judged.days


def _judged(tx: Transaction, ask: Ask, facts: LeaveFacts) -> Judged:
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


def _content(asked: LeaveAsked, facts: LeaveFacts, days: tuple[DayRow, ...]) -> Content:
    return Content(
        leave_type_id=facts.leave_type.id,
        unit=facts.leave_type.unit,
        spans=asked.spans,
        days=days,
        reason=asked.reason,
        external_ref=asked.external_ref,
    )


def _release_old_type(tx: Transaction, request: LeaveRequest, person: Employee) -> None:
    """Give back what the request took of the leave type it had before."""
    old = leave_type_named(tx, request.leave_type_id)
    facts = gather(tx, person, old, first=request.first_day, last=request.last_day)
    post(tx, facts, cause="edited")

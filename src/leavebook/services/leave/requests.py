"""Asking for leave, and changing what was asked for."""

from dataclasses import replace

from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move
from leavebook.domain.approval.states import Outcome, State
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.permissions import may_file_for, may_record
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.bookings import RequestId
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named, lock_person
from leavebook.services.books.posting import post
from leavebook.services.leave.booking import enter, found, tell, uses_of
from leavebook.services.leave.follow_ups import follow_up
from leavebook.services.leave.judging import (
    Judged,
    LeaveAsked,
    ask_of,
    content_of,
    counted,
    facts_for,
    judge,
)
from leavebook.services.leave.known_types import assert_learns, reason_of_change
from leavebook.services.leave.standings import standing_of
from leavebook.storage.leave import leave_requests, relations
from leavebook.storage.leave.leave_requests import Content, LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction

__all__ = [
    "Judged",
    "LeaveAsked",
    "LeaveRequest",
    "edit",
    "found",
    "lock_request",
    "preview",
    "submit",
]


def submit(tx: Transaction, asked: LeaveAsked) -> LeaveRequest:
    """Book the leave and return the request, or refuse it with every reason at once."""
    person = lock_person(tx, asked.employee_id)
    actor = relations.towards(tx, person)
    if not may_file_for(actor, person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    ask = ask_of(tx, person, asked)
    facts = facts_for(tx, person, ask)
    assert_learns(tx, person, facts.leave_type)
    days = counted(tx, ask, facts)
    outcome = initial(
        facts.leave_type.rules.approval,
        person.access_level or AccessLevel.EMPLOYEE,
        recorded=asked.recorded and may_record(actor, person.subject),
    )

    return enter(tx, facts, content_of(asked, facts, days), outcome, uuid=asked.uuid)


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
    ask = replace(ask_of(tx, person, asked), replaces=RequestId(request.id))
    facts = facts_for(tx, person, ask)
    outcome = after(
        Move.EDIT,
        standing_of(request, person, facts.leave_type),
        actor=actor,
        subject=person.subject,
        today=facts.today,
    )
    _assert_may_be_rewritten(tx, request, facts)
    reason = reason_of_change(tx, person, request, to=facts.leave_type, reason=asked.reason)
    asked, ask = replace(asked, reason=reason), replace(ask, reason=reason or "")
    days = counted(tx, ask, facts.without(request.replaces_id))

    return _rewrite(tx, request, facts, content_of(asked, facts, days), outcome)


def preview(tx: Transaction, asked: LeaveAsked) -> Judged:
    """Return what would become of the leave if it were asked for; nothing is written."""
    person = lock_person(tx, asked.employee_id)
    if not may_file_for(relations.towards(tx, person), person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    ask = ask_of(tx, person, asked)
    facts = facts_for(tx, person, ask)
    assert_learns(tx, person, facts.leave_type)
    return judge(tx, ask, facts)


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


def _assert_may_be_rewritten(tx: Transaction, request: LeaveRequest, facts: LeaveFacts) -> None:
    """Raise Refused where a change waits, or a type is kept from the actor."""
    assert_learns(tx, facts.person, facts.leave_type)
    if request.leave_type_id != facts.leave_type.id:
        assert_learns(tx, facts.person, leave_type_named(tx, request.leave_type_id))
    if (change := leave_requests.change_of(tx, request.id)) is not None:
        raise Refused(Problem(Code.CHANGE_WAITS, {"request": change}))


def _rewrite(
    tx: Transaction, request: LeaveRequest, facts: LeaveFacts, content: Content, outcome: Outcome
) -> LeaveRequest:
    person = facts.person
    leave_requests.rewrite(tx, request, content)
    leave_requests.move(tx, request, outcome)
    uses = uses_of(
        request.id,
        content.days,
        facts,
        outcome.state,
        at=request.asked_at,
        instead_of=request.replaces_id,
    )
    post(tx, facts.with_uses(uses, instead_of=request.id), cause="edited")
    if request.leave_type_id != facts.leave_type.id:
        _release_old_type(tx, request, person)
    follow_up(tx, facts, first=request.first_day, last=request.last_day, cause="edited")
    changed = found(tx, request.id)
    tell(tx, outcome, changed, person, was=request.state)
    return changed


def _release_old_type(tx: Transaction, request: LeaveRequest, person: Employee) -> None:
    """Give back what the request took of the leave type it had before."""
    old = leave_type_named(tx, request.leave_type_id)
    facts = gather(tx, person, old, first=request.first_day, last=request.last_day)
    post(tx, facts, cause="edited")

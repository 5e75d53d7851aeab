"""Leave takes the place of other leave, or the change falls with the leave it was to change."""

from dataclasses import replace
from typing import Final

from leavebook.domain.approval.amending import FALLS_WITH_IT, REPLACED
from leavebook.domain.approval.states import Outcome, State
from leavebook.domain.people.people import EmployeeId
from leavebook.domain.people.permissions import may_see_balance
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.asks import Ask, Given
from leavebook.domain.requests.bookings import RequestId
from leavebook.domain.requests.discretion import may_learn_type
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.services.books.leave_facts import gather, leave_type_named
from leavebook.services.books.posting import post
from leavebook.services.leave.booking import found
from leavebook.services.leave.follow_ups import follow_up
from leavebook.services.leave.judging import facts_for, judge
from leavebook.services.shifts import shift_leave
from leavebook.storage import events
from leavebook.storage.leave import leave_requests, relations, shutdown_people
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_APPROVED: Final = "approved"


def take_effect(
    tx: Transaction,
    new: LeaveRequest,
    person: Employee,
    outcome: Outcome,
    *,
    comment: str | None = None,
) -> LeaveRequest:
    """The change is approved and the old leave is replaced, or it is refused and all stays.

    It is judged once more as if whoever approves entered it now: what it needs may have been
    taken since it was asked for. The person is locked already.
    """
    old = _replaced_by(tx, new)
    _assert_it_still_fits(tx, old, new, person)
    leave_requests.move(tx, old, REPLACED)
    leave_requests.move(tx, new, outcome)
    leave_requests.hold_everything(tx, new)
    return settle(tx, person, old, found(tx, new.id), outcome, comment=comment)


def settle(
    tx: Transaction,
    person: Employee,
    old: LeaveRequest,
    new: LeaveRequest,
    outcome: Outcome,
    *,
    comment: str | None = None,
) -> LeaveRequest:
    """Bring all that hangs on either leave in line, and have it heard; both are written."""
    if old.ordered:
        shutdown_people.inherit(tx, old.id, by=new.id)
    _post(tx, person, new, cause=REPLACED.event)
    _post(tx, person, old, cause=REPLACED.event)
    shift_leave.hand_over(tx, person, old, new)
    gone = replace(old, state=State.SUPERSEDED)
    events.record(
        tx,
        REPLACED.event,
        request_id=old.id,
        employee_id=person.id,
        comment=None,
        change=new.id,
        **shift_leave.follow(tx, person, gone, was=old.state),
    )
    events.record(
        tx,
        outcome.event,
        request_id=new.id,
        employee_id=person.id,
        comment=comment,
        **shift_leave.follow(tx, person, new, was=State.PENDING),
    )
    return found(tx, new.id)


def withdraw_change_of(tx: Transaction, person: Employee, request_id: int) -> bool:
    """Take back the change that waits for a request, if there is one; return whether there was.

    The person is locked already, and it is the leave itself that is taken back or cut short.
    """
    change_id = leave_requests.change_of(tx, request_id)
    if change_id is None:
        return False
    change = found(tx, change_id)
    leave_requests.move(tx, change, FALLS_WITH_IT)
    _post(tx, person, change, cause=FALLS_WITH_IT.event)
    events.record(
        tx,
        FALLS_WITH_IT.event,
        request_id=change.id,
        employee_id=person.id,
        fell_with=request_id,
    )
    return True


def _replaced_by(tx: Transaction, new: LeaveRequest) -> LeaveRequest:
    if new.replaces_id is None:
        raise LookupError("the request takes no other one's place")
    return found(tx, new.replaces_id)


def _assert_it_still_fits(
    tx: Transaction, old: LeaveRequest, new: LeaveRequest, person: Employee
) -> None:
    leave_type = leave_type_named(tx, new.leave_type_id)
    is_typed = leave_type.rules.typed_amounts_allowed
    ask = Ask(
        EmployeeId(person.id),
        LeaveTypeId(leave_type.id),
        new.spans,
        by_role=tx.actor.role,
        self_service=False,
        reason=new.reason or "",
        given=Given(new.amount, leave_type.unit) if is_typed else None,
        replaces=RequestId(new.id),
        override=_APPROVED,
    )
    if problems := judge(tx, ask, facts_for(tx, person, ask).without(old.id)).problems:
        if not _may_know_why(tx, person, new, leave_type):
            raise Refused(Problem(Code.NO_LONGER_FITS))
        raise Refused(*problems)


def _may_know_why(
    tx: Transaction, person: Employee, new: LeaveRequest, leave_type: LeaveType
) -> bool:
    """Whether the actor may know the reasons: they tell of the type's rules and what is left."""
    actor = relations.towards(tx, person, request_id=new.id)
    learns_type = may_learn_type(actor, person.subject, leave_type.discretion)
    return learns_type and may_see_balance(actor, person.subject)


def _post(tx: Transaction, person: Employee, request: LeaveRequest, *, cause: str) -> None:
    """Bring the books of the request's leave type in line with what is written of it."""
    leave_type = leave_type_named(tx, request.leave_type_id)
    first, last = request.first_day, request.last_day
    facts = gather(tx, person, leave_type, first=first, last=last)
    post(tx, facts, cause=cause)
    follow_up(tx, facts, first=first, last=last, cause=cause)

"""Agreed leave that is to be other leave: a new request that takes the old one's place.

The old leave holds until the new one is approved, and stays what it is when that is rejected or
taken back. Everything is judged as if the old leave were gone already.
"""

from dataclasses import dataclass, replace
from typing import Final

from leavebook.domain.approval.amending import FALLS_WITH_IT, REPLACED, policy_of_change
from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move
from leavebook.domain.approval.states import SPENDS, ApprovalPolicy, Event, Outcome, State
from leavebook.domain.people.people import EmployeeId
from leavebook.domain.people.permissions import may_record
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.asks import Ask, Given
from leavebook.domain.requests.bookings import RequestId
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.services import shift_leave
from leavebook.services.booking import found, uses_of
from leavebook.services.follow_ups import follow_up
from leavebook.services.judging import Judged, LeaveAsked, ask_of, content_of, facts_for, judge
from leavebook.services.known_types import assert_learns
from leavebook.services.leave_facts import LeaveFacts, gather, leave_type_named
from leavebook.services.posting import post
from leavebook.services.requests import lock_request
from leavebook.services.standings import standing_of
from leavebook.storage import events, leave_requests, relations, shutdown_people
from leavebook.storage.leave_requests import LeaveRequest
from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction

_APPROVED: Final = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Leave that is to take the place of `old`, as the rules see it before anything is written.

    `moved` is what the history of the old leave gains, `policy` says who must agree to the new
    one and `outcome` where that begins.
    """

    old: LeaveRequest
    moved: Outcome
    asked: LeaveAsked
    facts: LeaveFacts
    policy: ApprovalPolicy
    outcome: Outcome
    judged: Judged


def amend(
    tx: Transaction, request_id: int, asked: LeaveAsked, *, version: int | None = None
) -> LeaveRequest:
    """Ask for other leave in place of agreed leave, and return the new request.

    Where nobody needs to agree it takes the place at once. Raises Refused with every reason.
    """
    change = weigh(tx, request_id, asked, version=version)
    if change.judged.problems:
        raise Refused(*change.judged.problems)
    if change.outcome.state in SPENDS:
        return _take_over_at_once(tx, change)
    return _wait(tx, change)


def weigh(
    tx: Transaction, request_id: int, asked: LeaveAsked, *, version: int | None = None
) -> Change:
    """Return what would become of the change if it were asked for; nothing is written.

    Raises Refused when the leave is not the actor's to change.
    """
    old, person = lock_request(tx, request_id, version=version)
    asked = replace(asked, employee_id=person.id)
    actor = relations.towards(tx, person)
    ask = ask_of(tx, person, asked)
    facts = facts_for(tx, person, ask)
    was = leave_type_named(tx, old.leave_type_id)
    standing = standing_of(old, person, was)
    moved = after(Move.AMEND, standing, actor=actor, subject=person.subject, today=facts.today)
    assert_learns(tx, person, facts.leave_type)
    assert_learns(tx, person, was)
    policy = policy_of_change(
        standing,
        facts.leave_type.rules.approval,
        actor=actor,
        subject=person.subject,
        today=facts.today,
    )
    recorded = asked.recorded and may_record(actor, person.subject)
    judged = judge(tx, ask, facts.without(old.id))
    return Change(
        old=old,
        asked=asked,
        moved=moved,
        facts=facts,
        policy=policy,
        outcome=initial(policy, standing.owner_level, recorded=recorded),
        judged=judged._replace(problems=(*_in_the_way(tx, old, asked), *judged.problems)),
    )


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
    old = found(tx, new.replaces_id or 0)
    _assert_it_still_fits(tx, old, new, person)
    leave_requests.move(tx, old, REPLACED)
    leave_requests.move(tx, new, outcome)
    leave_requests.hold_everything(tx, new)
    return _settle(tx, person, old, found(tx, new.id), outcome, comment=comment)


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


def _in_the_way(tx: Transaction, old: LeaveRequest, asked: LeaveAsked) -> tuple[Problem, ...]:
    if (waiting := leave_requests.change_of(tx, old.id)) is not None:
        return (Problem(Code.CHANGE_WAITS, {"request": waiting}),)
    wanted = (asked.leave_type_id, asked.spans, asked.reason or "")
    if wanted == (old.leave_type_id, old.spans, old.reason or ""):
        return (Problem(Code.NOTHING_CHANGES),)
    return ()


def _wait(tx: Transaction, change: Change) -> LeaveRequest:
    old, facts, outcome = change.old, change.facts, change.outcome
    request_id = _add(tx, change)
    # Whoever looks at the old leave as it was must look again before they do anything with it.
    leave_requests.move(tx, old, change.moved)
    uses = uses_of(
        request_id,
        change.judged.days,
        facts,
        outcome.state,
        at=tx.now,
        instead_of=old.id,
    )
    post(tx, facts.with_uses(uses), cause=change.moved.event)
    events.record(
        tx,
        change.moved.event,
        request_id=old.id,
        employee_id=old.employee_id,
        change=request_id,
    )
    events.record(tx, outcome.event, request_id=request_id, employee_id=old.employee_id)
    return found(tx, request_id)


def _take_over_at_once(tx: Transaction, change: Change) -> LeaveRequest:
    leave_requests.move(tx, change.old, REPLACED)
    new = found(tx, _add(tx, change))
    if change.outcome.event is not Event.SUBMITTED:
        # Every history begins with who asked, also where nobody had to agree.
        events.record(tx, Event.SUBMITTED, request_id=new.id, employee_id=new.employee_id)
    return _settle(tx, change.facts.person, change.old, new, change.outcome)


def _add(tx: Transaction, change: Change) -> int:
    return leave_requests.add(
        tx,
        content_of(change.asked, change.facts, change.judged.days),
        change.outcome,
        uuid=change.asked.uuid,
        employee_id=change.old.employee_id,
        chain=change.policy.chain,
        replaces_id=change.old.id,
    )


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
        raise Refused(*problems)


def _settle(
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


def _post(tx: Transaction, person: Employee, request: LeaveRequest, *, cause: str) -> None:
    """Bring the books of the request's leave type in line with what is written of it."""
    leave_type = leave_type_named(tx, request.leave_type_id)
    first, last = request.first_day, request.last_day
    facts = gather(tx, person, leave_type, first=first, last=last)
    post(tx, facts, cause=cause)
    follow_up(tx, facts, first=first, last=last, cause=cause)

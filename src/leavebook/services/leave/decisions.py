"""Deciding on leave, and taking it back."""

from dataclasses import replace

from leavebook.domain.approval.approval import after
from leavebook.domain.approval.moves import Move
from leavebook.domain.approval.states import AGREED, SPENDS, Outcome, State
from leavebook.domain.ledger.ledger import UseState
from leavebook.domain.texts import remark
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named
from leavebook.services.books.posting import post
from leavebook.services.leave import superseding
from leavebook.services.leave.follow_ups import follow_up
from leavebook.services.leave.requests import found, lock_request
from leavebook.services.leave.standings import standing_of
from leavebook.services.shifts import shift_leave
from leavebook.storage import events
from leavebook.storage.leave import leave_requests, relations
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction


def approve(
    tx: Transaction, request_id: int, *, comment: str | None = None, version: int | None = None
) -> LeaveRequest:
    """Give the approval that the request waits for; under two stages it may wait for another."""
    return _make(tx, Move.APPROVE, request_id, comment=comment, version=version)


def reject(
    tx: Transaction, request_id: int, *, reason: str, version: int | None = None
) -> LeaveRequest:
    """Reject the request and let its days go; the reason is required."""
    return _make(tx, Move.REJECT, request_id, comment=reason, version=version)


def cancel(
    tx: Transaction,
    request_id: int,
    *,
    comment: str | None = None,
    unless_started: bool = False,
    version: int | None = None,
) -> LeaveRequest:
    """Take the request back and give its days back; owners may have to ask for it.

    `unless_started` refuses from the leave's first day on.
    """
    return _make(
        tx,
        Move.CANCEL,
        request_id,
        comment=comment,
        unless_started=unless_started,
        version=version,
    )


def delete(tx: Transaction, request_id: int, *, version: int | None = None) -> LeaveRequest:
    """Take the request back and out of sight; its history stays."""
    return _make(tx, Move.DELETE, request_id, comment=None, version=version)


def approve_cancellation(
    tx: Transaction, request_id: int, *, version: int | None = None
) -> LeaveRequest:
    """Agree that approved leave is cancelled, and give its days back."""
    return _make(tx, Move.APPROVE_CANCELLATION, request_id, comment=None, version=version)


def decline_cancellation(
    tx: Transaction, request_id: int, *, reason: str, version: int | None = None
) -> LeaveRequest:
    """Keep approved leave approved although its owner asked to cancel it."""
    return _make(tx, Move.DECLINE_CANCELLATION, request_id, comment=reason, version=version)


def _make(
    tx: Transaction,
    move: Move,
    request_id: int,
    *,
    comment: str | None,
    unless_started: bool = False,
    version: int | None = None,
) -> LeaveRequest:
    comment = remark(comment, field="reason")
    request, person = lock_request(tx, request_id, version=version)
    leave_type = leave_type_named(tx, request.leave_type_id)
    facts = gather(tx, person, leave_type, first=request.first_day, last=request.last_day)
    outcome = after(
        move,
        standing_of(request, person, leave_type),
        actor=relations.towards(tx, person, request_id=request.id),
        subject=person.subject,
        today=facts.today,
        reason=comment or "",
        unless_started=unless_started,
    )

    if _takes_over(request, outcome):
        return superseding.take_effect(tx, request, person, outcome, comment=comment)
    if _lets_go(request, outcome) and superseding.withdraw_change_of(tx, person, request.id):
        facts = gather(tx, person, leave_type, first=request.first_day, last=request.last_day)
    leave_requests.move(
        tx, request, outcome, rejection_reason=comment if move is Move.REJECT else None
    )
    if _touches_days(request, outcome):
        post(tx, _after(tx, facts, request, outcome), cause=outcome.event)
        follow_up(tx, facts, first=request.first_day, last=request.last_day, cause=outcome.event)
    _record(tx, person, request, outcome, comment=comment)
    return found(tx, request.id)


def _record(
    tx: Transaction,
    person: Employee,
    request: LeaveRequest,
    outcome: Outcome,
    *,
    comment: str | None,
) -> None:
    moved = replace(request, state=outcome.state)
    events.record(
        tx,
        outcome.event,
        request_id=request.id,
        employee_id=person.id,
        comment=comment,
        **shift_leave.follow(tx, person, moved, was=request.state),
    )


def _takes_over(request: LeaveRequest, outcome: Outcome) -> bool:
    """Whether the approval is the last that a change of other leave has waited for."""
    is_change = request.state is State.PENDING and request.replaces_id is not None
    return is_change and outcome.state in SPENDS


def _lets_go(request: LeaveRequest, outcome: Outcome) -> bool:
    """Whether agreed leave is taken back, or asked to be: a change of it is not wanted any more."""
    return request.state in AGREED and outcome.state not in AGREED


def _touches_days(request: LeaveRequest, outcome: Outcome) -> bool:
    was = (request.state in SPENDS, request.state.holds_time)
    return was != (outcome.state in SPENDS, outcome.state.holds_time)


def _after(
    tx: Transaction, facts: LeaveFacts, request: LeaveRequest, outcome: Outcome
) -> LeaveFacts:
    """Return the facts with the request's days as they count after the move."""
    if not outcome.state.holds_time:
        return facts.with_uses((), instead_of=request.id)
    used = UseState.APPROVED if outcome.state in SPENDS else UseState.PENDING
    return facts.with_uses(
        (
            replace(use, state=used, decided_at=tx.now if outcome.decided_as else use.decided_at)
            for use in facts.ledger.uses
            if use.request_id == str(request.id)
        ),
        instead_of=request.id,
    )

"""Writes leave down: the request, what it takes of the balance, and how its history begins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leavebook.domain.approval.states import SPENDS, Event, Outcome, State
from leavebook.domain.calendar.counting import DayRow
from leavebook.domain.calendar.day_amounts import amounts_by_day
from leavebook.domain.ledger.ledger import Use, UseState
from leavebook.services.books.leave_facts import LeaveFacts
from leavebook.services.books.posting import post
from leavebook.services.leave.follow_ups import follow_up
from leavebook.services.shifts import shift_leave
from leavebook.storage import events
from leavebook.storage.leave import leave_requests
from leavebook.storage.leave.leave_requests import Content, LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction


def enter(
    tx: Transaction,
    facts: LeaveFacts,
    content: Content,
    outcome: Outcome,
    *,
    uuid: UUID,
    asked_by: int | None = None,
) -> LeaveRequest:
    """Write the request where the rules say it begins, post it and have it heard.

    The person is locked already, and whoever calls has asked the rules. Without `asked_by` it
    is the actor who asks.
    """
    request_id = leave_requests.add(
        tx,
        content,
        outcome,
        uuid=uuid,
        employee_id=facts.person.id,
        chain=facts.leave_type.rules.approval.chain,
        asked_by=asked_by,
    )
    uses = uses_of(request_id, content.days, facts, outcome.state, at=tx.now)
    post(tx, facts.with_uses(uses), cause="submitted")
    request = found(tx, request_id)
    if outcome.event is not Event.SUBMITTED:
        # Every history begins with who asked, also where nobody had to agree.
        events.record(tx, Event.SUBMITTED, request_id=request.id, employee_id=facts.person.id)
    if outcome.state in SPENDS:
        first, last = request.first_day, request.last_day
        follow_up(tx, facts, first=first, last=last, cause=outcome.event)
    tell(tx, outcome, request, facts.person, was=None)
    return request


def uses_of(
    request_id: int,
    days: Sequence[DayRow],
    facts: LeaveFacts,
    state: State,
    *,
    at: datetime,
    instead_of: int | None = None,
) -> tuple[Use, ...]:
    """Return what the request takes on each of its days; nothing when its state holds nothing."""
    if not state.holds_time:
        return ()
    amounts = amounts_by_day(days, facts.leave_type.unit)
    charged = [(row.on, each) for row, each in zip(days, amounts, strict=True) if each]
    used = UseState.APPROVED if state in SPENDS else UseState.PENDING
    begins = min((on for on, _ in charged), default=None)
    return tuple(
        Use(
            str(request_id),
            on,
            each,
            state=used,
            decided_at=at,
            begins_on=begins,
            instead_of=None if instead_of is None else str(instead_of),
        )
        for on, each in charged
    )


def found(tx: Transaction, request_id: int) -> LeaveRequest:
    """Return a request that this transaction knows to exist."""
    request = leave_requests.find(tx, request_id)
    if request is None:
        raise LookupError("the request is gone although its owner is locked")
    return request


def tell(
    tx: Transaction,
    outcome: Outcome,
    request: LeaveRequest,
    person: Employee,
    *,
    was: State | None,
) -> None:
    """Have it heard what became of the request; shifts that it overlaps are given up."""
    events.record(
        tx,
        outcome.event,
        request_id=request.id,
        employee_id=person.id,
        comment=None,
        **shift_leave.follow(tx, person, request, was=was),
    )

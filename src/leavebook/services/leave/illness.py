"""Somebody fell ill while on leave: certified sick days are sickness, and no leave is used."""

from dataclasses import dataclass
from datetime import date

from leavebook.domain.calendar.span_rest import without
from leavebook.domain.calendar.spans import Span, overlaps
from leavebook.domain.ledger.restoring import restored_after
from leavebook.domain.limits import invalid
from leavebook.domain.people.permissions import may_record
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.bookings import Booked
from leavebook.services.books import adjustments
from leavebook.services.books.adjustments import Adjustment, AdjustmentKind
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named, lock_person
from leavebook.services.leave import certificates, decisions, requests, superseding
from leavebook.services.leave.requests import LeaveAsked, found
from leavebook.storage.leave import relations
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Illness:
    """The days for which the office has a certificate, both included, as leave of a type."""

    employee_id: int
    leave_type_id: int
    first_day: date
    last_day: date
    note: str | None = None


def fall_ill(tx: Transaction, illness: Illness) -> LeaveRequest:
    """Record the sickness, and give back what other leave had taken on the days.

    The days return to the buckets that paid for them; what has lapsed there meanwhile is given
    once more, for thirty days. Leave of which nothing is left is cancelled; a change of it that
    waits is taken back, because it was asked for of other leave. Returns the sickness; raises
    Refused for whoever may not enter facts about the person.
    """
    person = lock_person(tx, illness.employee_id)
    if not may_record(relations.towards(tx, person), person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "record sickness"}))
    sickness = leave_type_named(tx, illness.leave_type_id)
    if not sickness.rules.is_sickness:
        raise invalid("leave_type_id", "unknown")
    span = Span(illness.first_day, illness.last_day)

    for booked in _in_the_way(tx, person, sickness, span):
        superseding.withdraw_change_of(tx, person, booked.request_id)
    for booked in _in_the_way(tx, person, sickness, span):
        _take_less(tx, person, booked, span)
    recorded = requests.submit(
        tx,
        LeaveAsked(
            employee_id=person.id,
            leave_type_id=sickness.id,
            spans=(span,),
            reason=illness.note,
            recorded=True,
        ),
    )
    certificates.note(tx, recorded.id)
    return recorded


def _in_the_way(
    tx: Transaction, person: Employee, sickness: LeaveType, span: Span
) -> tuple[Booked, ...]:
    """Return the live leave that the sickness interrupts; other sickness is in the way for good."""
    facts = gather(tx, person, sickness, first=span.first, last=span.last)
    return tuple(
        booked
        for booked in facts.booked
        if any(overlaps(span, theirs) for theirs in booked.spans)
        and not leave_type_named(tx, booked.leave_type_id).rules.is_sickness
    )


def _take_less(tx: Transaction, person: Employee, booked: Booked, span: Span) -> None:
    request = found(tx, booked.request_id)
    leave_type = leave_type_named(tx, request.leave_type_id)
    before = _facts(tx, person, leave_type, request)
    rest = without(booked.spans, span)
    if booked.charged & {day for left in rest for day in left.days()}:
        shorter = LeaveAsked(
            employee_id=person.id,
            leave_type_id=leave_type.id,
            spans=rest,
            reason=request.reason,
        )
        requests.edit(tx, request.id, shorter)
    else:
        decisions.cancel(tx, request.id)
    if leave_type.rules.has_balance and before.ledger.policies:
        _restore(tx, before, _facts(tx, person, leave_type, request), request)


def _facts(
    tx: Transaction, person: Employee, leave_type: LeaveType, request: LeaveRequest
) -> LeaveFacts:
    return gather(tx, person, leave_type, first=request.first_day, last=request.last_day)


def _restore(tx: Transaction, before: LeaveFacts, after: LeaveFacts, request: LeaveRequest) -> None:
    credit = restored_after(before.ledger, after.ledger, str(request.id), on=before.today)
    if credit is not None:
        adjustments.adjust(
            tx,
            Adjustment(
                employee_id=before.person.id,
                leave_type_id=before.leave_type.id,
                amount=credit.amount,
                reason=credit.reason,
                on=credit.on,
                kind=AdjustmentKind.BONUS,
                last_usable=credit.usable_to,
            ),
        )

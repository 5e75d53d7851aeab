"""Counts booked leave again when free days, patterns or neighbouring leave have changed.

What a request is charged was frozen when it was asked for. Leave that is over stays so; what
lies ahead or is under way is counted anew, with an event and correction entries.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from leavebook.domain.approval.states import SPENDS
from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.calendar.counting import DayRow, Unit, amount, count
from leavebook.domain.calendar.day_amounts import amounts_by_day
from leavebook.domain.calendar.recount import DayChange, recount
from leavebook.domain.ledger.ledger import Use, UseState
from leavebook.domain.requests.bookings import Booked
from leavebook.services import today
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named
from leavebook.services.books.posting import post
from leavebook.storage import events
from leavebook.storage.leave import recounts
from leavebook.storage.leave.recounts import CountedLeave
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction

RECOUNTED = "recounted"

MOST_TRIED: Final = 200
"""People whose leave a preview counts again, so that it answers soon in a large company."""

Otherwise = Callable[[WorkCalendar], WorkCalendar]
"""What a calendar would be after a change that has not been made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """Leave that costs something else than before, with every date that is charged otherwise."""

    request_id: int
    employee_id: int
    full_name: str
    leave_type_id: int
    leave_type: str
    unit: Unit
    before: Decimal
    after: Decimal
    changes: tuple[DayChange, ...]


def recount_person(
    tx: Transaction, person: Employee, *, days: Collection[date] | None, cause: str
) -> tuple[Recounted, ...]:
    """Count the person's leave near the days again and post it; the person is locked already.

    Without days everything ahead is counted again.
    """
    found: list[Recounted] = []
    for facts, leaves in _by_type(tx, person, days):
        changed = facts
        for leave, rows in _counted_again(facts, leaves):
            recounts.rewrite(tx, leave.id, rows, facts.leave_type.unit)
            changed = changed.with_uses(
                _uses(leave, rows, facts.leave_type.unit), instead_of=leave.id
            )
            found.append(_told(facts, leave, rows))
            _record(tx, found[-1], cause)
        if changed is not facts:
            post(tx, changed, cause=cause)
    return tuple(found)


def would_recount(
    tx: Transaction, person: Employee, *, days: Collection[date], otherwise: Otherwise
) -> tuple[Recounted, ...]:
    """Return what a change of the person's calendar would change in leave ahead; write nothing."""
    found = would_take(tx, person, days=days, otherwise=otherwise)
    return tuple(told for told, _ in found)


def would_take(
    tx: Transaction, person: Employee, *, days: Collection[date] | None, otherwise: Otherwise
) -> tuple[tuple[Recounted, tuple[Use, ...]], ...]:
    """Return the same with what each request would take day by day; without days, all ahead."""
    return tuple(
        (_told(facts, leave, rows), tuple(_uses(leave, rows, facts.leave_type.unit)))
        for now, leaves in _by_type(tx, person, days)
        for facts in (replace(now, calendar=otherwise(now.calendar)),)
        for leave, rows in _counted_again(facts, leaves)
    )


def _by_type(
    tx: Transaction, person: Employee, days: Collection[date] | None
) -> Iterator[tuple[LeaveFacts, Sequence[CountedLeave]]]:
    leaves = recounts.live(tx, person.id, today=today.of_person(tx, person), days=days)
    by_type = sorted(leaves, key=lambda leave: (leave.leave_type_id, leave.first_day))
    for kind, group in groupby(by_type, key=lambda leave: leave.leave_type_id):
        theirs = tuple(group)
        leave_type = leave_type_named(tx, kind)
        # Where people type what their leave takes, no calendar says otherwise.
        if not leave_type.rules.typed_amounts_allowed:
            first = min(leave.first_day for leave in theirs)
            last = max(leave.last_day for leave in theirs)
            yield gather(tx, person, leave_type, first=first, last=last), theirs


def _counted_again(
    facts: LeaveFacts, leaves: Sequence[CountedLeave]
) -> Iterator[tuple[CountedLeave, tuple[DayRow, ...]]]:
    booked = facts.booked
    for leave in leaves:
        rows = count(
            leave.spans,
            facts.calendar,
            facts.leave_type.rules.counting,
            linked=_charged_by_others(facts, booked, leave),
        )
        if recount(leave.rows, rows):
            charged = frozenset(row.on for row in rows if row.is_charged)
            booked = tuple(
                replace(one, charged=charged) if one.request_id == leave.id else one
                for one in booked
            )
            yield leave, rows


def _charged_by_others(
    facts: LeaveFacts, booked: Sequence[Booked], leave: CountedLeave
) -> frozenset[date]:
    return frozenset(
        day
        for other in booked
        if other.request_id not in {leave.id, leave.instead_of}
        and other.instead_of != leave.id
        and other.leave_type_id in facts.house.sandwich_types
        for day in other.charged
    )


def _uses(leave: CountedLeave, rows: Sequence[DayRow], unit: Unit) -> Iterator[Use]:
    state = UseState.APPROVED if leave.state in SPENDS else UseState.PENDING
    for row, each in zip(rows, amounts_by_day(rows, unit), strict=True):
        if each:
            yield Use(
                str(leave.id),
                row.on,
                each,
                state=state,
                decided_at=leave.decided_at,
                begins_on=leave.first_day,
                instead_of=None if leave.instead_of is None else str(leave.instead_of),
            )


def _told(facts: LeaveFacts, leave: CountedLeave, rows: Sequence[DayRow]) -> Recounted:
    return Recounted(
        request_id=leave.id,
        employee_id=facts.person.id,
        full_name=facts.person.full_name,
        leave_type_id=facts.leave_type.id,
        leave_type=facts.leave_type.name,
        unit=facts.leave_type.unit,
        before=leave.amount,
        after=amount(rows, facts.leave_type.unit),
        changes=recount(leave.rows, rows),
    )


def _record(tx: Transaction, told: Recounted, cause: str) -> None:
    events.record(
        tx,
        RECOUNTED,
        request_id=told.request_id,
        employee_id=told.employee_id,
        cause=cause,
        before=str(told.before),
        after=str(told.after),
        days=[change.on.isoformat() for change in told.changes],
    )

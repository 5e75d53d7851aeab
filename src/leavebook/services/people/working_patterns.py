"""When somebody works: another pattern from a day on, and what that means for their leave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.patterns import WorkingPattern, WorkWeek
from leavebook.domain.ledger.ledger import Use
from leavebook.domain.ledger.what_if import effect
from leavebook.domain.limits import invalid, known_day
from leavebook.services.books import leave_accounts
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.books.ledgers import bring_up_to_date
from leavebook.services.books.recounting import Recounted, recount_person, would_take
from leavebook.services.people.people import assert_may_manage, assert_open_site
from leavebook.storage import events
from leavebook.storage.people import terms
from leavebook.storage.people.people import Employee
from leavebook.storage.people.terms import Terms
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPattern:
    """The weeks somebody works from a day on; several rotate from the anchor, a Monday."""

    since: date
    weeks: tuple[WorkWeek, ...]
    anchor: date | None = None
    site_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceChange:
    """What is left of a leave type at the end of the leave year, before a change and after."""

    leave_type_id: int
    leave_type: str
    code: str
    unit: Unit
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternEffect:
    """What another pattern would change: balances, and what leave ahead costs."""

    balances: tuple[BalanceChange, ...]
    recounted: tuple[Recounted, ...]


def change_pattern(tx: Transaction, employee_id: int, new: NewPattern) -> tuple[Recounted, ...]:
    """Agree on the pattern and count leave ahead again; return what costs something else now.

    Leave taken already keeps what it was charged. Entitlement follows the contract from the
    same day on, and balances that are kept in weeks become other days.
    """
    person, agreed = _agreed(tx, employee_id, new)
    terms.set_from(tx, person.id, agreed)
    cause = f"working pattern changed from {new.since.isoformat()}"
    recounted = recount_person(tx, person, days=None, cause=cause)
    bring_up_to_date(tx, person.id, cause=cause)
    events.record(
        tx,
        "pattern.changed",
        employee_id=person.id,
        since=new.since.isoformat(),
        minutes=agreed.weekly_minutes,
    )
    return recounted


def preview(tx: Transaction, employee_id: int, new: NewPattern) -> PatternEffect:
    """Return what the pattern would change, in the leave year of its first day; write nothing."""
    person, agreed = _agreed(tx, employee_id, new)
    others = [
        each for each in terms.of_person(tx, person.id) if each.valid_from != agreed.valid_from
    ]
    timeline = tuple(sorted([*others, agreed], key=lambda each: each.valid_from))
    would = would_take(
        tx,
        person,
        days=None,
        otherwise=lambda calendar: replace(calendar, patterns=terms.patterns(timeline)),
    )
    return PatternEffect(
        balances=tuple(
            change
            for leave_type in leave_types.all_of_company(tx)
            if leave_type.active and leave_type.rules.has_balance
            for change in _balance(tx, person, leave_type, timeline, would, since=new.since)
        ),
        recounted=tuple(told for told, _ in would),
    )


def _agreed(tx: Transaction, employee_id: int, new: NewPattern) -> tuple[Employee, Terms]:
    """Return whose pattern it is and what would be agreed, or refuse with the reason."""
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    known_day(new.since, field="since")
    if new.since < person.joined_on:
        raise invalid("since", "before_start")
    if new.site_id is not None:
        assert_open_site(tx, new.site_id)
    WorkingPattern(weeks=new.weeks, anchor=new.anchor)
    minutes = sum(week.minutes for week in new.weeks) // len(new.weeks)
    if not minutes:
        raise invalid("weeks", "required")
    site_id = new.site_id or terms.site_on(terms.of_person(tx, person.id), new.since)
    return person, Terms(
        valid_from=new.since,
        site_id=site_id or person.site_id,
        weekly_minutes=minutes,
        weeks=new.weeks,
        anchor=new.anchor,
    )


Would = tuple[tuple[Recounted, tuple[Use, ...]], ...]
"""Leave that would be counted again, with what it would take."""


def _balance(
    tx: Transaction,
    person: Employee,
    leave_type: LeaveType,
    timeline: tuple[Terms, ...],
    would: Would,
    *,
    since: date,
) -> Iterator[BalanceChange]:
    for now in leave_accounts.read_facts(tx, leave_type, [person.id]):
        after = now.with_terms(timeline)
        for told, uses in would:
            if told.leave_type_id == leave_type.id:
                after = after.with_uses(uses, instead_of=told.request_id)
        if now.ledger.policies:
            found = effect(now.ledger, after.ledger, since)
            yield BalanceChange(
                leave_type_id=leave_type.id,
                leave_type=leave_type.name,
                code=leave_type.code,
                unit=leave_type.unit,
                before=found.before.remaining,
                after=found.after.remaining,
            )

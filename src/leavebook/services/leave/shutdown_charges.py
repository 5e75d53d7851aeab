"""Takes a shutdown from one person's leave: what is covered, and what becomes of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit, count
from leavebook.domain.calendar.span_rest import Slot
from leavebook.domain.calendar.spans import Span, days_between
from leavebook.domain.requests.shutdowns import Taking, halves_of, open_time, taking
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named, lock_person
from leavebook.services.leave import covered_leave
from leavebook.services.leave.leave_costs import amount_of
from leavebook.storage.leave import shutdown_people
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.leave.shutdowns import Shutdown, ShutdownTerms
from leavebook.storage.people.people import Employee
from leavebook.storage.people.terms import site_on
from leavebook.storage.transaction import Transaction

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a shutdown would take from somebody; amounts are in the unit of the leave type."""

    person: Employee
    facts: LeaveFacts
    taking: Taking
    covered: Decimal
    short: Decimal

    @property
    def unit(self) -> Unit:
        """The unit of both amounts."""
        return self.facts.leave_type.unit


def charge(tx: Transaction, shutdown: Shutdown, employee_id: int) -> tuple[LeaveRequest, ...]:
    """The person's open time in the shutdown is leave, and they are noted as charged.

    Run again it finds no open time and books nothing. Returns the leave it made.
    """
    terms = shutdown.terms
    person = lock_person(tx, employee_id)
    judged = judge(tx, person, terms, shutdown_id=shutdown.id)
    parts = [(judged.facts, judged.taking.covered)]
    if judged.taking.short and terms.other_type_id is not None:
        other = leave_type_named(tx, terms.other_type_id)
        facts = gather(tx, person, other, first=terms.first_day, last=terms.last_day)
        parts.append((facts, judged.taking.short))
    made = tuple(_book(tx, facts, spans, shutdown) for facts, spans in parts if spans)
    is_listed = terms.other_type_id is None
    shutdown_people.charged(
        tx, shutdown.id, person.id, missing=judged.short if is_listed else NOTHING
    )
    return made


def judge(
    tx: Transaction, person: Employee, terms: ShutdownTerms, *, shutdown_id: int | None = None
) -> Judged:
    """Return what the shutdown would take from the person now; write nothing."""
    leave_type = leave_type_named(tx, terms.leave_type_id)
    facts = gather(tx, person, leave_type, first=terms.first_day, last=terms.last_day)
    held = [span for booked in facts.booked for span in booked.spans]
    excused = shutdown_people.excused(tx, shutdown_id, person.id)
    time = open_time(_days(terms, facts), (*held, *excused))
    found = taking(
        time,
        charged=_costly(facts, time),
        when_short=terms.when_short,
        fits=lambda spans: covered_leave.is_covered(tx, facts, spans),
        half_days=leave_type.rules.half_days_allowed,
    )
    return Judged(
        person=person,
        facts=facts,
        taking=found,
        covered=amount_of(facts, found.covered),
        short=amount_of(facts, found.short),
    )


def _days(terms: ShutdownTerms, facts: LeaveFacts) -> Sequence[date]:
    """Return the days on which the shutdown is about the person: employed, and at its site."""
    if terms.department_id is not None and terms.department_id not in facts.house.departments:
        return ()
    return [
        day
        for day in days_between(terms.first_day, terms.last_day)
        if facts.calendar.employs_on(day)
        and terms.site_id in {None, site_on(facts.account.agreed, day)}
    ]


def _costly(facts: LeaveFacts, time: Sequence[Span]) -> frozenset[Slot]:
    counting = facts.leave_type.rules.counting
    return frozenset(
        (day, half)
        for day, half in halves_of(time)
        if any(
            row.is_charged for row in count([Span(day, day, half, half)], facts.calendar, counting)
        )
    )


def _book(
    tx: Transaction, facts: LeaveFacts, spans: Sequence[Span], shutdown: Shutdown
) -> LeaveRequest:
    request = covered_leave.book(
        tx, facts, spans, reason=shutdown.terms.name, asked_by=shutdown.ordered_by
    )
    shutdown_people.made(tx, request.id, shutdown_id=shutdown.id)
    return request

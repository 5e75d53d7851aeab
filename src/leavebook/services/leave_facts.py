"""Gathers everything that the rules may look at about one person and one leave type.

The employee's row is locked first; what is read after that nobody can change until the
transaction ends. All questions travel together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from leavebook.domain.blackouts import Blackout
from leavebook.domain.bookings import Booked
from leavebook.domain.calendar import Holiday, WorkCalendar
from leavebook.domain.ledger import LedgerFacts, Use, UseState
from leavebook.domain.movements import Movement
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.states import SPENDS, State
from leavebook.domain.workloads import workload
from leavebook.services import today
from leavebook.services.holidays import take_down_missing
from leavebook.storage import holidays, leave_requests, leave_types, ledger, people, policies, terms
from leavebook.storage.database import Row
from leavebook.storage.leave_types import LeaveType
from leavebook.storage.people import Employee
from leavebook.storage.terms import Terms
from leavebook.storage.transaction import Transaction

# A sandwich looks over the days around a span; no holiday gap is longer than this.
_AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFacts:
    """One person and one leave type, as they stand behind the lock."""

    person: Employee
    leave_type: LeaveType
    today: date
    calendar: WorkCalendar
    booked: tuple[Booked, ...]
    blackouts: tuple[Blackout, ...]
    ledger: LedgerFacts
    entries: tuple[Movement, ...]
    """What is written in the ledger already."""

    def with_uses(self, uses: Iterable[Use], *, instead_of: int | None = None) -> "LeaveFacts":
        """Return the facts with these uses, instead of those of one request."""
        others = tuple(use for use in self.ledger.uses if use.request_id != str(instead_of))
        return replace(self, ledger=replace(self.ledger, uses=(*others, *uses)))


def lock_person(tx: Transaction, employee_id: int) -> Employee:
    """Lock the employee's row and return the employee; raises Refused when there is none."""
    person = people.lock(tx, employee_id, today=today.of_company(tx))
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    return person


def gather(
    tx: Transaction, person: Employee, leave_type: LeaveType, *, first: date, last: date
) -> LeaveFacts:
    """Return what the rules may look at for leave on these days; the person is locked already."""
    around = (first - _AROUND, last + _AROUND)
    answers = _ask_all(tx, person, leave_type, around)
    agreed = terms.read(answers("terms"))
    missing = [holidays.MissingYear(**row._asdict()) for row in answers("missing")]
    days_off = answers("holidays")
    if take_down_missing(tx, missing):
        days_off = tx.rows(
            holidays.FOR_PERSON, employee_id=person.id, first=around[0], last=around[1]
        )
    return LeaveFacts(
        person=person,
        leave_type=leave_type,
        today=today.of_person(tx, person),
        calendar=_calendar(person, agreed, holidays.read(days_off, agreed)),
        booked=leave_requests.read_booked(answers("booked")),
        blackouts=(),
        ledger=_ledger_facts(person, leave_type, agreed, answers),
        entries=ledger.read_entries(answers("entries")),
    )


def leave_type_named(tx: Transaction, leave_type_id: int) -> LeaveType:
    """Return the leave type; raises Refused when this company has none with the id."""
    found = leave_types.find(tx, leave_type_id)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}))
    return found


Answers = Callable[[str], list[Row]]


def _ask_all(
    tx: Transaction, person: Employee, leave_type: LeaveType, around: tuple[date, date]
) -> Answers:
    first, last = around
    who = {"employee_id": person.id}
    which = {**who, "leave_type_id": leave_type.id}
    asked = {
        "terms": tx.ask(terms.OF_PERSON, **who),
        "missing": tx.ask(
            holidays.MISSING_YEARS, **who, first_year=first.year, last_year=last.year
        ),
        "holidays": tx.ask(holidays.FOR_PERSON, **who, first=first, last=last),
        "booked": tx.ask(leave_requests.BOOKED, **who, first=first, last=last),
        "versions": tx.ask(policies.VERSIONS, leave_type_id=leave_type.id),
        "assigned": tx.ask(policies.ASSIGNED, **which),
        "uses": tx.ask(leave_requests.USES, **which),
        "adjustments": tx.ask(ledger.ADJUSTMENTS, **which),
        "entries": tx.ask(ledger.ENTRIES, **which),
    }
    return lambda name: asked[name].fetchall()


def _calendar(
    person: Employee, agreed: tuple[Terms, ...], days_off: tuple[Holiday, ...]
) -> WorkCalendar:
    return WorkCalendar(
        patterns=terms.patterns(agreed),
        holidays=days_off,
        employed_from=person.joined_on,
        employed_to=person.left_on,
    )


def _ledger_facts(
    person: Employee, leave_type: LeaveType, agreed: tuple[Terms, ...], answers: Answers
) -> LedgerFacts:
    return LedgerFacts(
        unit=leave_type.unit,
        policies=policies.read(answers("versions"), answers("assigned")),
        joined=person.joined_on,
        left=person.left_on,
        workload=tuple(
            workload(each.valid_from, weekly_minutes=each.weekly_minutes, weeks=each.weeks)
            for each in agreed
        ),
        patterns=terms.patterns(agreed),
        uses=tuple(_use(row) for row in answers("uses")),
        adjustments=ledger.read_adjustments(answers("adjustments")),
    )


def _use(row: Row) -> Use:
    state = UseState.APPROVED if State(row.state) in SPENDS else UseState.PENDING
    return Use(
        str(row.id),
        row.on,
        row.amount,
        state=state,
        decided_at=row.decided_at,
        begins_on=row.first_day,
    )

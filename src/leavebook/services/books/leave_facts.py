"""Gathers everything that the rules may look at about one person and one leave type.

The employee's row is locked first; what is read after that nobody can change until the
transaction ends. All questions travel together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from leavebook.domain.calendar.calendar import Holiday, WorkCalendar
from leavebook.domain.ledger.ledger import LedgerFacts, Use
from leavebook.domain.ledger.movements import Movement
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.bookings import Booked
from leavebook.services import today
from leavebook.services.books import leave_accounts
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.company.holidays import take_down_missing
from leavebook.storage.company import holidays, house_rules
from leavebook.storage.company.house_rules import HouseRules
from leavebook.storage.leave import booked_time
from leavebook.storage.people import people, terms
from leavebook.storage.people.people import Employee
from leavebook.storage.people.terms import Terms
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

# A sandwich looks over the days around a span; no holiday gap is longer than this.
_AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFacts:
    """One person and one leave type, as they stand behind the lock."""

    person: Employee
    leave_type: LeaveType
    calendar: WorkCalendar
    booked: tuple[Booked, ...]
    house: HouseRules
    account: LeaveAccount

    @property
    def today(self) -> date:
        """The day that it is where the person works."""
        return self.account.today

    @property
    def ledger(self) -> LedgerFacts:
        """What the balance is derived from."""
        return self.account.ledger

    @property
    def entries(self) -> tuple[Movement, ...]:
        """What is written in the ledger already."""
        return self.account.entries

    def with_uses(self, uses: Iterable[Use], *, instead_of: int | None = None) -> "LeaveFacts":
        """Return the facts with these uses, instead of those of one request."""
        return replace(self, account=self.account.with_uses(uses, instead_of=instead_of))

    def without(self, request_id: int | None) -> "LeaveFacts":
        """Return the facts as they would be if one request had never been made."""
        others = tuple(each for each in self.booked if each.request_id != request_id)
        return replace(self.with_uses((), instead_of=request_id), booked=others)


def lock_person(tx: Transaction, employee_id: int) -> Employee:
    """Lock the employee's row and return the employee, to change something of theirs.

    Raises Refused when there is none, and for somebody whose data was emptied: nothing of
    theirs changes any more.
    """
    person = people.lock(tx, employee_id, today=today.of_company(tx))
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    if person.is_anonymised:
        raise Refused(Problem(Code.ANONYMISED))
    return person


def gather(
    tx: Transaction, person: Employee, leave_type: LeaveType, *, first: date, last: date
) -> LeaveFacts:
    """Return what the rules may look at for leave on these days; the person is locked already."""
    around = {"first": first - _AROUND, "last": last + _AROUND}
    who = {"employee_id": person.id}
    account = leave_accounts.ask(tx, leave_type, [person.id])
    missing = tx.ask(
        holidays.MISSING_YEARS,
        **who,
        first_year=around["first"].year,
        last_year=around["last"].year,
    )
    days_off = tx.ask(holidays.FOR_PERSON, **who, **around)
    booked = tx.ask(booked_time.BOOKED, **who, **around)
    house = tx.ask(
        house_rules.AROUND_PERSON,
        department_id=person.department_id,
        site_id=person.site_id,
        **around,
    )

    (known,) = account()
    lacking = [holidays.MissingYear(**row._asdict()) for row in missing.fetchall()]
    rows = days_off.fetchall()
    if take_down_missing(tx, lacking):
        rows = tx.rows(holidays.FOR_PERSON, **who, **around)
    rules = house_rules.read(house.fetchall()[0], known.agreed)
    return LeaveFacts(
        person=person,
        leave_type=leave_type,
        calendar=calendar_of(person, known.agreed, holidays.read(rows, known.agreed), rules),
        booked=booked_time.read_booked(booked.fetchall()),
        house=rules,
        account=known,
    )


def calendar_of(
    person: Employee, agreed: tuple[Terms, ...], days_off: tuple[Holiday, ...], house: HouseRules
) -> WorkCalendar:
    """Return when the person works, less what is free anyway."""
    return WorkCalendar(
        patterns=terms.patterns(agreed),
        holidays=days_off,
        closures=house.closures,
        employed_from=person.joined_on,
        employed_to=person.left_on,
    )


def leave_type_named(tx: Transaction, leave_type_id: int) -> LeaveType:
    """Return the leave type; raises Refused when this company has none with the id."""
    found = leave_types.find(tx, leave_type_id)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}))
    return found

"""Somebody leaves the company: the day is set, the login closes on it, the books follow."""

from collections.abc import Sequence
from datetime import date

from leavebook.domain.ledger.leavers import owed_on_leaving, paid_on_leaving, rest_on_leaving
from leavebook.domain.limits import known_day
from leavebook.domain.people.exits import ExitHandling
from leavebook.domain.people.leaving import has_left
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.books import leave_accounts
from leavebook.services.books.exit_handling import exit_handling_of
from leavebook.services.books.garden_leave import call_back, send_home
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.books.ledgers import bring_up_to_date
from leavebook.services.books.recounting import recount_person
from leavebook.services.people.people import assert_may_manage
from leavebook.storage import events
from leavebook.storage.people import people
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.telling import notifications
from leavebook.storage.transaction import Transaction


def part(tx: Transaction, employee_id: int, *, exit_day: date | None = None) -> Employee:
    """Set the day on which the employee leaves, by default today, and return the employee.

    From that day on, in the company's time zone, the login is closed and its tokens are worth
    nothing. Doing it again sets another day; a login that an earlier day had closed opens
    until then. History stays. Leave booked for later costs nothing any more. What is left on that
    day is handled as the company handles exits; the office is told of it and of what is owed.
    """
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    now_on = today.of_company(tx)
    exit_day = now_on if exit_day is None else known_day(exit_day, field="left_on")
    if exit_day < person.joined_on:
        raise Refused(Problem(Code.LEAVES_BEFORE_JOINING))

    handling = exit_handling_of(tx)
    call_back(tx, person)
    people.set_exit(tx, person.id, exit_day, handling)
    _open_or_close_login(tx, person, exit_day, now_on)
    person = _follow(tx, person.id, cause="left")
    rests = _rests(tx, person, handling)
    if handling is ExitHandling.GARDEN_LEAVE:
        send_home(tx, person)
    _tell(tx, person, exit_day, rests)
    return person


def stay(tx: Transaction, employee_id: int) -> Employee:
    """The employee stays after all: no last day, the login open again, the books as before.

    For somebody who is not leaving nothing happens.
    """
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    if person.left_on is None:
        return person
    call_back(tx, person)
    people.take_exit_back(tx, person.id)
    if person.user_id is not None and has_left(person.left_on, today.of_company(tx)):
        people.set_active(tx, person.user_id, active=True)
    person = _follow(tx, person.id, cause="stays")
    events.record(tx, "employee.stays", employee_id=person.id)
    return person


def close_logins(tx: Transaction) -> int:
    """Close the logins of everybody whose last day has come, and return how many.

    For the daily job: it looks at the state and not at the date it should have run on, so a
    missed night is made up for and a second run changes nothing.
    """
    closed = people.close_logins_of_departed(tx, today=today.of_company(tx))
    for employee_id in closed:
        events.record(tx, "login.closed", employee_id=employee_id)
    return len(closed)


def _follow(tx: Transaction, employee_id: int, *, cause: str) -> Employee:
    """Leave ahead is counted, and the books are written, for the days of employment there are."""
    person = lock_person(tx, employee_id)
    recount_person(tx, person, days=None, cause=cause)
    return bring_up_to_date(tx, person.id, cause=cause)


Told = dict[str, object]


def _rests(tx: Transaction, person: Employee, handling: ExitHandling) -> list[Told]:
    """Return what is left on the last day, by leave type, and how much of it is paid."""
    return [
        {
            "leave_type_id": kind.id,
            "amount": str(rest),
            "unit": kind.unit,
            "then": handling,
            "paid": str(paid_on_leaving(account.ledger)),
        }
        for kind, account in _accounts(tx, person)
        if (rest := rest_on_leaving(account.ledger))
    ]


def _tell(tx: Transaction, person: Employee, exit_day: date, rests: Sequence[Told]) -> None:
    """Who leaves is on record; the office knows in time what will be left or owed by then."""
    owes = [
        {"leave_type_id": kind.id, "amount": str(owed.amount), "unit": kind.unit, "then": owed.then}
        for kind, account in _accounts(tx, person)
        if (owed := owed_on_leaving(account.ledger)) is not None
    ]
    event = events.record(
        tx, "employee.left", employee_id=person.id, on=exit_day.isoformat(), owes=owes, rests=rests
    )
    is_news = owes or any(rest["then"] is not ExitHandling.BY_HAND for rest in rests)
    for user_id in notifications.office_for(tx, person.id) if is_news else ():
        notifications.add_for(tx, user_id, event=event)


def _accounts(tx: Transaction, person: Employee) -> list[tuple[LeaveType, LeaveAccount]]:
    return [
        (kind, account)
        for kind in leave_types.all_of_company(tx)
        if kind.rules.has_balance
        for account in leave_accounts.read_facts(tx, kind, [person.id])
    ]


def _open_or_close_login(tx: Transaction, person: Employee, exit_day: date, now_on: date) -> None:
    if person.user_id is None:
        return
    if exit_day <= now_on or has_left(person.left_on, now_on):
        people.set_active(tx, person.user_id, active=exit_day > now_on)

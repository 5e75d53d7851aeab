"""Somebody leaves the company: the day is set, the login closes on it, the books follow."""

from datetime import date

from leavebook.domain.limits import known_day
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.leave_facts import lock_person
from leavebook.services.ledgers import bring_up_to_date
from leavebook.services.people import assert_may_manage
from leavebook.storage import events, people
from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction


def part(tx: Transaction, employee_id: int, *, exit_day: date | None = None) -> Employee:
    """Set the day on which the employee leaves, by default today, and return the employee.

    From that day on, in the company's time zone, the login is closed and its tokens are worth
    nothing. Doing it again sets another day; a login that an earlier day had closed opens
    until then. History stays.
    """
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    now_on = today.of_company(tx)
    exit_day = now_on if exit_day is None else known_day(exit_day, field="left_on")
    if exit_day < person.joined_on:
        raise Refused(Problem(Code.LEAVES_BEFORE_JOINING))

    people.set_exit(tx, person.id, exit_day)
    _open_or_close_login(tx, person, exit_day, now_on)
    person = bring_up_to_date(tx, person.id, cause="left")
    events.record(tx, "employee.left", employee_id=person.id, on=exit_day.isoformat())
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


def _open_or_close_login(tx: Transaction, person: Employee, exit_day: date, now_on: date) -> None:
    if person.user_id is None:
        return
    had_left = person.left_on is not None and person.left_on <= now_on
    if exit_day <= now_on or had_left:
        people.set_active(tx, person.user_id, active=exit_day > now_on)

"""Somebody leaves the company: the day is set, the login closes on it, the books follow."""

from datetime import date

from leavebook.domain.ledger.leavers import owed_on_leaving
from leavebook.domain.limits import known_day
from leavebook.domain.people.leaving import has_left
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import leave_accounts, today
from leavebook.services.leave_facts import lock_person
from leavebook.services.ledgers import bring_up_to_date
from leavebook.services.people import assert_may_manage
from leavebook.storage import events, leave_types, notifications, people
from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction


def part(tx: Transaction, employee_id: int, *, exit_day: date | None = None) -> Employee:
    """Set the day on which the employee leaves, by default today, and return the employee.

    From that day on, in the company's time zone, the login is closed and its tokens are worth
    nothing. Doing it again sets another day; a login that an earlier day had closed opens
    until then. History stays. The office is told what leave the person will owe on that day.
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
    _tell(tx, person, exit_day)
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


def _tell(tx: Transaction, person: Employee, exit_day: date) -> None:
    """Who leaves is on record; what they will owe by then, the office knows in time for payroll."""
    owes = [
        {"leave_type_id": kind.id, "amount": str(owed.amount), "unit": kind.unit, "then": owed.then}
        for kind in leave_types.all_of_company(tx)
        for account in leave_accounts.read_facts(tx, kind, [person.id])
        if kind.rules.has_balance and (owed := owed_on_leaving(account.ledger)) is not None
    ]
    event = events.record(
        tx, "employee.left", employee_id=person.id, on=exit_day.isoformat(), owes=owes
    )
    for user_id in notifications.office_for(tx, person.id) if owes else ():
        notifications.add_for(tx, user_id, event=event)


def _open_or_close_login(tx: Transaction, person: Employee, exit_day: date, now_on: date) -> None:
    if person.user_id is None:
        return
    if exit_day <= now_on or has_left(person.left_on, now_on):
        people.set_active(tx, person.user_id, active=exit_day > now_on)

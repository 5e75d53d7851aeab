"""Somebody joins the company: an employee with a login, first terms and open books."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.contracts import FULL_TIME_HOURS
from leavebook.domain.faults import Faults
from leavebook.domain.limits import known_day
from leavebook.domain.people.people import DEFAULT_LEVELS, Role
from leavebook.domain.people.roles import may_give_role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services.books.ledgers import bring_up_to_date
from leavebook.services.people import agreements
from leavebook.services.people.email_addresses import EmailAddress, read_email
from leavebook.services.people.people import (
    assert_may_manage,
    assert_open_site,
    read_hours,
    read_name,
)
from leavebook.storage import events
from leavebook.storage.company import company_settings
from leavebook.storage.people import accounts, people, roster
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction

_LONGEST_NUMBER = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Who joins, as every door hands it over."""

    full_name: str
    email: str
    employee_number: str
    site_id: int
    joined_on: date
    weekly_hours: Decimal = FULL_TIME_HOURS
    role: Role = Role.EMPLOYEE


def join(tx: Transaction, newcomer: Newcomer, *, login: int | None = None) -> Employee:
    """Add the employee with a login and open the books, or refuse with every reason at once.

    The login has no password yet. Balances of every leave type exist from this moment on.
    With the id of a `login` that no employee has yet, such as the first administrator's, the
    employee gets that one, and keeps the role that it has.
    """
    assert_may_manage(tx)
    if login is None:
        _assert_may_give(tx, newcomer.role)
    checked = _checked(tx, newcomer, login=login)

    employee_id = people.add(
        tx,
        user_id=_add_login(tx, checked, newcomer.role) if login is None else login,
        employee_number=checked.employee_number,
        full_name=checked.full_name,
        site_id=newcomer.site_id,
        joined_on=newcomer.joined_on,
    )
    agreements.begin(
        tx,
        employee_id,
        joined_on=newcomer.joined_on,
        site_id=newcomer.site_id,
        minutes=checked.minutes,
    )
    person = bring_up_to_date(tx, employee_id, cause="joined")
    events.record(tx, "employee.joined", employee_id=employee_id)
    return person


def free_number(tx: Transaction) -> str:
    """Return an employee number that nobody has, for who is taken on without one."""
    assert_may_manage(tx)
    return str(roster.free_number(tx))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What was typed, once it is read."""

    full_name: str
    email: EmailAddress
    employee_number: str
    minutes: int


def _assert_may_give(tx: Transaction, role: Role) -> None:
    keys_may = company_settings.is_on(tx, "api_may_create_admins", default=True)
    if not may_give_role(tx.actor, role, keys_may_make_administrators=keys_may):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "give this role", "field": "role"}))


def _checked(tx: Transaction, newcomer: Newcomer, *, login: int | None) -> _Checked:
    faults = Faults()
    name = faults.keep(lambda: read_name(newcomer.full_name))
    email = faults.keep(lambda: read_email(newcomer.email))
    number = faults.keep(lambda: _read_number(newcomer.employee_number))
    minutes = faults.keep(lambda: read_hours(newcomer.weekly_hours))
    faults.keep(lambda: known_day(newcomer.joined_on, field="joined_on"))
    faults.keep(lambda: assert_open_site(tx, newcomer.site_id))
    for field in _taken(tx, email if login is None else None, number):
        faults.add(Problem(Code.TAKEN, {"field": field}))
    if login is not None and _has_employee(tx, login):
        faults.add(Problem(Code.TAKEN, {"field": "email"}))
    faults.refuse_if_any()
    if name is None or email is None or number is None or minutes is None:
        raise LookupError("a field without a value and without a reason")
    return _Checked(full_name=name, email=email, employee_number=number, minutes=minutes)


def _read_number(given: str) -> str:
    return one_line(given, field="employee_number", at_most=_LONGEST_NUMBER)


def _taken(tx: Transaction, email: EmailAddress | None, number: str | None) -> tuple[str, ...]:
    key = None if email is None else email.key
    email_taken, number_taken = people.is_taken(tx, email_key=key, employee_number=number)
    found = (("email", email_taken), ("employee_number", number_taken))
    return tuple(field for field, is_taken in found if is_taken)


def _has_employee(tx: Transaction, user_id: int) -> bool:
    login = accounts.find(tx, user_id)
    return login is not None and login.employee_id is not None


def _add_login(tx: Transaction, checked: _Checked, role: Role) -> int:
    return people.add_user(
        tx,
        email=checked.email.given,
        email_key=checked.email.key,
        name=checked.full_name,
        role=role,
        level=DEFAULT_LEVELS[role],
    )

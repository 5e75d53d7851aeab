"""Who works here: finding employees, and changing what is known of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.contracts import spread, weekly_minutes
from leavebook.domain.faults import Faults
from leavebook.domain.people.permissions import may_manage_people
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.books.ledgers import bring_up_to_date
from leavebook.services.books.recounting import recount_person
from leavebook.services.people import agreements
from leavebook.storage import events
from leavebook.storage.company import companies
from leavebook.storage.people import people
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction

__all__ = [
    "Changes",
    "Employee",
    "active",
    "assert_may_manage",
    "assert_open_site",
    "change",
    "find",
    "read_hours",
    "read_name",
]

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What shall be different; None leaves what is there.

    A name and a site count from today on; hours from `hours_from`, without it from today, or
    from the first day of somebody who is yet to join.
    """

    full_name: str | None = None
    site_id: int | None = None
    weekly_hours: Decimal | None = None
    hours_from: date | None = None


def find(tx: Transaction, employee_id: int) -> Employee:
    """Return the employee, who may have left; raises Refused when this company has none such."""
    assert_may_manage(tx)
    person = people.find(tx, employee_id, today=today.of_company(tx))
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    return person


def active(tx: Transaction) -> tuple[Employee, ...]:
    """Return everybody who has not left by today, by name."""
    assert_may_manage(tx)
    return people.active(tx, today=today.of_company(tx))


def change(tx: Transaction, employee_id: int, changes: Changes) -> Employee:
    """Make the changes and bring the books up to date, or refuse with every reason at once."""
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    wanted = _checked(tx, person, changes)
    changed = [
        *(["weekly_hours"] if _change_hours(tx, person, wanted) else []),
        *(["site_id"] if _move(tx, person, wanted) else []),
        *(["full_name"] if _rename(tx, person, wanted) else []),
    ]
    if not changed:
        return person

    if not {"weekly_hours", "site_id"}.isdisjoint(changed):
        recount_person(tx, person, days=None, cause="employment changed")
    person = bring_up_to_date(tx, person.id, cause="employment changed")
    events.record(tx, "employee.changed", employee_id=person.id, changed=changed)
    return person


def read_name(given: str) -> str:
    """Return the full name of a person; raises Refused for what cannot be one."""
    return one_line(given, field="full_name", at_most=_LONGEST_NAME)


def read_hours(given: Decimal) -> int:
    """Return weekly hours as minutes; raises Refused for what nobody can be contracted for."""
    minutes = weekly_minutes(given)
    spread(minutes)
    return minutes


def assert_open_site(tx: Transaction, site_id: int | None) -> None:
    """Raise Refused unless the company has the site and somebody may begin to work there."""
    if site_id is None or companies.site_to_work_at(tx, site_id) is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "site_id"}))


def assert_may_manage(tx: Transaction) -> None:
    """Raise Refused unless the actor looks after the company's people."""
    if not may_manage_people(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "manage people"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The changes once they are read."""

    full_name: str | None
    site_id: int | None
    minutes: int | None
    since: date | None


def _checked(tx: Transaction, person: Employee, changes: Changes) -> _Wanted:
    faults = Faults()
    name, hours, site_id = changes.full_name, changes.weekly_hours, changes.site_id
    wanted = _Wanted(
        full_name=None if name is None else faults.keep(lambda: read_name(name)),
        minutes=None if hours is None else faults.keep(lambda: read_hours(hours)),
        site_id=site_id,
        since=changes.hours_from,
    )
    # Whoever left when their site closed is still of that site.
    if site_id not in {None, person.site_id}:
        faults.keep(lambda: assert_open_site(tx, site_id))
    faults.refuse_if_any()
    return wanted


def _change_hours(tx: Transaction, person: Employee, wanted: _Wanted) -> bool:
    if wanted.minutes is None:
        return False
    return agreements.change_hours(tx, person, wanted.minutes, since=wanted.since)


def _move(tx: Transaction, person: Employee, wanted: _Wanted) -> bool:
    if wanted.site_id is None or not agreements.move(tx, person, wanted.site_id):
        return False
    people.change(tx, person.id, site_id=wanted.site_id)
    return True


def _rename(tx: Transaction, person: Employee, wanted: _Wanted) -> bool:
    if wanted.full_name is None or wanted.full_name == person.full_name:
        return False
    people.change(tx, person.id, full_name=wanted.full_name)
    if person.user_id is not None:
        people.rename_user(tx, person.user_id, wanted.full_name)
    return True

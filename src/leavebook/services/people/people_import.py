"""Taking a file of people: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from leavebook.domain.calendar.contracts import FULL_TIME_HOURS, weekly_hours
from leavebook.domain.people.people import Role
from leavebook.domain.people.people_file import Column, read_people
from leavebook.services.books import adjustments
from leavebook.services.books.adjustments import Adjustment, AdjustmentKind
from leavebook.services.books.batches import Progress, unheard
from leavebook.services.people import joining
from leavebook.services.people import people as staff
from leavebook.services.people.joining import Newcomer
from leavebook.services.people.people import Changes
from leavebook.services.people.people_plan import PeoplePlan, Planned, Step, plan
from leavebook.storage import events
from leavebook.storage.company import companies
from leavebook.storage.people import roster
from leavebook.storage.transaction import Transaction

__all__ = ["PeoplePlan", "Step", "check_file", "take_file"]

_WHY = "Opening balance"
_PLACED = {Column.DEPARTMENT, Column.MANAGER}
_AGREED = {Column.NAME, Column.SITE, Column.HOURS}


def check_file(tx: Transaction, raw: bytes) -> PeoplePlan:
    """Return what the file would do and what is wrong with it; nothing is written."""
    return plan(tx, read_people(raw))


def take_file(tx: Transaction, raw: bytes, *, progress: Progress = unheard) -> PeoplePlan:
    """Take on and change everybody in the file, and return what was done.

    With a single fault nothing is done. Taking the same file again changes nothing: people
    are known by their e-mail addresses.
    """
    planned = plan(tx, read_people(raw))
    if planned.faults or planned.changes_nothing:
        return planned
    departments = {**planned.company.departments, **_add_departments(tx, planned)}
    newcomers = planned.of(Step.TAKEN_ON)
    steps = len(newcomers) + len(planned.people)
    ids = _take_on(tx, planned, _heard(newcomers, progress, total=steps))
    for each in newcomers:
        _place(tx, each, ids, departments)
    for each in _heard(_newcomers_first(planned), progress, before=len(newcomers), total=steps):
        if each.step is not Step.TAKEN_ON:
            _place(tx, each, ids, departments)
        _change(tx, each)
        _open(tx, each, ids[each.said.email.key])
    events.record(
        tx,
        "people.imported",
        taken_on=len(newcomers),
        changed=len(planned.of(Step.CHANGED)),
    )
    return planned


def _newcomers_first(planned: PeoplePlan) -> tuple[Planned, ...]:
    """Return everybody, those who are here last: from their turn on their leave waits for the end.

    In one order, so that two files never wait for each other.
    """
    here = (each for each in planned.people if each.step is not Step.TAKEN_ON)
    known = sorted(here, key=lambda each: 0 if each.known is None else each.known.employee_id or 0)
    return (*planned.of(Step.TAKEN_ON), *known)


def _add_departments(tx: Transaction, planned: PeoplePlan) -> Mapping[str, int]:
    return {name: companies.add_department(tx, name=name) for name in planned.new_departments}


def _heard(
    people: Iterable[Planned], progress: Progress, *, total: int, before: int = 0
) -> Iterator[Planned]:
    """Yield the people one by one, and tell how far it is after each of them."""
    for done, each in enumerate(people, before + 1):
        yield each
        progress(done, total)


def _take_on(
    tx: Transaction, planned: PeoplePlan, newcomers: Iterable[Planned]
) -> Mapping[str, int]:
    """Take on who is new; return the ids of all employees by the key of their address."""
    ids = {
        key: known.employee_id
        for key, known in planned.company.by_email.items()
        if known.employee_id is not None
    }
    numbers = _free_numbers(planned)
    for each in newcomers:
        login = None if each.known is None else each.known.user_id
        newcomer = _newcomer(each, each.said.number or next(numbers))
        ids[each.said.email.key] = joining.join(tx, newcomer, login=login).id
    return ids


def _newcomer(each: Planned, number: str) -> Newcomer:
    said = each.said
    if said.first_day is None:
        raise LookupError("a plan without a fault takes nobody on without a first day")
    of_login = None if each.known is None else each.known.role
    return Newcomer(
        full_name=said.full_name,
        email=said.email.given,
        employee_number=number,
        site_id=each.site_id,
        joined_on=said.first_day,
        weekly_hours=FULL_TIME_HOURS if said.minutes is None else weekly_hours(said.minutes),
        role=said.role or of_login or Role.EMPLOYEE,
    )


def _free_numbers(planned: PeoplePlan) -> Iterator[str]:
    """Yield numbers for those to whom the file gives none, from 1 on."""
    taken = planned.company.numbers | {each.said.number for each in planned.people}
    return (str(number) for number in count(1) if str(number) not in taken)


def _place(
    tx: Transaction, each: Planned, ids: Mapping[str, int], departments: Mapping[str, int]
) -> None:
    """Put the person where the file says; everybody whom it names is an employee by now."""
    said = each.said
    changed = [column for column in each.changed if column in _PLACED]
    if each.step is not Step.TAKEN_ON and not changed:
        return
    roster.place(
        tx,
        ids[said.email.key],
        department_id=None if said.department is None else departments[said.department],
        manager_id=None if said.manager is None else ids[said.manager.key],
    )
    if changed:
        events.record(tx, "employee.changed", employee_id=ids[said.email.key], changed=changed)


def _change(tx: Transaction, each: Planned) -> None:
    employee_id = None if each.known is None else each.known.employee_id
    if employee_id is None or not _AGREED & set(each.changed):
        return
    minutes = each.said.minutes
    changes = Changes(
        full_name=each.said.full_name,
        site_id=each.site_id,
        weekly_hours=None if minutes is None else weekly_hours(minutes),
    )
    staff.change(tx, employee_id, changes)


def _open(tx: Transaction, each: Planned, employee_id: int) -> None:
    for leave_type_id, amount in each.opens:
        wanted = Adjustment(
            employee_id=employee_id,
            leave_type_id=leave_type_id,
            amount=amount,
            reason=_WHY,
            on=each.opens_on,
            kind=AdjustmentKind.OPENING,
            even_if_taken=True,
        )
        adjustments.adjust(tx, wanted)

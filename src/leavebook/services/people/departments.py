"""Departments: which there are, who leads one, and who stands in for them."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.people.leaving import has_left
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.people.people import assert_may_manage
from leavebook.storage import events
from leavebook.storage.company import companies, departments
from leavebook.storage.company.departments import Department
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction

__all__ = ["Department", "add", "departments_of", "find", "lead", "remove", "rename"]

_LONGEST_NAME: Final = 150


def departments_of(tx: Transaction) -> tuple[Department, ...]:
    """Return the departments by name."""
    return departments.all_of_company(tx)


def find(tx: Transaction, department_id: int) -> Department:
    """Return the department; raises Refused when this company has none with the id."""
    assert_may_manage(tx)
    found = next((each for each in departments_of(tx) if each.id == department_id), None)
    if found is None:
        raise _not_found()
    return found


def add(tx: Transaction, name: str) -> int:
    """Let there be another department, and return its id."""
    assert_may_manage(tx)
    department_id = companies.add_department(tx, name=_free_name(tx, name))
    events.record(tx, "department.added", department=department_id)
    return department_id


def rename(tx: Transaction, department_id: int, name: str) -> None:
    """Call the department something else."""
    before = _locked(tx, department_id)
    wanted = _free_name(tx, name, but=department_id)
    if wanted != before:
        departments.rename(tx, department_id, wanted)
        events.record(
            tx, "department.renamed", department=department_id, before=before, after=wanted
        )


def remove(tx: Transaction, department_id: int) -> None:
    """Let there be no such department any more; refused while anything names it."""
    name = _locked(tx, department_id)
    if number := departments.people_in(tx, department_id, today=today.of_company(tx)):
        raise invalid("department", "has_people", people=number)
    if departments.is_named(tx, department_id):
        raise invalid("department", "still_named")
    departments.remove(tx, department_id)
    events.record(tx, "department.removed", department=department_id, before=name)


def lead(
    tx: Transaction, department_id: int, *, lead_id: int | None, deputy_id: int | None
) -> None:
    """Have them decide on the leave of the department's people from the next call on.

    Raises Refused for somebody who does not work here any more, and for one person in both
    places.
    """
    _locked(tx, department_id)
    before = find(tx, department_id)
    if (before.lead_id, before.deputy_id) == (lead_id, deputy_id):
        return
    for field, employee_id in (("lead", lead_id), ("deputy", deputy_id)):
        if employee_id is not None and not _works_here(tx, employee_id):
            raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": field}))
    if lead_id is not None and lead_id == deputy_id:
        raise Refused(Problem(Code.INVALID, {"field": "deputy", "problem": "overlapping"}))
    companies.set_lead(tx, department_id, lead_id=lead_id, deputy_id=deputy_id)
    events.record(
        tx, "department.changed", department=department_id, lead=lead_id, deputy=deputy_id
    )


def _works_here(tx: Transaction, employee_id: int) -> bool:
    day = today.of_company(tx)
    person = people.find(tx, employee_id, today=day)
    return person is not None and not has_left(person.left_on, day)


def _locked(tx: Transaction, department_id: int) -> str:
    assert_may_manage(tx)
    name = departments.lock(tx, department_id)
    if name is None:
        raise _not_found()
    return name


def _free_name(tx: Transaction, given: str, *, but: int | None = None) -> str:
    name = one_line(given, field="name", at_most=_LONGEST_NAME)
    if any(each.name == name and each.id != but for each in departments_of(tx)):
        raise Refused(Problem(Code.TAKEN, {"field": "name"}))
    return name


def _not_found() -> Refused:
    return Refused(Problem(Code.NOT_FOUND, {"what": "department"}))

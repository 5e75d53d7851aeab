"""Who leads a department, and who stands in for them."""

from leavebook.domain.people.leaving import has_left
from leavebook.domain.people.permissions import may_manage_people
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.storage import events
from leavebook.storage.company import companies, departments
from leavebook.storage.company.departments import Department
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction

__all__ = ["Department", "departments_of", "lead"]


def departments_of(tx: Transaction) -> tuple[Department, ...]:
    """Return the departments by name."""
    return departments.all_of_company(tx)


def lead(
    tx: Transaction, department_id: int, *, lead_id: int | None, deputy_id: int | None
) -> None:
    """Have them decide on the leave of the department's people from the next call on.

    Raises Refused for somebody who does not work here any more, and for one person in both
    places.
    """
    if not may_manage_people(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "manage people"}))
    known = {each.id: each for each in departments.all_of_company(tx)}
    if department_id not in known:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "department"}))
    for field, employee_id in (("lead", lead_id), ("deputy", deputy_id)):
        if employee_id is not None and not _works_here(tx, employee_id):
            raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": field}))
    if lead_id is not None and lead_id == deputy_id:
        raise Refused(Problem(Code.INVALID, {"field": "deputy", "problem": "overlapping"}))
    before = known[department_id]
    if (before.lead_id, before.deputy_id) == (lead_id, deputy_id):
        return
    companies.set_lead(tx, department_id, lead_id=lead_id, deputy_id=deputy_id)
    events.record(
        tx, "department.changed", department=department_id, lead=lead_id, deputy=deputy_id
    )


def _works_here(tx: Transaction, employee_id: int) -> bool:
    day = today.of_company(tx)
    person = people.find(tx, employee_id, today=day)
    return person is not None and not has_left(person.left_on, day)

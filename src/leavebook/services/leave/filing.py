"""Whose leave somebody asks for: their own, or that of people they answer for."""

from leavebook.domain.people.permissions import may_file_for
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.storage.leave import relations
from leavebook.storage.people import people
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction


def filed_for(tx: Transaction, employee_id: int | None) -> Employee:
    """Return the person, without an id oneself; raises Refused for whom the actor may not ask."""
    wanted = tx.actor.employee_id if employee_id is None else employee_id
    person = None if wanted is None else people.find(tx, wanted, today=today.of_company(tx))
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    if not may_file_for(relations.towards(tx, person), person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    return person


def files_for(tx: Transaction, employee_id: int) -> bool:
    """Whether the actor may ask for leave in the name of this person, who is somebody else."""
    if employee_id == tx.actor.employee_id:
        return False
    person = people.find(tx, employee_id, today=today.of_company(tx))
    return person is not None and may_file_for(relations.towards(tx, person), person.subject)

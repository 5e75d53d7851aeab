"""Who answers to whom."""

from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.people.people import assert_may_manage
from leavebook.storage import events
from leavebook.storage.people import people, roster
from leavebook.storage.transaction import Transaction


def answer_to(tx: Transaction, employee_id: int, manager_id: int) -> None:
    """Have the person answer to the manager from now on; a circle is refused."""
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    if person.manager_id == manager_id:
        return
    if people.find(tx, manager_id, today=today.of_company(tx)) is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "manager_id"}))
    if person.id in roster.managers_above(tx, manager_id):
        raise invalid("manager_id", "in_a_circle")
    roster.place(tx, person.id, department_id=None, manager_id=manager_id)
    events.record(tx, "employee.changed", employee_id=person.id, changed=["manager_id"])

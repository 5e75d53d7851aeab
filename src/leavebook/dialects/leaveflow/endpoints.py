"""The five endpoints: read, do, show."""

from leavebook.dialects.leaveflow import paging, wire
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.services.people import people
from leavebook.services.people.exits import part
from leavebook.services.people.joining import join


def list_employees(_: Call, tx: Transaction) -> Answer:
    """Answer with everybody who has not left."""
    return Answer(200, [wire.show(person) for person in paging.whole_list(people.active(tx))])


def get_employee(call: Call, tx: Transaction) -> Answer:
    """Answer with one employee, who may have left."""
    return Answer(200, wire.show(people.find(tx, wire.read_employee_id(call))))


def create_employee(call: Call, tx: Transaction) -> Answer:
    """Add an employee with a login, and answer with the employee."""
    return Answer(201, wire.show(join(tx, wire.read_newcomer(call))))


def update_employee(call: Call, tx: Transaction) -> Answer:
    """Change an employee, and answer with the employee as changed."""
    employee_id = wire.read_employee_id(call)
    return Answer(200, wire.show(people.change(tx, employee_id, wire.read_changes(call))))


def delete_employee(call: Call, tx: Transaction) -> Answer:
    """Set the exit date of an employee, and answer with nothing."""
    part(tx, wire.read_employee_id(call), exit_day=wire.read_exit_day(call))
    return Answer(204)

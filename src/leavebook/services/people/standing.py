"""Where somebody stands in the company: the role they have, and the department they are in."""

from typing import Final

from leavebook.domain.people.people import DEFAULT_LEVELS, Role
from leavebook.domain.people.roles import may_give_role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.people.people import assert_may_manage
from leavebook.storage import events
from leavebook.storage.people import accounts, people, roster
from leavebook.storage.transaction import Transaction

ROLE_CHANGED: Final = "role.changed"


def change_role(tx: Transaction, employee_id: int, role: Role) -> None:
    """Have the person act in another role from the next call on, with the level that goes with it.

    Nobody changes their own role or that of somebody above them, nor puts anybody there.
    """
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    login = None if person.user_id is None else accounts.find(tx, person.user_id)
    if login is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "user_id"}))
    both = (login.role, role)
    gives = all(may_give_role(tx.actor, each, keys_may_make_administrators=False) for each in both)
    if not gives or login.id == tx.actor.user_id:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "give this role"}))
    if login.role is role:
        return
    accounts.set_role(tx, login.id, role, level=DEFAULT_LEVELS[role])
    events.record(tx, ROLE_CHANGED, employee_id=person.id, before=login.role, after=role)


def change_department(tx: Transaction, employee_id: int, department_id: int | None) -> None:
    """Have the person belong to another department from now on, or to none."""
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    if department_id is not None and department_id not in roster.departments(tx).values():
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "department_id"}))
    if department_id == person.department_id:
        return
    people.set_department(tx, person.id, department_id)
    events.record(tx, "employee.changed", employee_id=person.id, changed=["department_id"])

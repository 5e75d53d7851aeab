"""How this API is entered, and as what people act in it: by their access level alone."""

from dataclasses import replace
from typing import Final

from leavebook.domain.people.people import OFFICE, Role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.credentials import secret_in_header
from leavebook.http.door import Transaction

SECURITY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A user's token.",
}

secret_in = secret_in_header(schemes=("Bearer",))


def by_level(tx: Transaction) -> Transaction:
    """Return the transaction without the powers of an office role.

    This API knows access levels only: a head decides on nothing for being in HR. It can only
    take away; the one table of permissions is asked with what remains.
    """
    if tx.actor.role not in OFFICE:
        return tx
    return replace(tx, actor=replace(tx.actor, role=Role.MANAGER))


def own_employee(tx: Transaction) -> int:
    """Return the employee who calls; raises Refused for a machine, which has no leave."""
    if tx.actor.employee_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "ask for leave without an employee"}))
    return tx.actor.employee_id

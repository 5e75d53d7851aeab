"""Departments with those who lead them, and what still names them."""

from dataclasses import dataclass
from datetime import date

from leavebook.storage.transaction import Transaction

_ALL = """
SELECT d.id, d.name, d.lead_id, lead.full_name AS lead, d.deputy_id, deputy.full_name AS deputy
  FROM department AS d
  LEFT JOIN employee AS lead ON lead.id = d.lead_id
  LEFT JOIN employee AS deputy ON deputy.id = d.deputy_id
 ORDER BY d.name, d.id
"""

_LOCK = "SELECT name FROM department WHERE id = %(id)s FOR UPDATE"

_PEOPLE = """
SELECT count(*) FROM employee
 WHERE department_id = %(id)s AND (left_on IS NULL OR left_on > %(today)s)
"""

# Whoever has left, leave that was asked for, shifts, and the rules of the house.
_NAMED = """
SELECT EXISTS (SELECT FROM employee WHERE department_id = %(id)s)
    OR EXISTS (SELECT FROM department WHERE parent_id = %(id)s)
    OR EXISTS (SELECT FROM leave_request WHERE department_id = %(id)s)
    OR EXISTS (SELECT FROM shift_template WHERE department_id = %(id)s)
    OR EXISTS (SELECT FROM shift WHERE department_id = %(id)s)
    OR EXISTS (SELECT FROM blackout WHERE department_id = %(id)s)
    OR EXISTS (SELECT FROM staffing_rule WHERE department_id = %(id)s)
    OR EXISTS (SELECT FROM shutdown WHERE department_id = %(id)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department; its lead decides on the leave of its people, and so does the deputy."""

    id: int
    name: str
    lead_id: int | None
    lead: str | None
    deputy_id: int | None
    deputy: str | None


def all_of_company(tx: Transaction) -> tuple[Department, ...]:
    """Return the departments by name."""
    return tuple(Department(**row._asdict()) for row in tx.rows(_ALL))


def lock(tx: Transaction, department_id: int) -> str | None:
    """Return its name, or None; nobody is put into it until this transaction ends."""
    name: str | None = tx.value(_LOCK, id=department_id)
    return name


def rename(tx: Transaction, department_id: int, name: str) -> None:
    """Call the department something else."""
    tx.run("UPDATE department SET name = %(name)s WHERE id = %(id)s", id=department_id, name=name)


def people_in(tx: Transaction, department_id: int, *, today: date) -> int:
    """Return how many belong to it who work here or are to."""
    number: int = tx.value(_PEOPLE, id=department_id, today=today)
    return number


def is_named(tx: Transaction, department_id: int) -> bool:
    """Return whether anything is kept that names the department, what is past included."""
    named: bool = tx.value(_NAMED, id=department_id)
    return named


def remove(tx: Transaction, department_id: int) -> None:
    """Let there be no such department any more."""
    tx.run("DELETE FROM department WHERE id = %(id)s", id=department_id)

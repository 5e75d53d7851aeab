"""Everybody whom the company knows, as a file of people is compared with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.people.people import Role
from leavebook.storage.transaction import Transaction

_EVERYBODY = """
SELECT u.email_key, u.id AS user_id, u.email, u.role, e.id AS employee_id,
       coalesce(e.full_name, u.name) AS full_name, e.employee_number, e.joined_on, e.left_on,
       e.site_id, s.name AS site, d.name AS department, e.manager_id, mu.email AS manager_email,
       t.weekly_minutes
  FROM user_account AS u
  FULL JOIN employee AS e ON e.company_id = u.company_id AND e.user_id = u.id
  LEFT JOIN site AS s ON s.id = e.site_id
  LEFT JOIN department AS d ON d.id = e.department_id
  LEFT JOIN employee AS m ON m.id = e.manager_id
  LEFT JOIN user_account AS mu ON mu.id = m.user_id
  LEFT JOIN LATERAL (
       SELECT weekly_minutes FROM employment_terms
        WHERE employee_id = e.id AND valid_from <= greatest(%(today)s, e.joined_on)
        ORDER BY valid_from DESC LIMIT 1) AS t ON true
 ORDER BY coalesce(e.full_name, u.name), e.id, u.id
"""

_OPENINGS = """
SELECT employee_id, leave_type_id, sum(amount) AS amount
  FROM adjustment
 WHERE kind = 'opening'
 GROUP BY employee_id, leave_type_id
 ORDER BY employee_id, leave_type_id
"""

_PLACE = """
UPDATE employee
   SET department_id = coalesce(%(department_id)s, department_id),
       manager_id = coalesce(%(manager_id)s, manager_id)
 WHERE id = %(employee_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A login, an employee, or mostly both; what only the other has is None."""

    email_key: str | None
    user_id: int | None
    email: str | None
    role: Role | None
    employee_id: int | None
    full_name: str
    employee_number: str | None
    joined_on: date | None
    left_on: date | None
    site_id: int | None
    site: str | None
    department: str | None
    manager_id: int | None
    manager_email: str | None
    weekly_minutes: int | None


def everybody(tx: Transaction, *, today: date) -> tuple[Known, ...]:
    """Return every login and every employee of the company, by name."""
    return tuple(
        Known(**{**row._asdict(), "role": None if row.role is None else Role(row.role)})
        for row in tx.rows(_EVERYBODY, today=today)
    )


def openings(tx: Transaction) -> Mapping[tuple[int, int], Decimal]:
    """Return the opening balances that were set, by person and leave type."""
    return {(row.employee_id, row.leave_type_id): row.amount for row in tx.rows(_OPENINGS)}


def departments(tx: Transaction) -> Mapping[str, int]:
    """Return the ids of the departments by name."""
    return {row.name: row.id for row in tx.rows("SELECT id, name FROM department ORDER BY id")}


def place(
    tx: Transaction, employee_id: int, *, department_id: int | None, manager_id: int | None
) -> None:
    """Put the person into a department and under a manager; None leaves what is there."""
    tx.run(_PLACE, employee_id=employee_id, department_id=department_id, manager_id=manager_id)


def managers_above(tx: Transaction, employee_id: int) -> frozenset[int]:
    """Return the ids of the person and of everybody above them."""
    rows = tx.rows(
        """
        WITH RECURSIVE above AS (
            SELECT id, manager_id FROM employee WHERE id = %(employee_id)s
             UNION
            SELECT e.id, e.manager_id FROM employee AS e JOIN above AS a ON e.id = a.manager_id)
        SELECT id FROM above ORDER BY id
        """,
        employee_id=employee_id,
    )
    return frozenset(row.id for row in rows)


def free_number(tx: Transaction) -> int:
    """Return the first whole number above those that employees have."""
    found: int = tx.value(
        """
        SELECT coalesce(max(employee_number::bigint), 0) + 1
          FROM employee
         WHERE employee_number ~ '^[0-9]{1,15}$'
        """
    )
    return found

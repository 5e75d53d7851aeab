"""Employees and their logins."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from leavebook.domain.people.actors import Subject
from leavebook.domain.people.exits import ExitHandling
from leavebook.domain.people.people import (
    AccessLevel,
    CompanyId,
    DepartmentId,
    EmployeeId,
    Gender,
    Role,
    SquadId,
    UserId,
)
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = """
       e.id, e.uuid, e.user_id, e.employee_number, e.full_name, e.gender, e.department_id,
       e.site_id, e.manager_id, e.joined_on, e.left_on, u.email, u.uuid AS user_uuid,
       u.access_level, s.name AS site_name, s.timezone, t.weekly_minutes,
       e.anonymised_at IS NOT NULL AS is_anonymised, e.exit_handling,
       ARRAY(SELECT squad_id FROM squad_member AS m WHERE m.employee_id = e.id) AS squad_ids
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
  LEFT JOIN user_account AS u ON u.id = e.user_id
  LEFT JOIN LATERAL (
       SELECT weekly_minutes FROM employment_terms
        WHERE employee_id = e.id AND valid_from <= greatest(%(today)s, e.joined_on)
        ORDER BY valid_from DESC LIMIT 1) AS t ON true
"""

_FIND = f"SELECT {_COLUMNS} WHERE e.id = %(employee_id)s"
# Whoever writes of somebody else that this person is their manager does not wait for it: a key
# never changes.
_LOCK = f"{_FIND} FOR NO KEY UPDATE OF e"
_OF_USER = f"SELECT {_COLUMNS} WHERE e.user_id = %(user_id)s"
_ACTIVE = f"""
SELECT {_COLUMNS}
 WHERE e.left_on IS NULL OR e.left_on > %(today)s
 ORDER BY e.full_name, e.id
"""

_ADD = """
INSERT INTO employee (company_id, user_id, employee_number, full_name, gender, department_id,
                      site_id, manager_id, joined_on)
VALUES (%(company_id)s, %(user_id)s, %(employee_number)s, %(full_name)s, %(gender)s,
        %(department_id)s, %(site_id)s, %(manager_id)s, %(joined_on)s)
RETURNING id
"""

_ADD_USER = """
INSERT INTO user_account (company_id, email, email_key, name, role, access_level, password_hash,
                          created_at)
VALUES (%(company_id)s, %(email)s, %(email_key)s, %(name)s, %(role)s, %(level)s,
        %(password_hash)s, %(now)s)
RETURNING id
"""

_CHANGE = """
UPDATE employee
   SET full_name = coalesce(%(full_name)s, full_name), site_id = coalesce(%(site_id)s, site_id)
 WHERE id = %(employee_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """A person's row, with what nearly every caller needs beside it.

    `weekly_minutes` is the contract in force today, or on the first day for who is yet to join.
    """

    id: int
    uuid: UUID
    user_id: int | None
    user_uuid: UUID | None
    employee_number: str
    full_name: str
    email: str | None
    gender: Gender | None
    department_id: int | None
    site_id: int
    site_name: str
    timezone: str
    manager_id: int | None
    joined_on: date
    left_on: date | None
    exit_handling: ExitHandling | None
    """What becomes of their rest; None for who stays, and for who left before it was asked."""
    weekly_minutes: int
    access_level: AccessLevel | None
    is_anonymised: bool
    subject: Subject


def find(tx: Transaction, employee_id: int, *, today: date) -> Employee | None:
    """Return the employee, or None when this company has none with the id."""
    row = tx.row(_FIND, employee_id=employee_id, today=today)
    return None if row is None else _employee(tx, row)


def lock(tx: Transaction, employee_id: int, *, today: date) -> Employee | None:
    """Return the employee, whose leave nobody else can change until this transaction ends."""
    row = tx.row(_LOCK, employee_id=employee_id, today=today)
    return None if row is None else _employee(tx, row)


def of_user(tx: Transaction, user_id: int, *, today: date) -> Employee | None:
    """Return the employee who has this login, or None."""
    row = tx.row(_OF_USER, user_id=user_id, today=today)
    return None if row is None else _employee(tx, row)


def active(tx: Transaction, *, today: date) -> tuple[Employee, ...]:
    """Return everybody who has not left by today, by name."""
    return tuple(_employee(tx, row) for row in tx.rows(_ACTIVE, today=today))


def add(
    tx: Transaction,
    *,
    user_id: int | None,
    employee_number: str,
    full_name: str,
    site_id: int,
    joined_on: date,
    gender: Gender | None = None,
    department_id: int | None = None,
    manager_id: int | None = None,
) -> int:
    """Add an employee and return the id."""
    employee_id: int = tx.value(
        _ADD,
        company_id=tx.company.id,
        user_id=user_id,
        employee_number=employee_number,
        full_name=full_name,
        gender=gender,
        department_id=department_id,
        site_id=site_id,
        manager_id=manager_id,
        joined_on=joined_on,
    )
    return employee_id


def add_user(
    tx: Transaction,
    *,
    email: str,
    email_key: str,
    name: str,
    role: Role,
    level: AccessLevel,
    password_hash: str | None = None,
) -> int:
    """Add a login and return the id; without a password it waits for an invitation."""
    user_id: int = tx.value(
        _ADD_USER,
        company_id=tx.company.id,
        email=email,
        email_key=email_key,
        name=name,
        role=role,
        level=level,
        password_hash=password_hash,
        now=tx.now,
    )
    return user_id


def change(
    tx: Transaction, employee_id: int, *, full_name: str | None = None, site_id: int | None = None
) -> None:
    """Give the employee another name or site; None leaves what is there."""
    tx.run(_CHANGE, employee_id=employee_id, full_name=full_name, site_id=site_id)


def set_department(tx: Transaction, employee_id: int, department_id: int | None) -> None:
    """Put the employee into another department, or into none."""
    tx.run(
        "UPDATE employee SET department_id = %(department_id)s WHERE id = %(employee_id)s",
        employee_id=employee_id,
        department_id=department_id,
    )


def set_exit(tx: Transaction, employee_id: int, left_on: date, handling: ExitHandling) -> None:
    """Set the day from which the employee has left, and what becomes of their rest."""
    tx.run(
        """
        UPDATE employee SET left_on = %(left_on)s, exit_handling = %(handling)s
         WHERE id = %(employee_id)s
        """,
        employee_id=employee_id,
        left_on=left_on,
        handling=handling,
    )


def take_exit_back(tx: Transaction, employee_id: int) -> None:
    """Have the employee stay."""
    tx.run(
        "UPDATE employee SET left_on = NULL, exit_handling = NULL WHERE id = %(employee_id)s",
        employee_id=employee_id,
    )


def user_id_of(tx: Transaction, email_key: str) -> int | None:
    """Return the id of the login with this normal form of an e-mail address, or None."""
    found: int | None = tx.value(
        "SELECT id FROM user_account WHERE email_key = %(email_key)s", email_key=email_key
    )
    return found


def rename_user(tx: Transaction, user_id: int, name: str) -> None:
    """Give the login another display name."""
    tx.run("UPDATE user_account SET name = %(name)s WHERE id = %(id)s", id=user_id, name=name)


def set_active(tx: Transaction, user_id: int, *, active: bool) -> None:
    """Open or close a login; what it holds of tokens follows at the next call."""
    tx.run(
        "UPDATE user_account SET active = %(active)s WHERE id = %(user_id)s",
        user_id=user_id,
        active=active,
    )


def close_logins_of_departed(tx: Transaction, *, today: date) -> tuple[int, ...]:
    """Close the open logins of everybody who has left by today; return whose they were."""
    rows = tx.rows(
        """
        UPDATE user_account AS u SET active = false
          FROM employee AS e
         WHERE e.user_id = u.id AND u.active AND e.left_on <= %(today)s
        RETURNING e.id
        """,
        today=today,
    )
    return tuple(sorted(row.id for row in rows))


def is_taken(
    tx: Transaction, *, email_key: str | None, employee_number: str | None
) -> tuple[bool, bool]:
    """Return whether the e-mail address and the employee number are taken in the company."""
    row = tx.row(
        """
        SELECT EXISTS (SELECT 1 FROM user_account WHERE email_key = %(email_key)s) AS email,
               EXISTS (SELECT 1 FROM employee WHERE employee_number = %(number)s) AS number
        """,
        email_key=email_key,
        number=employee_number,
    )
    return (False, False) if row is None else (row.email, row.number)


def _employee(tx: Transaction, row: Row) -> Employee:
    return Employee(
        id=row.id,
        uuid=row.uuid,
        user_id=row.user_id,
        user_uuid=row.user_uuid,
        employee_number=row.employee_number,
        full_name=row.full_name,
        email=row.email,
        gender=None if row.gender is None else Gender(row.gender),
        department_id=row.department_id,
        site_id=row.site_id,
        site_name=row.site_name,
        timezone=row.timezone,
        manager_id=row.manager_id,
        joined_on=row.joined_on,
        left_on=row.left_on,
        exit_handling=None if row.exit_handling is None else ExitHandling(row.exit_handling),
        weekly_minutes=row.weekly_minutes or 0,
        access_level=None if row.access_level is None else AccessLevel(row.access_level),
        is_anonymised=row.is_anonymised,
        subject=Subject(
            CompanyId(tx.company.id),
            employee_id=EmployeeId(row.id),
            user_id=None if row.user_id is None else UserId(row.user_id),
            department_id=None if row.department_id is None else DepartmentId(row.department_id),
            squad_ids=frozenset(SquadId(squad) for squad in row.squad_ids),
        ),
    )

"""Logins: who they belong to, and what changes when somebody logs in."""

from dataclasses import dataclass
from datetime import date, datetime

from leavebook.domain.people.people import AccessLevel, Role
from leavebook.storage.transaction import Transaction

_FIND = """
SELECT u.id, u.name, u.email, u.role, u.access_level, u.active, u.created_at, u.last_login_at,
       e.id AS employee_id, e.employee_number, e.left_on, d.name AS department
  FROM user_account AS u
  LEFT JOIN employee AS e ON e.user_id = u.id
  LEFT JOIN department AS d ON d.id = e.department_id
 WHERE u.id = %(user_id)s
"""

_NOTE_LOGIN = """
UPDATE user_account
   SET last_login_at = %(now)s, password_hash = coalesce(%(password_hash)s, password_hash)
 WHERE id = %(user_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login with the employee behind it, if there is one."""

    id: int
    name: str
    email: str
    role: Role
    access_level: AccessLevel
    active: bool
    created_at: datetime
    last_login_at: datetime | None
    employee_id: int | None
    employee_number: str | None
    left_on: date | None
    department: str | None


def find(tx: Transaction, user_id: int) -> Login | None:
    """Return the login, or None when this company has none with the id."""
    row = tx.row(_FIND, user_id=user_id)
    if row is None:
        return None
    return Login(
        **{
            **row._asdict(),
            "role": Role(row.role),
            "access_level": AccessLevel(row.access_level),
        }
    )


def note_login(tx: Transaction, user_id: int, *, password_hash: str | None) -> None:
    """Note that somebody has logged in now; a new hash takes the place of a weaker one."""
    tx.run(_NOTE_LOGIN, user_id=user_id, now=tx.now, password_hash=password_hash)


def password_hash(tx: Transaction, user_id: int) -> str | None:
    """Return what is kept of the user's password, or None when there is none yet."""
    found: str | None = tx.value(
        "SELECT password_hash FROM user_account WHERE id = %(user_id)s", user_id=user_id
    )
    return found


def set_password(tx: Transaction, user_id: int, password_hash: str) -> None:
    """Keep another password of the login, as its hash."""
    tx.run(
        "UPDATE user_account SET password_hash = %(password_hash)s WHERE id = %(user_id)s",
        user_id=user_id,
        password_hash=password_hash,
    )


def set_role(tx: Transaction, user_id: int, role: Role, *, level: AccessLevel) -> None:
    """Give the login another role and access level; it acts with them from the next call on."""
    tx.run(
        "UPDATE user_account SET role = %(role)s, access_level = %(level)s WHERE id = %(user_id)s",
        user_id=user_id,
        role=role,
        level=level,
    )

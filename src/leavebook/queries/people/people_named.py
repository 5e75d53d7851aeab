"""People by whatever name a program has for them: id, uuid, e-mail address or the name shown."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.people.email_addresses import read_email
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_COLUMNS = """
       e.id AS employee_id, coalesce(u.uuid, e.uuid) AS uuid, coalesce(e.full_name, u.name) AS name,
       coalesce(u.email, '') AS email
"""

_CALLER = """
SELECT {columns}
  FROM user_account AS u
  LEFT JOIN employee AS e ON e.user_id = u.id
 WHERE u.id = %(user_id)s
"""

# Each way of naming somebody has an index, so that ten thousand people cost no more than ten.
_BY_ID = "SELECT id FROM employee WHERE user_id = %(named)s"
_BY_UUID = """
SELECT e.id
  FROM user_account AS u
  JOIN employee AS e ON e.user_id = u.id
 WHERE u.uuid = %(named)s
 UNION
SELECT id FROM employee WHERE uuid = %(named)s
 ORDER BY id
"""
_BY_EMAIL = """
SELECT e.id
  FROM user_account AS u
  JOIN employee AS e ON e.user_id = u.id
 WHERE u.email_key = %(named)s
"""
_BY_NAME = "SELECT id FROM employee WHERE full_name = %(named)s ORDER BY id LIMIT 2"

_CHOICE = """
SELECT {columns}
  FROM employee AS e
  LEFT JOIN user_account AS u ON u.id = e.user_id
 WHERE (e.left_on IS NULL OR e.left_on > %(today)s) AND {visible}
 ORDER BY e.full_name, e.id
"""

_DIGITS: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody of the company by name.

    `uuid` names the login, or for somebody without one the employee; the employee is missing
    where a login is nobody's who works here.
    """

    employee_id: int | None
    uuid: UUID
    name: str
    email: str


def caller(tx: Transaction) -> KnownPerson:
    """Return who calls; for a company's key that is the person who answers for it."""
    row = tx.row(_CALLER.format(columns=_COLUMNS), user_id=tx.actor.user_id)
    if row is None:
        raise LookupError("a credential without its user")
    return _known(row)


def employee_named(tx: Transaction, given: str, *, field: str) -> int:
    """Return the employee who is named so; raises Refused naming the field when nobody is.

    A name that several people have names nobody.
    """
    query, named = _way_of_naming(given.strip())
    rows = tx.rows(query, named=named)
    if len(rows) != 1:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": field}))
    employee_id: int = rows[0].id
    return employee_id


def people_to_choose(tx: Transaction) -> tuple[KnownPerson, ...]:
    """Return everybody whose leave the caller may see and who has not left, by name."""
    query = _CHOICE.format(columns=_COLUMNS, visible=visible_people(tx.actor))
    rows = tx.rows(query, today=today.of_company(tx), viewer=viewer_of(tx.actor))
    return tuple(_known(row) for row in rows)


def as_uuid(given: str) -> UUID | None:
    """Return the uuid that a text is in its usual form, or None."""
    return UUID(given) if _UUID.fullmatch(given) else None


def _way_of_naming(given: str) -> tuple[str, object]:
    if _DIGITS.fullmatch(given):
        return _BY_ID, int(given)
    if (uuid := as_uuid(given)) is not None:
        return _BY_UUID, uuid
    return (_BY_EMAIL, _email_key(given)) if "@" in given else (_BY_NAME, given)


def _email_key(given: str) -> str | None:
    try:
        return read_email(given).key
    except Refused:
        return None


def _known(row: Row) -> KnownPerson:
    return KnownPerson(employee_id=row.employee_id, uuid=row.uuid, name=row.name, email=row.email)

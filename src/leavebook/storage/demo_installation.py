"""What only an installation for showing Leavebook has: its marks, and companies made at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import psycopg

from leavebook.domain.people.actors import Actor
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from leavebook.storage.transaction import Company, Transaction, ask, open_transaction

_MARK = """
UPDATE leavebook.installation SET is_demo = true
 WHERE NOT EXISTS (SELECT 1 FROM leavebook.all_companies())
"""

_COMPANY = "SELECT uuid FROM company WHERE company_id = %(company_id)s"

_PEOPLE = """
SELECT e.id AS employee_id, e.full_name, e.employee_number, u.id AS user_id, u.uuid AS user_uuid,
       u.email, u.role, u.access_level
  FROM user_account AS u
  JOIN employee AS e ON e.user_id = u.id
 WHERE u.email_key = ANY(%(emails)s)
 ORDER BY u.id
"""

_HOLIDAYS = """
SELECT DISTINCT ON (site_id, "on") site_id, "on", name, free, removed
  FROM holiday
 ORDER BY site_id, "on", source
"""

_OPEN_EVENTS = """
SELECT v.uuid, v.employee_id
  FROM event AS v
  JOIN leave_request AS r ON r.id = v.request_id
 WHERE r.state = 'pending'
 ORDER BY v.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody with a login, as the description of the demo names them."""

    employee_id: int
    full_name: str
    employee_number: str
    user_id: int
    user_uuid: UUID
    email: str
    role: str
    access_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHoliday:
    """A day off of a site; `free` is full, am or pm."""

    site_id: int
    on: date
    name: str
    free: str
    removed: bool


def mark_as_demo(owner_url: str) -> bool:
    """Mark a database without companies as one for demos; return whether it could be marked.

    Only the owner of the schema may, so no server can turn a company's database into a demo.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        return connection.execute(_MARK).rowcount == 1


def mark_as_loaded(database: Database) -> None:
    """Note that everything the demo shows is there."""
    with open_transaction(database) as pipeline:
        ask(pipeline, "UPDATE installation SET demo_loaded = true WHERE NOT demo_loaded")


@contextmanager
def in_new_company(
    database: Database,
    *,
    codename: str,
    name: str,
    timezone: str,
    approval_policy: str,
    now: datetime,
) -> Iterator[Transaction]:
    """Found a company and stay in the transaction: it comes with its people or not at all."""
    with open_transaction(database) as pipeline:
        company_id = companies.found(
            pipeline,
            codename=codename,
            name=name,
            timezone=timezone,
            approval_policy=approval_policy,
        )
        yield Transaction(
            pipeline=pipeline,
            company=Company(
                id=company_id,
                uuid=ask(pipeline, _COMPANY, company_id=company_id)[0].uuid,
                codename=codename,
                timezone=timezone,
                approval_policy=approval_policy,
            ),
            actor=Actor.of_the_house(company_id),
            now=now,
            door="import",
        )


def departments(tx: Transaction) -> dict[str, tuple[int, UUID]]:
    """Return id and uuid of every department, by name."""
    rows = tx.rows("SELECT name, id, uuid FROM department ORDER BY name, id")
    return {row.name: (row.id, row.uuid) for row in rows}


def people_with(tx: Transaction, emails: list[str]) -> dict[str, Known]:
    """Return the people who have these e-mail addresses, by address."""
    return {row.email: Known(**row._asdict()) for row in tx.rows(_PEOPLE, emails=emails)}


def holidays(tx: Transaction) -> tuple[SiteHoliday, ...]:
    """Return every day off of every site that is kept; a company's own row wins."""
    return tuple(SiteHoliday(**row._asdict()) for row in tx.rows(_HOLIDAYS))


def open_events(tx: Transaction) -> tuple[tuple[UUID, int], ...]:
    """Return the events of requests that wait for a decision, with whose they are."""
    return tuple((row.uuid, row.employee_id) for row in tx.rows(_OPEN_EVENTS))


def credential_with(tx: Transaction, digest: bytes) -> int | None:
    """Return the id of the company's credential with this digest, or None."""
    found: int | None = tx.value("SELECT id FROM credential WHERE digest = %(d)s", d=digest)
    return found


def number_of(tx: Transaction, *, numbered_like: str) -> int:
    """Return how many employees have a number of this form, in the notation of LIKE."""
    found: int = tx.value(
        "SELECT count(*) FROM employee WHERE employee_number LIKE %(form)s", form=numbered_like
    )
    return found

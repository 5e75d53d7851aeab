"""Companies, sites, departments and squads."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from leavebook.storage.database import Database
from leavebook.storage.pipeline import Pipeline
from leavebook.storage.transaction import Transaction, ask, open_transaction

# The wall lets the row of a new company in only when the transaction is in that company.
_ENTER_NEW = """
WITH new AS (SELECT nextval(pg_get_serial_sequence('company', 'company_id')) AS id)
SELECT id, set_config('leavebook.company', id::text, true) FROM new
"""

_CREATE = """
INSERT INTO company (company_id, codename, name, timezone, locale, approval_policy, settings)
OVERRIDING SYSTEM VALUE
VALUES (%(id)s, %(codename)s, %(name)s, %(timezone)s, %(locale)s, %(approval_policy)s, %(settings)s)
RETURNING company_id
"""


_SITES = "SELECT id, uuid, name, country, region, timezone, closed_at FROM site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of work, whose public holidays count for who works there."""

    id: int
    uuid: UUID
    name: str
    country: str
    region: str | None
    timezone: str
    closed_at: datetime | None = None
    """Nobody works there any more; its past stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow:
    """What a company is called and where it is."""

    name: str
    timezone: str
    locale: str


def create(
    database: Database,
    *,
    codename: str,
    name: str,
    timezone: str,
    approval_policy: str,
    locale: str = "en",
) -> int:
    """Found a company and return its id; a codename that is taken is refused."""
    with open_transaction(database) as pipeline:
        return found(
            pipeline,
            codename=codename,
            name=name,
            timezone=timezone,
            approval_policy=approval_policy,
            locale=locale,
        )


def found(
    pipeline: Pipeline,
    *,
    codename: str,
    name: str,
    timezone: str,
    approval_policy: str,
    locale: str = "en",
) -> int:
    """Found a company in an open transaction, which is inside that company from then on."""
    company_id: int = ask(pipeline, _ENTER_NEW)[0].id
    ask(
        pipeline,
        _CREATE,
        id=company_id,
        codename=codename,
        name=name,
        timezone=timezone,
        locale=locale,
        approval_policy=approval_policy,
        settings=Jsonb({}),
    )
    return company_id


def named(tx: Transaction) -> CompanyRow:
    """Return what the company is called and where it is."""
    row = tx.row(
        "SELECT name, timezone, locale FROM company WHERE company_id = %(company_id)s",
        company_id=tx.company.id,
    )
    if row is None:
        raise LookupError("a transaction in a company that is gone")
    return CompanyRow(**row._asdict())


def change(tx: Transaction, *, name: str, timezone: str, locale: str) -> None:
    """Give the company another name, time zone and language."""
    tx.run(
        """
        UPDATE company SET name = %(name)s, timezone = %(timezone)s, locale = %(locale)s
         WHERE company_id = %(company_id)s
        """,
        name=name,
        timezone=timezone,
        locale=locale,
        company_id=tx.company.id,
    )


def set_approval(tx: Transaction, approval_policy: str) -> None:
    """Give the company another approval policy."""
    tx.run(
        "UPDATE company SET approval_policy = %(policy)s WHERE company_id = %(company_id)s",
        policy=approval_policy,
        company_id=tx.company.id,
    )


def add_site(tx: Transaction, *, name: str, country: str, region: str | None, timezone: str) -> int:
    """Add a site and return the id."""
    site_id: int = tx.value(
        """
        INSERT INTO site (company_id, name, country, region, timezone)
        VALUES (%(company_id)s, %(name)s, %(country)s, %(region)s, %(timezone)s)
        RETURNING id
        """,
        company_id=tx.company.id,
        name=name,
        country=country,
        region=region,
        timezone=timezone,
    )
    return site_id


def site(tx: Transaction, site_id: int) -> Site | None:
    """Return the site, or None when this company has none with the id."""
    row = tx.row(f"{_SITES} WHERE id = %(id)s", id=site_id)
    return None if row is None else Site(**row._asdict())


def site_to_work_at(tx: Transaction, site_id: int) -> Site | None:
    """Return the site unless it is closed; nobody closes it until this transaction ends."""
    row = tx.row(f"{_SITES} WHERE id = %(id)s AND closed_at IS NULL FOR KEY SHARE", id=site_id)
    return None if row is None else Site(**row._asdict())


def sites(tx: Transaction) -> tuple[Site, ...]:
    """Return the company's sites by name, those that are closed as well."""
    rows = tx.rows(f"{_SITES} ORDER BY name, id")
    return tuple(Site(**row._asdict()) for row in rows)


def add_department(tx: Transaction, *, name: str) -> int:
    """Add a department and return the id."""
    department_id: int = tx.value(
        "INSERT INTO department (company_id, name) VALUES (%(company_id)s, %(name)s) RETURNING id",
        company_id=tx.company.id,
        name=name,
    )
    return department_id


def set_lead(
    tx: Transaction, department_id: int, *, lead_id: int | None, deputy_id: int | None = None
) -> None:
    """Give the department a lead and a deputy."""
    tx.run(
        "UPDATE department SET lead_id = %(lead)s, deputy_id = %(deputy)s WHERE id = %(id)s",
        id=department_id,
        lead=lead_id,
        deputy=deputy_id,
    )


def add_squad(tx: Transaction, *, name: str, members: dict[int, bool]) -> int:
    """Add a squad with its members, each with whether they manage it, and return the id."""
    squad_id: int = tx.value(
        "INSERT INTO squad (company_id, name) VALUES (%(company_id)s, %(name)s) RETURNING id",
        company_id=tx.company.id,
        name=name,
    )
    for employee_id, is_manager in members.items():
        tx.run(
            """
            INSERT INTO squad_member (company_id, squad_id, employee_id, is_manager)
            VALUES (%(company_id)s, %(squad_id)s, %(employee_id)s, %(is_manager)s)
            """,
            company_id=tx.company.id,
            squad_id=squad_id,
            employee_id=employee_id,
            is_manager=is_manager,
        )
    return squad_id

"""Calls from systems outside: whose they may be, who makes them, and which were there before."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.domain.integrations import Provider
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.leaving import has_left
from leavebook.domain.people.people import AccessLevel, CompanyId, EmployeeId, Role, UserId
from leavebook.storage.database import Database, Row
from leavebook.storage.transaction import Transaction, ask, open_transaction

KEPT_FOR: Final = timedelta(hours=24)

_PERSON = """
SELECT u.id AS user_id, u.uuid AS user_uuid, u.role, u.access_level, u.active,
       e.id AS employee_id, e.left_on
  FROM user_external_id AS x
  JOIN user_account AS u ON u.id = x.user_id
  LEFT JOIN employee AS e ON e.user_id = u.id
 WHERE x.provider = %(provider)s AND x.external_id = %(external_id)s
"""

_REMEMBER = """
INSERT INTO user_external_id (company_id, user_id, provider, external_id)
SELECT %(company_id)s, u.id, %(provider)s, %(external_id)s
  FROM user_account AS u
 WHERE u.email_key = %(email_key)s AND u.active
 ORDER BY u.id
    ON CONFLICT DO NOTHING
"""

# The same call made twice at once waits here for the end of the first.
_FIRST_TIME = """
INSERT INTO incoming_delivery (company_id, provider, key, came_at)
VALUES (%(company_id)s, %(provider)s, %(key)s, statement_timestamp())
    ON CONFLICT (company_id, provider, key) DO NOTHING
RETURNING true AS is_first
"""

# Every new delivery takes some old ones away, so the table never holds much more than a day's.
_FORGET = """
DELETE FROM incoming_delivery
 WHERE (company_id, provider, key) IN (
       SELECT company_id, provider, key FROM incoming_delivery
        WHERE came_at <= statement_timestamp() - %(kept_for)s
        ORDER BY came_at
        LIMIT 20
          FOR UPDATE SKIP LOCKED)
"""

_LEARN = """
UPDATE integration_connection
   SET settings = settings || jsonb_build_object('team', %(team)s::text)
 WHERE provider = %(provider)s
"""


def companies_of_team(database: Database, provider: Provider, team: str) -> tuple[int, ...]:
    """Return the companies that may be meant by what a system calls their team."""
    with open_transaction(database) as connection:
        rows = ask(
            connection,
            "SELECT company_id FROM companies_of_team(%(provider)s, %(team)s)",
            provider=provider,
            team=team,
        )
    return tuple(row.company_id for row in rows)


def learn_team(tx: Transaction, provider: Provider, team: str) -> None:
    """Keep what the system calls the company's team."""
    tx.run(_LEARN, provider=provider, team=team)


def connected_since(tx: Transaction, provider: Provider) -> datetime | None:
    """Return when somebody last connected the company to the system, or switched it."""
    since: datetime | None = tx.value(
        "SELECT changed_at FROM integration_connection WHERE provider = %(provider)s",
        provider=provider,
    )
    return since


def as_person(tx: Transaction, provider: Provider, external_id: str) -> Transaction | None:
    """Return the transaction in the name of whoever has this id in the system.

    None for somebody unknown, whose login is closed or who has left.
    """
    row = tx.row(_PERSON, provider=provider, external_id=external_id)
    if row is None or not row.active or has_left(row.left_on, _today(tx)):
        return None
    return replace(tx, actor=_actor(tx, row), user_uuid=row.user_uuid)


def remember_person(
    tx: Transaction, provider: Provider, external_id: str, *, email_key: str
) -> None:
    """Keep who has this id in the system, by e-mail address; what was said before stays."""
    tx.run(
        _REMEMBER,
        company_id=tx.company.id,
        provider=provider,
        external_id=external_id,
        email_key=email_key,
    )


def is_first_time(tx: Transaction, provider: Provider, key: str) -> bool:
    """Return whether the system sends this for the first time; from now on it is known."""
    first = tx.value(_FIRST_TIME, company_id=tx.company.id, provider=provider, key=key)
    tx.run(_FORGET, kept_for=KEPT_FOR)
    return bool(first)


def _today(tx: Transaction) -> date:
    return tx.now.astimezone(ZoneInfo(tx.company.timezone)).date()


def _actor(tx: Transaction, row: Row) -> Actor:
    return Actor(
        CompanyId(tx.company.id),
        user_id=UserId(row.user_id),
        employee_id=None if row.employee_id is None else EmployeeId(row.employee_id),
        role=Role(row.role),
        level=AccessLevel(row.access_level),
    )

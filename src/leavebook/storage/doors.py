"""The narrow door: the few things looked up before the company is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.leaving import has_left
from leavebook.domain.people.people import AccessLevel, CompanyId, EmployeeId, Role, UserId
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.database import Database, Row
from leavebook.storage.pipeline import Pipeline
from leavebook.storage.transaction import Company, Transaction, ask, open_transaction

_NOTE_USE_AFTER = timedelta(minutes=5)
_IDLE_LIMIT = timedelta(hours=12)

_WEB_SESSION = "web_session"
_ONLY_DOOR = {
    _WEB_SESSION: "web",
    "invitation": "welcome",
    "second_step": "second_step",
    "password_reset": "reset",
    "own_calendar": "own_calendar",
    "team_calendar": "team_calendar",
    "passkey": "passkey",
}

_ENTER = "SELECT * FROM enter_with_credential(%(digest)s)"
_ENTER_BY_LETTER = "SELECT * FROM enter_with_decision_link(%(digest)s)"

# Nobody waits for a note of use: when another call is writing it, that one will do.
_NOTE_USE = """
UPDATE credential_use SET last_used_at = %(now)s
 WHERE credential_id = (SELECT credential_id FROM credential_use
                         WHERE credential_id = %(credential_id)s FOR UPDATE SKIP LOCKED)
"""


class NotAuthenticated(Exception):  # noqa: N818  says what is so
    """The credential is missing, unknown, revoked, expired, or its person is gone."""


class LoginClosed(NotAuthenticated):
    """Whoever the secret was made for may not come in any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that somebody may log in to with a password."""

    company_id: int
    codename: str
    user_id: int
    password_hash: str | None
    active: bool


@contextmanager
def entered_with(
    database: Database,
    digest: bytes,
    *,
    now: datetime,
    door: str,
    scope: str,
    under: str | None = None,
) -> Iterator[Transaction]:
    """Open a transaction in the company of a credential, as the person or machine it stands for.

    The credential is judged in the transaction that uses it, so a revocation counts from the
    next call on. Raises NotAuthenticated, also when it came `under` an id that is not its own,
    and then Refused when the credential's scopes leave out what is wanted.
    """
    with open_transaction(database) as pipeline:
        found = ask(pipeline, _ENTER, digest=digest)
        if len(found) != 1 or not _counts(found[0], now=now, door=door):
            raise NotAuthenticated
        if under not in {None, str(found[0].credential_id)}:
            raise NotAuthenticated
        entered = _transaction(pipeline, found[0], now=now, door=door)
        if scope not in found[0].scopes:
            raise Refused(Problem(Code.FORBIDDEN, {"scope": scope}))
        if found[0].last_used_at is None or now - found[0].last_used_at > _NOTE_USE_AFTER:
            entered.run(_NOTE_USE, credential_id=found[0].credential_id, now=now)
        yield entered


@contextmanager
def entered_by_letter(
    database: Database, digest: bytes, *, now: datetime, door: str
) -> Iterator[Transaction]:
    """Open a transaction as whoever was sent the decision link with this secret; notes nothing.

    Raises NotAuthenticated for an unknown secret, and LoginClosed when its person has gone.
    Whether the link still counts is for the caller to judge.
    """
    with open_transaction(database) as pipeline:
        found = ask(pipeline, _ENTER_BY_LETTER, digest=digest)
        if len(found) != 1:
            raise NotAuthenticated
        if not _may_come_in(found[0], now):
            raise LoginClosed
        yield _transaction(pipeline, found[0], now=now, door=door)


def accounts_with_email(
    database: Database, email_key: str, *, codename: str | None
) -> tuple[Account, ...]:
    """Return the accounts that an e-mail address may log in to, in one company or in all."""
    with open_transaction(database) as pipeline:
        rows = ask(
            pipeline,
            "SELECT * FROM accounts_with_email(%(email_key)s, %(codename)s)",
            email_key=email_key,
            codename=codename,
        )
    return tuple(Account(**row._asdict()) for row in rows)


def company_with_codename(database: Database, codename: str) -> int | None:
    """Return the id of the company with this codename, or None."""
    with open_transaction(database) as pipeline:
        rows = ask(pipeline, "SELECT company_with_codename(%(name)s) AS id", name=codename)
    return rows[0].id if rows else None


def all_companies(database: Database) -> tuple[tuple[int, str], ...]:
    """Return id and codename of every company, for the worker that visits each in turn."""
    with open_transaction(database) as pipeline:
        rows = ask(pipeline, "SELECT company_id, codename FROM all_companies()")
    return tuple((row.company_id, row.codename) for row in rows)


def companies_with_due_links(database: Database) -> tuple[int, ...]:
    """Return the companies in which a system outside has to be called, for the worker."""
    with open_transaction(database) as pipeline:
        rows = ask(pipeline, "SELECT company_id FROM companies_with_due_links()")
    return tuple(row.company_id for row in rows)


def demo_state(database: Database) -> tuple[bool, bool]:
    """Return whether this database was made for a demo, and whether the demo is loaded."""
    with open_transaction(database) as pipeline:
        row = ask(pipeline, "SELECT is_demo, demo_loaded FROM installation")[0]
    return row.is_demo, row.demo_loaded


def _counts(found: Row, *, now: datetime, door: str) -> bool:
    # A session is good for the pages alone, and nothing else is good there: no program gets
    # more out of its token by putting it into a cookie. The same goes for what is good once.
    only_door = door if door in _ONLY_DOOR.values() else None
    if _ONLY_DOOR.get(found.kind) != only_door or _is_idle(found, now):
        return False
    if found.revoked_at is not None or (found.expires_at is not None and found.expires_at <= now):
        return False
    return _is_machine(found) or _may_come_in(found, now)


def _may_come_in(found: Row, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(found.timezone)).date()
    return bool(found.user_active) and not has_left(found.left_on, today)


def _is_idle(found: Row, now: datetime) -> bool:
    last_used_at: datetime | None = found.last_used_at
    is_used = last_used_at is not None and last_used_at.year > _NEVER
    if found.kind != _WEB_SESSION or last_used_at is None or not is_used:
        return False
    return now - last_used_at > _IDLE_LIMIT


_NEVER = 1970  # a credential that nobody has used yet stands at the epoch


def _is_machine(found: Row) -> bool:
    return found.kind in {"company_token", "organisation_key"}


def _transaction(pipeline: Pipeline, found: Row, *, now: datetime, door: str) -> Transaction:
    return Transaction(
        pipeline=pipeline,
        company=Company(
            id=found.company_id,
            uuid=found.company_uuid,
            codename=found.codename,
            timezone=found.timezone,
            approval_policy=found.approval_policy,
        ),
        actor=_actor(found),
        now=now,
        door=door,
        credential_id=found.credential_id,
        user_uuid=found.user_uuid,
    )


def _actor(found: Row) -> Actor:
    company_id, user_id = CompanyId(found.company_id), UserId(found.user_id)
    scopes = frozenset(found.scopes)
    if _is_machine(found):
        return Actor.key_of(company_id, answers=user_id, scopes=scopes)
    return Actor(
        company_id,
        user_id=user_id,
        employee_id=None if found.employee_id is None else EmployeeId(found.employee_id),
        role=Role(found.role),
        level=AccessLevel(found.access_level),
        scopes=scopes,
    )

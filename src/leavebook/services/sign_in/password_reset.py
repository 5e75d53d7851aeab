"""A new password for whoever has lost theirs, by a link to their e-mail address."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.leaving import has_left
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.people.email_addresses import read_email
from leavebook.services.sign_in.password_links import PasswordLink, link_for, use_up
from leavebook.services.sign_in.passwords import hashed, new_password
from leavebook.storage import events, outbox
from leavebook.storage.database import Database
from leavebook.storage.doors import Account, NotAuthenticated, accounts_with_email, entered_with
from leavebook.storage.people import accounts
from leavebook.storage.sign_in import credentials, login_tries
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.sign_in.login_tries import Allowance, TooManyTries
from leavebook.storage.transaction import Transaction, in_company

__all__ = ["NotAuthenticated", "ask", "links", "reset"]

DOOR: Final = "reset"
_MOST_COMPANIES: Final = 5


def ask(database: Database, email: str, *, came_from: str, now: datetime) -> None:
    """Have a link sent to the address, if anybody has it.

    Whether anybody has is found out later by a job: the answer and its time are the same.
    Raises Refused after too many tries.
    """
    try:
        key = read_email(email).key
    except Refused:
        key = ""  # which no account has
    try:
        login_tries.spend(database, _allowances(key, came_from), now=now)
    except TooManyTries as waiting:
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": waiting.retry_after})
        raise Refused(problem) from waiting
    outbox.send_reset(database, key)


def links(database: Database, email_key: str, *, now: datetime) -> Iterator[PasswordLink]:
    """Yield a new link for every account that the address may log in to; older ones end."""
    for account in accounts_with_email(database, email_key, codename=None)[:_MOST_COMPANIES]:
        if account.active and (link := _link(database, account, now=now)) is not None:
            yield link


def reset(database: Database, secret: str, password: str, *, now: datetime) -> None:
    """Set the password and end the link, every session and every token of the person.

    A second factor stays. Raises NotAuthenticated for a link that is unknown, used or too old,
    and Refused for a password that will not do.
    """
    with entered_with(database, digest_of(secret), now=now, door=DOOR, scope="leave") as tx:
        wanted = new_password(password)
        user_id = use_up(tx)
        accounts.set_password(tx, user_id, hashed(wanted))
        credentials.revoke_all_of(tx, user_id)
        events.record(tx, "password.reset", employee_id=tx.actor.employee_id)


def _link(database: Database, account: Account, *, now: datetime) -> PasswordLink | None:
    house = Actor.of_the_house(account.company_id)
    with in_company(database, account.company_id, actor=house, now=now, door="worker") as tx:
        login = accounts.find(tx, account.user_id)
        if login is None or _has_left(tx, login.left_on):
            return None
        events.record(tx, "password.reset_asked", employee_id=login.employee_id)
        return link_for(tx, login, CredentialKind.PASSWORD_RESET)


def _has_left(tx: Transaction, left_on: date | None) -> bool:
    today = tx.now.astimezone(ZoneInfo(tx.company.timezone)).date()
    return has_left(left_on, today)


def _allowances(key: str, came_from: str) -> tuple[Allowance, ...]:
    return (
        Allowance(key=_digest("reset", key), tries=3, back_after=timedelta(minutes=10)),
        Allowance(key=_digest("reset from", came_from), tries=20, back_after=timedelta(minutes=1)),
    )


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()

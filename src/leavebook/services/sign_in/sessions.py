"""Logging in with a password, which gives a token, and logging out, which takes it away."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from leavebook.domain.limits import invalid
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.leaving import has_left
from leavebook.domain.people.people import CompanyId, EmployeeId, UserId
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.people.email_addresses import read_email
from leavebook.services.sign_in import credentials, passwords, second_factor, second_step
from leavebook.services.sign_in.wishes import A_TOKEN, LoggedIn, Wish
from leavebook.storage.database import Database
from leavebook.storage.doors import Account, accounts_with_email, demo_state
from leavebook.storage.people import accounts
from leavebook.storage.people.accounts import Login
from leavebook.storage.sign_in import login_tries
from leavebook.storage.sign_in.login_tries import Allowance, TooManyTries
from leavebook.storage.transaction import Transaction, in_company

__all__ = [
    "A_TOKEN",
    "Attempt",
    "LoggedIn",
    "Login",
    "Wish",
    "WrongLogin",
    "log_in",
    "log_in_as_cast",
    "log_out",
    "whoami",
]


_log = structlog.get_logger()


class WrongLogin(Exception):  # noqa: N818  says what is so
    """No account that may be used has this address and this password; nobody learns which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody brings to log in; without a codename the address must be of one company."""

    email: str
    password: str = field(repr=False)
    codename: str | None = None
    came_from: str = ""


def log_in(
    database: Database, attempt: Attempt, *, now: datetime, door: str, wish: Wish = A_TOKEN
) -> LoggedIn:
    """Issue a token for the account, or refuse.

    Raises WrongLogin, and Refused when there were too many tries or when the password is right
    but the address is known to several companies. An unknown address takes as long as a known one.
    Whoever has a second factor gets halfway only, or nowhere where nobody can ask for a code.
    """
    account = _account(database, attempt, now=now)
    stronger = _stronger(attempt, account)
    return _enter(database, account, now=now, door=door, wish=wish, password_hash=stronger)


def log_in_as_cast(
    database: Database, email: str, *, codename: str, now: datetime, door: str, wish: Wish
) -> LoggedIn:
    """Log a visitor of a demo in as somebody of its cast, without a password.

    Raises WrongLogin anywhere but in a database that was made for a demo.
    """
    is_demo, is_loaded = demo_state(database)
    found = accounts_with_email(database, _email_key(email), codename=codename)
    if not (is_demo and is_loaded) or len(found) != 1:
        raise WrongLogin
    return _enter(
        database, found[0], now=now, door=door, wish=wish, password_hash=None, asks_code=False
    )


def _enter(
    database: Database,
    account: Account,
    *,
    now: datetime,
    door: str,
    wish: Wish,
    password_hash: str | None,
    asks_code: bool = True,
) -> LoggedIn:
    house = Actor.of_the_house(account.company_id)
    with in_company(database, account.company_id, actor=house, now=now, door=door) as tx:
        login = accounts.find(tx, account.user_id)
        if login is None or not login.active or has_left(login.left_on, today.of_company(tx)):
            raise WrongLogin
        as_person = replace(tx, actor=_actor(login, account.company_id))
        if asks_code and second_factor.is_on(tx, login.id):
            return _halfway(as_person, login, wish=wish, password_hash=password_hash)
        issued = credentials.issue(
            as_person,
            wish.kind,
            name=wish.name,
            expires_at=None if wish.lasts is None else now + wish.lasts,
        )
        accounts.note_login(tx, login.id, password_hash=password_hash)
    return LoggedIn(token=issued.secret, login=login)


def _halfway(tx: Transaction, login: Login, *, wish: Wish, password_hash: str | None) -> LoggedIn:
    if not wish.takes_second_step:
        raise WrongLogin
    if password_hash is not None:
        accounts.set_password(tx, login.id, password_hash)
    return LoggedIn(token=second_step.halfway(tx), login=login, is_halfway=True)


def log_out(tx: Transaction) -> None:
    """Revoke the token that the call came with; a company's own token is not a login."""
    if tx.actor.is_machine or tx.credential_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "log out"}))
    credentials.revoke(tx, tx.credential_id)


def whoami(tx: Transaction) -> Login:
    """Return the login that the actor has, or that answers for a company's token."""
    login = accounts.find(tx, tx.actor.user_id or 0)
    if login is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "user"}))
    return login


def _account(database: Database, attempt: Attempt, *, now: datetime) -> Account:
    email_key = _email_key(attempt.email)
    pair, others = _allowances(email_key, attempt.came_from)
    try:
        # Whoever logged in from here lately is not kept out by what others try elsewhere.
        if login_tries.is_known_place(database, pair, now=now):
            others = others[1:]
        login_tries.spend(database, (pair, *others), now=now)
        account = _fitting(database, attempt, email_key)
    except TooManyTries as waiting:
        _log.info("too many tries to sign in", wait=waiting.retry_after)
        raise _later(waiting.retry_after) from waiting
    except passwords.TooBusy as busy:
        raise _later(1) from busy
    login_tries.succeed(database, others, pair=pair, now=now)
    return account


def _fitting(database: Database, attempt: Attempt, email_key: str) -> Account:
    found = accounts_with_email(database, email_key, codename=attempt.codename)
    hashes = [account.password_hash for account in found[:_MOST_COMPANIES]] or [None]
    right = [passwords.fits(attempt.password, each) for each in hashes]
    if not any(right):
        # By ids, and never the address that was typed: it may be a password in the wrong field.
        _log.info("sign-in refused", logins=[(each.company_id, each.user_id) for each in found])
        raise WrongLogin
    if len(found) > 1:
        raise invalid("tenant", "ambiguous")
    return found[0]


_MOST_COMPANIES = 5


def _email_key(email: str) -> str:
    try:
        return read_email(email).key
    except Refused:
        return ""  # which no account has


def _allowances(email_key: str, came_from: str) -> tuple[Allowance, tuple[Allowance, ...]]:
    """Return the tries of the account from this address, and those of the account and address."""
    pair = Allowance(
        key=_digest("pair", email_key, came_from), tries=10, back_after=timedelta(seconds=30)
    )
    account = Allowance(
        key=_digest("account", email_key), tries=30, back_after=timedelta(seconds=20)
    )
    address = Allowance(
        key=_digest("address", came_from), tries=60, back_after=timedelta(seconds=10)
    )
    return pair, (account, address)


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()


def _later(seconds: int) -> Refused:
    return Refused(Problem(Code.TOO_MANY_CALLS, {"retry_after": seconds}))


def _actor(login: Login, company_id: int) -> Actor:
    return Actor(
        CompanyId(company_id),
        user_id=UserId(login.id),
        employee_id=None if login.employee_id is None else EmployeeId(login.employee_id),
        role=login.role,
        level=login.access_level,
    )


def _stronger(attempt: Attempt, account: Account) -> str | None:
    """Return a new hash where the one that is kept is no longer up to today's."""
    if account.password_hash is None or not passwords.is_weaker_than_now(account.password_hash):
        return None
    return passwords.hashed(attempt.password)

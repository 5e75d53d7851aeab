"""The second step of a login: a code, within a few minutes after the right password."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.outside.sealing import Keyring
from leavebook.services.sign_in import credentials, second_factor
from leavebook.services.sign_in.wishes import LoggedIn, Wish
from leavebook.storage.database import Database
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.people import accounts
from leavebook.storage.sign_in import login_tries
from leavebook.storage.sign_in.credentials import CredentialKind, revoke
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.sign_in.login_tries import Allowance, TooManyTries
from leavebook.storage.transaction import Transaction

__all__ = ["NotAuthenticated", "finish", "halfway"]

DOOR: Final = "second_step"
LASTS: Final = timedelta(minutes=5)

_NAME: Final = "Login, second step"


def halfway(tx: Transaction) -> str:
    """Return the secret with which the actor, whose password was right, takes the second step."""
    issued = credentials.issue(
        tx, CredentialKind.SECOND_STEP, name=_NAME, expires_at=tx.now + LASTS
    )
    return issued.secret


def finish(
    database: Database,
    secret: str,
    code: str,
    *,
    now: datetime,
    door: str,
    keyring: Keyring,
    wish: Wish,
) -> LoggedIn:
    """Issue what was wished for to whoever brings the code; the secret is then worth nothing.

    Raises NotAuthenticated when the secret is unknown, used or too old, and Refused for a code
    that is wrong or was used before, and after too many tries.
    """
    digest = digest_of(secret)
    with entered_with(database, digest, now=now, door=DOOR, scope="leave") as tx:
        tries = _allowance(tx)
    try:
        # Counted before the code is looked at, so that many at once cannot slip through.
        login_tries.spend(database, (tries,), now=now)
    except TooManyTries as waiting:
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": waiting.retry_after})
        raise Refused(problem) from waiting
    with entered_with(database, digest, now=now, door=DOOR, scope="leave") as tx:
        done = _enter(replace(tx, door=door), code, keyring=keyring, wish=wish)
    login_tries.give_back(database, tries)
    return done


def _enter(tx: Transaction, code: str, *, keyring: Keyring, wish: Wish) -> LoggedIn:
    user_id = tx.actor.user_id or 0
    if not second_factor.passes(tx, keyring, user_id, code):
        raise second_factor.wrong_code()
    login = accounts.find(tx, user_id)
    # Of several that come at once, one finds it unused.
    if login is None or tx.credential_id is None or not revoke(tx, tx.credential_id):
        raise NotAuthenticated
    issued = credentials.issue(
        tx,
        wish.kind,
        name=wish.name,
        expires_at=None if wish.lasts is None else tx.now + wish.lasts,
        scopes=credentials.DEFAULT_SCOPES[wish.kind],
    )
    accounts.note_login(tx, user_id, password_hash=None)
    return LoggedIn(token=issued.secret, login=login)


def _allowance(tx: Transaction) -> Allowance:
    who = f"second\0{tx.company.id}\0{tx.actor.user_id}"
    return Allowance(
        key=hashlib.sha256(who.encode()).digest(), tries=6, back_after=timedelta(minutes=2)
    )

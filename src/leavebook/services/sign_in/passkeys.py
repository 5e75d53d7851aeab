"""One's own passkeys: made, listed, removed, and signing in with one."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services.sign_in import credentials, passkey_words
from leavebook.services.sign_in.passkey_words import NotSigned, Place, Words
from leavebook.services.sign_in.passwords import fits
from leavebook.services.sign_in.wishes import LoggedIn, Wish
from leavebook.storage import events
from leavebook.storage.database import Database
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.people import accounts
from leavebook.storage.sign_in import credentials as kept
from leavebook.storage.sign_in import login_tries, passkeys
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.sign_in.login_tries import Allowance, TooManyTries
from leavebook.storage.sign_in.passkeys import Passkey
from leavebook.storage.transaction import Transaction

__all__ = ["NotSigned", "Passkey", "add", "begin", "begin_login", "listed", "log_in", "remove"]

MOST: Final = 10
DOOR: Final = "passkey"

_LOGIN: Final = "login"
_LONGEST_NAME: Final = 60


def listed(tx: Transaction) -> tuple[Passkey, ...]:
    """Return the actor's passkeys, oldest first."""
    return passkeys.of_user(tx, _oneself(tx))


def begin(
    database: Database,
    enter: Callable[[], AbstractContextManager[Transaction]],
    place: Place,
    *,
    password: str,
) -> dict[str, Any]:
    """Return what the browser asks the actor's authenticator for, so that it makes a key.

    Raises Refused for another password: nobody shall have a key that we do not take.
    """
    with enter() as tx:
        user_id, now = _knowing(tx, password), tx.now
        login = accounts.find(tx, user_id)
        known = [each.key_id for each in passkeys.of_user(tx, user_id)]
        purpose, handle = _making(tx), _handle(tx)
    if login is None:
        raise NotAuthenticated
    challenged = passkey_words.challenge(database, purpose, now=now)
    return passkey_words.to_make(place, login, handle, challenged, known=known)


def add(
    database: Database,
    enter: Callable[[], AbstractContextManager[Transaction]],
    place: Place,
    answer: Words,
    *,
    name: str,
    password: str,
) -> None:
    """Let the actor, who knows their password, come in with the new key from now on.

    Raises Refused for another password, and for a key that was not made for this.
    """
    with enter() as tx:
        user_id, purpose, now = _knowing(tx, password), _making(tx), tx.now
    try:
        challenged = passkey_words.asked_for(database, answer, purpose, now=now)
        made = passkey_words.made(place, answer, challenged)
    except NotSigned as error:
        raise invalid("passkey", "not_signed") from error
    with enter() as tx:
        if len(passkeys.of_user(tx, user_id)) >= MOST:
            raise invalid("passkey", "too_many_passkeys", at_most=MOST)
        _keep(tx, user_id, made, name=one_line(name, field="name", at_most=_LONGEST_NAME))
        events.record(tx, "passkey.added", employee_id=tx.actor.employee_id)


def _keep(tx: Transaction, user_id: int, made: passkey_words.NewKey, *, name: str) -> None:
    shown = bytes_to_base64url(made.key_id)
    credential_id = kept.add(
        tx,
        kind=CredentialKind.PASSKEY,
        name=name,
        user_id=user_id,
        digest=digest_of(shown),
        last_four=shown[-4:],
        scopes=credentials.DEFAULT_SCOPES[CredentialKind.PASSKEY],
        expires_at=None,
    )
    passkeys.add(
        tx,
        credential_id,
        key_id=made.key_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
    )


def remove(tx: Transaction, credential_id: int) -> None:
    """Let nobody in with the actor's passkey any more; raises Refused when it is none of theirs."""
    found = passkeys.find(tx, credential_id)
    if found is None or found.user_id != _oneself(tx):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "passkey"}))
    kept.revoke(tx, credential_id)
    events.record(tx, "passkey.removed", employee_id=tx.actor.employee_id)


def begin_login(
    database: Database, place: Place, *, came_from: str, now: datetime
) -> dict[str, Any]:
    """Return what a browser asks an authenticator for, whoever it belongs to.

    Raises Refused after too many from one address.
    """
    try:
        login_tries.spend(database, (_allowance(came_from),), now=now)
    except TooManyTries as waiting:
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": waiting.retry_after})
        raise Refused(problem) from waiting
    challenged = passkey_words.challenge(database, _LOGIN, now=now)
    return passkey_words.to_sign(place, challenged)


def log_in(
    database: Database, place: Place, answer: Words, *, now: datetime, door: str, wish: Wish
) -> LoggedIn:
    """Issue what was wished for to whoever holds the key, whom the authenticator has verified.

    That is two factors at once, so nobody is asked for a code. Raises NotSigned for anything else.
    """
    challenged = passkey_words.asked_for(database, answer, _LOGIN, now=now)
    digest = digest_of(str(answer.get("id")))
    try:
        with entered_with(database, digest, now=now, door=DOOR, scope="leave") as tx:
            return _enter(replace(tx, door=door), place, answer, challenged, wish=wish)
    except NotAuthenticated as error:
        raise NotSigned("unknown key") from error


def _enter(
    tx: Transaction, place: Place, answer: Words, challenged: bytes, *, wish: Wish
) -> LoggedIn:
    found = passkeys.find(tx, tx.credential_id or 0)
    login = accounts.find(tx, tx.actor.user_id or 0)
    if found is None or login is None:
        raise NotAuthenticated
    count = passkey_words.signed(
        place, answer, challenged, public_key=found.public_key, sign_count=found.sign_count
    )
    if not _is_for(tx, answer) or not passkeys.count_on(tx, found.credential_id, count):
        raise NotAuthenticated
    issued = credentials.issue(
        tx,
        wish.kind,
        name=wish.name,
        expires_at=None if wish.lasts is None else tx.now + wish.lasts,
    )
    accounts.note_login(tx, login.id, password_hash=None)
    return LoggedIn(token=issued.secret, login=login)


def _is_for(tx: Transaction, answer: Words) -> bool:
    """Whether the authenticator means this login, where it says whom it means."""
    handle = answer["response"].get("userHandle")
    return handle is None or base64url_to_bytes(handle) == _handle(tx)


def _handle(tx: Transaction) -> bytes:
    if tx.user_uuid is None:
        raise NotAuthenticated
    return tx.user_uuid.bytes


def _knowing(tx: Transaction, password: str) -> int:
    user_id = _oneself(tx)
    if not fits(password, accounts.password_hash(tx, user_id)):
        raise invalid("password", "unknown")
    return user_id


def _making(tx: Transaction) -> str:
    return f"make/{tx.company.uuid}/{_oneself(tx)}"


def _oneself(tx: Transaction) -> int:
    if tx.actor.is_machine or tx.actor.user_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "use a passkey"}))
    return tx.actor.user_id


def _allowance(came_from: str) -> Allowance:
    key = hashlib.sha256(f"passkey\0{came_from}".encode()).digest()
    return Allowance(key=key, tries=60, back_after=timedelta(seconds=5))

"""Choosing a password: by an invitation that is good once, or knowing the old one."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from leavebook.domain.people.roles import may_give_role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import people as staff
from leavebook.services.passwords import fits, hashed, new_password
from leavebook.storage import accounts, credentials, events
from leavebook.storage.credentials import CredentialKind
from leavebook.storage.database import Database
from leavebook.storage.digests import digest_of
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.transaction import Transaction

__all__ = ["NotAuthenticated", "accept", "change_password", "invite"]

DOOR: Final = "welcome"
LASTS: Final = timedelta(days=3)

_RANDOM_BYTES: Final = 32
_SIGNED_IN: Final = (
    CredentialKind.WEB_SESSION,
    CredentialKind.INVITATION,
    CredentialKind.SECOND_STEP,
    CredentialKind.PASSWORD_RESET,
)


def invite(tx: Transaction, employee_id: int) -> str:
    """Make an invitation for the person and return its secret; earlier ones are worth nothing.

    Nobody can invite somebody above them: whoever sets a password could be that person.
    """
    person = staff.find(tx, employee_id)
    login = None if person.user_id is None else accounts.find(tx, person.user_id)
    if login is None or not login.active:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "user_id"}))
    if tx.actor.is_machine or not may_give_role(
        tx.actor, login.role, keys_may_make_administrators=False
    ):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "invite"}))
    credentials.revoke_all(tx, login.id, kinds=(CredentialKind.INVITATION,))
    secret = secrets.token_hex(_RANDOM_BYTES)
    credentials.add(
        tx,
        kind=CredentialKind.INVITATION,
        name="Invitation",
        user_id=login.id,
        digest=digest_of(secret),
        last_four=secret[-4:],
        scopes=("leave",),
        expires_at=tx.now + LASTS,
    )
    events.record(tx, "login.invited", employee_id=person.id)
    return secret


def accept(database: Database, secret: str, password: str, *, now: datetime) -> None:
    """Set the invited person's password and end the invitation, and every session they had.

    Raises NotAuthenticated for an invitation that is unknown, used or too old, and Refused
    for a password that will not do.
    """
    with entered_with(database, digest_of(secret), now=now, door=DOOR, scope="leave") as tx:
        wanted = new_password(password)
        # Of several that come at once, one finds it unused.
        if tx.credential_id is None or not credentials.revoke(tx, tx.credential_id):
            raise NotAuthenticated
        _set(tx, wanted)


def change_password(tx: Transaction, *, old: str, new: str) -> None:
    """Set the actor's own password; wherever else they were signed in, they no longer are."""
    if tx.actor.is_machine or tx.actor.user_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "change the password"}))
    if not fits(old, accounts.password_hash(tx, tx.actor.user_id)):
        raise Refused(Problem(Code.INVALID, {"field": "old_password", "problem": "unknown"}))
    _set(tx, new_password(new))


def _set(tx: Transaction, password: str) -> None:
    if tx.actor.user_id is None:
        raise NotAuthenticated
    accounts.set_password(tx, tx.actor.user_id, hashed(password))
    credentials.revoke_all(tx, tx.actor.user_id, kinds=_SIGNED_IN, except_id=tx.credential_id)
    events.record(tx, "password.set", employee_id=tx.actor.employee_id)

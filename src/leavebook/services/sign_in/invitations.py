"""Choosing a password: by an invitation that is good once, or knowing the old one."""

from datetime import datetime
from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.people.people import Role
from leavebook.domain.people.roles import may_give_role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.people import people as staff
from leavebook.services.sign_in.password_links import PasswordLink, link_for, new_secret, use_up
from leavebook.services.sign_in.passwords import fits, hashed, new_password
from leavebook.storage import events, outbox
from leavebook.storage.database import Database
from leavebook.storage.doors import entered_with
from leavebook.storage.people import accounts
from leavebook.storage.people.accounts import Login
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction

DOOR: Final = "welcome"

_SIGNED_IN: Final = (
    CredentialKind.WEB_SESSION,
    CredentialKind.INVITATION,
    CredentialKind.SECOND_STEP,
    CredentialKind.PASSWORD_RESET,
)


def invite(tx: Transaction, employee_id: int) -> str:
    """Make an invitation for the person and return its secret; earlier ones are worth nothing.

    Refused for somebody who has a password: whoever holds the secret could sign in as them.
    """
    login = _invited(tx, employee_id)
    secret = new_secret(tx, login.id, CredentialKind.INVITATION)
    # Asked once earlier invitations have ended, so that none is accepted in between.
    if accounts.password_hash(tx, login.id) is not None:
        raise invalid("password", "already_chosen")
    events.record(tx, "login.invited", employee_id=employee_id)
    return secret


def invite_by_letter(tx: Transaction, employee_id: int) -> Login:
    """Have the person sent an invitation by e-mail, and return whose login it is for.

    Somebody who has a password may have one too: the link goes to nobody but them.
    """
    login = _invited(tx, employee_id)
    events.record(tx, "login.invited", employee_id=employee_id)
    outbox.invite_by_letter(tx, employee_id)
    return login


def invite_founder(tx: Transaction, user_id: int) -> str:
    """Make an invitation for a company's first administrator and return its secret.

    Only whoever founds companies can: the house itself, not a company's key.
    """
    if not tx.actor.is_machine or tx.actor.role is not Role.OWNER:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "invite"}))
    events.record(tx, "login.invited")
    return new_secret(tx, user_id, CredentialKind.INVITATION)


def make_link(tx: Transaction, employee_id: int) -> PasswordLink | None:
    """Return the invitation that a letter carries; None when the login has gone meanwhile.

    For the job that sends it: the secret is in nobody's hands before the letter is.
    """
    login = _login_of(tx, employee_id)
    return None if login is None else link_for(tx, login, CredentialKind.INVITATION)


def has_password(tx: Transaction, employee_id: int) -> bool:
    """Return whether the person has chosen a password, so that nobody is handed their link."""
    login = _invited(tx, employee_id)
    return accounts.password_hash(tx, login.id) is not None


def accept(database: Database, secret: str, password: str, *, now: datetime) -> None:
    """Set the invited person's password and end the invitation, and every session they had.

    Raises NotAuthenticated for an invitation that is unknown, used or too old, and Refused
    for a password that will not do.
    """
    with entered_with(database, digest_of(secret), now=now, door=DOOR, scope="leave") as tx:
        wanted = new_password(password)
        _set(tx, use_up(tx), wanted)


def change_password(tx: Transaction, *, old: str, new: str) -> None:
    """Set the actor's own password; wherever else they were signed in, they no longer are."""
    if tx.actor.is_machine or tx.actor.user_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "change the password"}))
    if not fits(old, accounts.password_hash(tx, tx.actor.user_id)):
        raise Refused(Problem(Code.INVALID, {"field": "old_password", "problem": "unknown"}))
    _set(tx, tx.actor.user_id, new_password(new))


def _invited(tx: Transaction, employee_id: int) -> Login:
    """Return the login that the actor may invite somebody to.

    Nobody can invite somebody above them: whoever sets a password could be that person.
    """
    login = _login_of(tx, staff.find(tx, employee_id).id)
    if login is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "user_id"}))
    if tx.actor.is_machine or not may_give_role(
        tx.actor, login.role, keys_may_make_administrators=False
    ):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "invite"}))
    return login


def _login_of(tx: Transaction, employee_id: int) -> Login | None:
    user_id = staff.find(tx, employee_id).user_id
    login = None if user_id is None else accounts.find(tx, user_id)
    return login if login is not None and login.active else None


def _set(tx: Transaction, user_id: int, password: str) -> None:
    accounts.set_password(tx, user_id, hashed(password))
    credentials.revoke_all(tx, user_id, kinds=_SIGNED_IN, except_id=tx.credential_id)
    events.record(tx, "password.set", employee_id=tx.actor.employee_id)

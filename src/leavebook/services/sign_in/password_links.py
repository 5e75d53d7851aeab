"""Links to choose a password with: each is good once, for a while and for one login."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from leavebook.storage.doors import NotAuthenticated
from leavebook.storage.people.accounts import Login
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.telling import letters
from leavebook.storage.transaction import Transaction

__all__ = ["NotAuthenticated", "PasswordLink", "link_for", "new_secret", "use_up"]

_RANDOM_BYTES: Final = 32
_CALLED: Final = {
    CredentialKind.INVITATION: "Invitation",
    CredentialKind.PASSWORD_RESET: "New password",
}
_LASTS: Final = {
    CredentialKind.INVITATION: timedelta(days=3),
    CredentialKind.PASSWORD_RESET: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLink:
    """A link that is good once, and whom it goes to."""

    secret: str = field(repr=False)
    email: str
    name: str
    company: str
    language: str


def link_for(tx: Transaction, login: Login, kind: CredentialKind) -> PasswordLink:
    """Make a link that a letter can carry; the person's earlier ones are worth nothing."""
    return PasswordLink(
        secret=new_secret(tx, login.id, kind),
        email=login.email,
        name=login.name,
        company=letters.company_name(tx),
        language=letters.language_of_user(tx, login.id),
    )


def new_secret(tx: Transaction, user_id: int, kind: CredentialKind) -> str:
    """Make the secret of a link and return it; the person's earlier ones are worth nothing."""
    credentials.revoke_all(tx, user_id, kinds=(kind,))
    secret = secrets.token_hex(_RANDOM_BYTES)
    credentials.add(
        tx,
        kind=kind,
        name=_CALLED[kind],
        user_id=user_id,
        digest=digest_of(secret),
        last_four=secret[-4:],
        scopes=("leave",),
        expires_at=tx.now + _LASTS[kind],
    )
    return secret


def use_up(tx: Transaction) -> int:
    """End the link that the caller came with, and return the id of whose it is.

    Raises NotAuthenticated when it has been used: of several that come at once, one finds it
    unused.
    """
    user_id, link_id = tx.actor.user_id, tx.credential_id
    if user_id is None or link_id is None or not credentials.revoke(tx, link_id):
        raise NotAuthenticated
    return user_id

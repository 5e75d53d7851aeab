"""Secrets that people and programs act with: issued once, listed without them, revoked for good."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.storage import events
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import Credential, CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction

__all__ = [
    "DEFAULT_SCOPES",
    "FOR_PROGRAMS",
    "SCOPES",
    "Credential",
    "CredentialKind",
    "Issued",
    "issue",
    "listed",
    "own_sessions",
    "revoke",
]

SCOPES: Final = ("leave", "people")
"""What a credential may be good for: leave, and the people of the company."""

FOR_PROGRAMS: Final = (
    CredentialKind.COMPANY_TOKEN,
    CredentialKind.USER_TOKEN,
    CredentialKind.ORGANISATION_KEY,
    CredentialKind.USER_KEY,
)
"""What programs come with; the other kinds are how people get in."""

_OF_THE_COMPANY: Final = frozenset({CredentialKind.COMPANY_TOKEN, CredentialKind.ORGANISATION_KEY})

_FOR_EVERYTHING: Final = _OF_THE_COMPANY | {
    CredentialKind.WEB_SESSION,
    CredentialKind.SECOND_STEP,  # nobody gives away more than they came with, and a session follows
    CredentialKind.PASSKEY,  # the same
}

DEFAULT_SCOPES: Final[Mapping[CredentialKind, tuple[str, ...]]] = MappingProxyType(
    {kind: SCOPES if kind in _FOR_EVERYTHING else ("leave",) for kind in CredentialKind}
)
"""What a credential is good for when nobody says otherwise."""

_RANDOM_BYTES: Final = 32
_LONGEST_NAME: Final = 150


@dataclass(frozen=True, slots=True)
class Issued:
    """A new credential; this is the only time that its secret is known."""

    id: int
    secret: str = field(repr=False)


def issue(
    tx: Transaction,
    kind: CredentialKind,
    *,
    name: str,
    user_id: int | None = None,
    scopes: tuple[str, ...] | None = None,
    expires_at: datetime | None = None,
) -> Issued:
    """Make a credential and return its secret, of which only the SHA-256 is kept.

    Company tokens, organisation keys and user keys are 64 hexadecimal digits; a user token
    is `<id>|<64 hexadecimal digits>`, as the published API that logs people in has it.
    `user_id` is whom it stands for, or who answers for it when it is the company's; without
    it that is the actor. Nobody can give away more than the credential they came with allows.
    """
    user_id = tx.actor.user_id if user_id is None else user_id
    _assert_may_issue(tx, kind, user_id)
    scopes = DEFAULT_SCOPES[kind] if scopes is None else scopes
    if user_id is None or not credentials.has_user(tx, user_id):
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "user_id"}))
    _assert_sound(tx, scopes, expires_at=expires_at)
    name = one_line(name, field="name", at_most=_LONGEST_NAME)

    secret = secrets.token_hex(_RANDOM_BYTES)
    credential_id = credentials.add(
        tx,
        kind=kind,
        name=name,
        user_id=user_id,
        digest=digest_of(secret),
        last_four=secret[-4:],
        scopes=scopes,
        expires_at=expires_at,
    )
    events.record(tx, "credential.issued", credential=credential_id, kind=kind, user=user_id)
    return Issued(credential_id, _as_shown(kind, credential_id, secret))


def listed(tx: Transaction) -> tuple[Credential, ...]:
    """Return the credentials that the actor may revoke, oldest first: all of them, or their own.

    Where somebody is signed in to the pages is theirs to see, and stands in `own_sessions`.
    """
    return tuple(
        each
        for each in credentials.all_of_company(tx)
        if each.kind in FOR_PROGRAMS and _may_revoke(tx, each)
    )


def own_sessions(tx: Transaction) -> tuple[Credential, ...]:
    """Return where the actor is signed in to the pages now, oldest first."""
    return tuple(
        each
        for each in credentials.all_of_company(tx)
        if each.kind is CredentialKind.WEB_SESSION
        and _is_oneself(tx, each.user_id)
        and each.state(tx.now) == "Active"
    )


def revoke(tx: Transaction, credential_id: int) -> None:
    """Revoke the credential: from the next call on it is worth nothing. Again changes nothing.

    Raises Refused when there is none such, or none that the actor may revoke.
    """
    found = credentials.find(tx, credential_id)
    if found is None or not _may_revoke(tx, found):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "credential"}))
    if credentials.revoke(tx, credential_id):
        events.record(tx, "credential.revoked", credential=credential_id, kind=found.kind)


def _assert_may_issue(tx: Transaction, kind: CredentialKind, user_id: int | None) -> None:
    own = kind not in _OF_THE_COMPANY and _is_oneself(tx, user_id)
    if not own and not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "issue credentials"}))


def _may_revoke(tx: Transaction, credential: Credential) -> bool:
    is_own = credential.id == tx.credential_id or (
        credential.kind not in _OF_THE_COMPANY and _is_oneself(tx, credential.user_id)
    )
    return is_own or may_administer(tx.actor)


def _is_oneself(tx: Transaction, user_id: int | None) -> bool:
    # A company's token carries the person who answers for it; it is not that person.
    return not tx.actor.is_machine and user_id is not None and tx.actor.user_id == user_id


def _assert_sound(tx: Transaction, scopes: tuple[str, ...], *, expires_at: datetime | None) -> None:
    if not scopes or not set(scopes) <= set(SCOPES):
        raise invalid("scopes", "unknown", allowed=SCOPES)
    if not all(tx.actor.has_scope(scope) for scope in scopes):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "issue wider credentials"}))
    if expires_at is not None and expires_at <= tx.now:
        raise invalid("expires_at", "in_the_past")


def _as_shown(kind: CredentialKind, credential_id: int, secret: str) -> str:
    return f"{credential_id}|{secret}" if kind is CredentialKind.USER_TOKEN else secret

"""What passes between us and an authenticator: what it is to sign, and what it has signed."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from leavebook.storage.database import Database
from leavebook.storage.people.accounts import Login
from leavebook.storage.sign_in import passkey_challenges

_log = structlog.get_logger()

Words = Mapping[str, Any]
"""JSON as browsers hand it to an authenticator, and back."""

LASTS: Final = timedelta(minutes=5)
_MILLISECONDS: Final = 5 * 60 * 1000
_CHALLENGE_BYTES: Final = 32
_LONGEST_ID: Final = 1023
"""Bytes: what authenticators may name a key with (WebAuthn Level 2, section 4)."""
_LONGEST_KEY: Final = 4096
_ALWAYS: Final = UserVerificationRequirement.REQUIRED


class NotSigned(Exception):  # noqa: N818  says what is so
    """What came back is not what an authenticator signs for us here and now."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are good: the name of the site, and the address of its pages."""

    site: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key that an authenticator has made for us."""

    key_id: bytes
    public_key: bytes = field(repr=False)
    sign_count: int


def place_of(address: str) -> Place | None:
    """Return where passkeys made under our address are good; None where no browser makes any.

    Browsers make them for a name that is reached by HTTPS, and for this very machine.
    """
    parts = urlsplit(address)
    site = parts.hostname or ""
    if site != "localhost" and (parts.scheme != "https" or _is_number(site)):
        return None
    if not site:
        return None
    # As browsers write it: without the port that goes without saying.
    port = "" if parts.port in {None, 443} else f":{parts.port}"
    return Place(site=site, origin=f"{parts.scheme}://{site}{port}")


def challenge(database: Database, purpose: str, *, now: datetime) -> bytes:
    """Return something new to sign for a purpose; it is good once, for five minutes."""
    made = secrets.token_bytes(_CHALLENGE_BYTES)
    passkey_challenges.keep(database, _digest(purpose, made), now=now, until=now + LASTS)
    return made


def asked_for(database: Database, answer: Words, purpose: str, *, now: datetime) -> bytes:
    """Return what the answer says it has signed, which is good for nothing afterwards.

    Raises NotSigned when we have not asked for it, not for this, or too long ago.
    """
    try:
        said = parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"]))
    except Exception as error:
        raise NotSigned("client data") from error
    if not passkey_challenges.use_up(database, _digest(purpose, said.challenge), now=now):
        raise NotSigned("challenge")
    return said.challenge


def to_make(
    place: Place, login: Login, handle: bytes, challenged: bytes, *, known: Sequence[bytes]
) -> dict[str, Any]:
    """Return what a browser asks an authenticator for that shall make a key for the login."""
    options = webauthn.generate_registration_options(
        rp_id=place.site,
        rp_name="Leavebook",
        user_id=handle,
        user_name=login.email,
        user_display_name=login.name,
        challenge=challenged,
        timeout=_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_ALWAYS
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
    )
    return options_to_json_dict(options)


def to_sign(place: Place, challenged: bytes) -> dict[str, Any]:
    """Return what a browser asks an authenticator for that shall say whose it is."""
    options = webauthn.generate_authentication_options(
        rp_id=place.site,
        challenge=challenged,
        timeout=_MILLISECONDS,
        user_verification=_ALWAYS,
    )
    return options_to_json_dict(options)


def made(place: Place, answer: Words, challenged: bytes) -> NewKey:
    """Return the key that was made; raises NotSigned when the answer does not prove it."""
    try:
        verified = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenged,
            expected_rp_id=place.site,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as error:  # whatever the library finds in a stranger's bytes
        _log.info("a passkey was not made", why=type(error).__name__)
        raise NotSigned(str(error)) from error
    if len(verified.credential_id) > _LONGEST_ID:
        raise NotSigned("the name of the key is too long")
    if len(verified.credential_public_key) > _LONGEST_KEY:
        raise NotSigned("the key is too long")
    return NewKey(
        key_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
    )


def signed(
    place: Place, answer: Words, challenged: bytes, *, public_key: bytes, sign_count: int
) -> int:
    """Return how often the key has signed by now; raises NotSigned when it has not signed this."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenged,
            expected_rp_id=place.site,
            expected_origin=place.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except Exception as error:  # whatever the library finds in a stranger's bytes
        _log.info("a passkey was not taken", why=type(error).__name__)
        raise NotSigned(str(error)) from error
    return verified.new_sign_count


def _digest(purpose: str, made: bytes) -> bytes:
    return hashlib.sha256(purpose.encode() + b"\0" + made).digest()


def _is_number(site: str) -> bool:
    try:
        ip_address(site)
    except ValueError:
        return False
    return True

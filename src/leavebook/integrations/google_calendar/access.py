"""How Google lets Leavebook in: by a service account's signature, or by a person's consent."""

from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from leavebook.http.clock import real_seconds
from leavebook.http.outgoing import Outgoing, Reply
from leavebook.http.remote_answers import decoded, fault_in, is_good, unreadable
from leavebook.services.outside.remote_accounts import Known, Secrets
from leavebook.services.outside.remote_systems import Disconnected

SCOPE: Final = "https://www.googleapis.com/auth/calendar.events"
SERVICE_ACCOUNT: Final = "service_account"

_JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_HOUR: Final = 3600
_BAD_REQUEST: Final = 400
_NOBODY: Final = ("email or user id", "account has been deleted", "impersonation")
"""What Google says of an address that nobody in the Workspace has, in small letters."""


class Nobody(Exception):  # noqa: N818  says what is so
    """Nobody in the Workspace has this address, or whoever has it keeps no calendar."""


def company_access(
    known: Known, outgoing: Outgoing, address: str, *, send_before: float
) -> Secrets:
    """Return access to what the company has shared with Leavebook; raises a fault."""
    reply = _ask(_grant(known, address), outgoing, address, send_before=send_before)
    if reply.status == _BAD_REQUEST:
        raise Disconnected("Google no longer lets Leavebook in")
    return _access_in(reply, known)


def access_as(
    person: str, known: Known, outgoing: Outgoing, address: str, *, send_before: float
) -> str:
    """Return a token to act as a person of the Workspace; raises Nobody, or a fault."""
    asked = {
        "grant_type": _JWT_BEARER,
        "assertion": _assertion(known, address, person=person),
    }
    reply = _ask(asked, outgoing, address, send_before=send_before)
    if _is_nobody(reply):
        raise Nobody
    return _access_in(reply, known)["access_token"]


def _ask(asked: dict[str, str], outgoing: Outgoing, address: str, *, send_before: float) -> Reply:
    return outgoing.call(
        "POST",
        address,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode(asked).encode(),
        send_before=send_before,
    )


def _access_in(reply: Reply, known: Known) -> Secrets:
    if not is_good(reply):
        raise fault_in(reply, changing=False, message=_said, hide=known.secrets.values())
    answer = decoded(reply, changing=False)
    try:
        until = real_seconds() + int(answer["expires_in"])
        return {"access_token": str(answer["access_token"]), "access_until": str(until)}
    except (LookupError, TypeError, ValueError) as error:
        raise unreadable(changing=False) from error


def _grant(known: Known, address: str) -> dict[str, str]:
    if SERVICE_ACCOUNT in known.secrets:
        return {"grant_type": _JWT_BEARER, "assertion": _assertion(known, address)}
    return {
        "grant_type": "refresh_token",
        "client_id": known.settings.get("client_id", ""),
        "client_secret": known.secrets.get("client_secret", ""),
        "refresh_token": known.secrets.get("refresh_token", ""),
    }


def _assertion(known: Known, address: str, *, person: str | None = None) -> str:
    try:
        key = msgspec.json.decode(known.secrets[SERVICE_ACCOUNT])
        now = real_seconds()
        claims = {
            "iss": key["client_email"],
            "scope": SCOPE,
            "aud": address,
            "iat": now,
            "exp": now + _HOUR,
            **({} if person is None else {"sub": person}),
        }
        header = {"alg": "RS256", "kid": key.get("private_key_id", "")}
        return jwt.encode(header, claims, _key_in(key["private_key"]))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, JoseError) as error:
        # Not chained: the fault may quote the key.
        raise Disconnected(
            f"the service account's key is of no use: {type(error).__name__}"
        ) from None


@lru_cache(maxsize=64)
def _key_in(pem: str) -> RSAKey:
    # Reading a key proves that its primes are primes: twenty times as long as signing with it,
    # while nothing else in the worker goes on.
    return RSAKey.import_key(pem)


def _is_nobody(reply: Reply) -> bool:
    try:
        said = str(msgspec.json.decode(reply.body)["error_description"]).casefold()
    except (msgspec.DecodeError, RecursionError, LookupError, TypeError):
        return False
    return reply.status == _BAD_REQUEST and any(words in said for words in _NOBODY)


def _said(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    return body["error"]

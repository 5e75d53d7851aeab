"""Xero's tokens: asked for with a person's consent, and renewed; each renewal ends the last one.

PKCE (RFC 7636) where the app has no secret, HTTP Basic where it has one; both may come together.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from leavebook.http.clock import real_seconds
from leavebook.http.outgoing import Outgoing
from leavebook.http.remote_answers import decoded, fault_in, is_good, unreadable
from leavebook.services.outside.remote_accounts import Secrets
from leavebook.services.outside.remote_systems import Disconnected, Temporary, Uncertain

SCOPES: Final = (
    "offline_access",
    "payroll.employees",
    "payroll.settings",
    "accounting.settings.read",  # says which country the organisation is in
)

_REFUSED: Final = frozenset({400, 401, 403})


def consent_url(login: str, *, client_id: str, redirect: str, state: str, verifier: str) -> str:
    """Return the address at which a person lets Leavebook in."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect,
        "scope": " ".join(SCOPES),
        "state": state,
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
    }
    return f"{login}?{urlencode(asked, quote_via=quote)}"


def challenge(verifier: str) -> str:
    """Return what proves later that whoever redeems the code is who asked for it."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def redeemed(
    outgoing: Outgoing,
    address: str,
    *,
    client_id: str,
    client_secret: str | None,
    code: str,
    verifier: str,
    redirect: str,
) -> Secrets:
    """Return the tokens for the code that a person's consent gave; raises a fault."""
    asked = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "code": code,
        "redirect_uri": redirect,
        "code_verifier": verifier,
    }
    secrets = {} if client_secret is None else {"client_secret": client_secret}
    hide = (code, verifier, client_secret or "")
    return _asked(outgoing, address, asked, secrets=secrets, hide=hide, send_before=None)


def renewed(
    outgoing: Outgoing,
    address: str,
    *,
    client_id: str,
    secrets: Secrets,
    send_before: float | None,
) -> Secrets:
    """Return new tokens for the ones there are; raises Disconnected when Xero refuses."""
    asked = {
        "grant_type": "refresh_token",
        "client_id": client_id,
        "refresh_token": secrets.get("refresh_token", ""),
    }
    return _asked(
        outgoing,
        address,
        asked,
        secrets=secrets,
        hide=secrets.values(),
        send_before=send_before,
    )


def _asked(
    outgoing: Outgoing,
    address: str,
    asked: Mapping[str, str],
    *,
    secrets: Secrets,
    hide: Any,  # noqa: ANN401  values of a mapping, or a tuple
    send_before: float | None,
) -> Secrets:
    try:
        reply = outgoing.call(
            "POST",
            address,
            headers=_headers(asked["client_id"], secrets.get("client_secret")),
            body=urlencode(asked).encode(),
            send_before=send_before,
        )
    except Uncertain as lost:
        # Of the leave nothing was told yet, and Xero takes the old token a little longer.
        raise Temporary(str(lost)) from lost
    if reply.status in _REFUSED:
        fault = fault_in(reply, changing=False, message=_said, hide=hide)
        raise Disconnected(f"{fault}; connect Xero again")
    if not is_good(reply):
        raise fault_in(reply, changing=False, message=_said, hide=hide)
    return _tokens(decoded(reply, changing=False))


def _tokens(answer: Any) -> Secrets:  # noqa: ANN401  JSON holds anything
    try:
        until = real_seconds() + int(answer["expires_in"])
        tokens = {
            name: answer[name]
            for name in ("access_token", "refresh_token")
            if isinstance(answer[name], str) and answer[name]
        }
    except (LookupError, TypeError, ValueError) as error:
        raise unreadable(changing=False) from error
    if "access_token" not in tokens or "refresh_token" not in tokens:
        raise unreadable(changing=False)
    return {**tokens, "access_until": str(until)}


def _headers(client_id: str, client_secret: str | None) -> dict[str, str]:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if client_secret:
        basic = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        headers["Authorization"] = f"Basic {basic}"
    return headers


def _said(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    return body.get("error_description") or body.get("error")

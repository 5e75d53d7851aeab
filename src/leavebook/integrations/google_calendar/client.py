"""Google's HTTP: access tokens, the Calendar API, and what its errors mean."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from leavebook.http.clock import real_seconds
from leavebook.http.outgoing import Outgoing, Reply
from leavebook.http.remote_answers import (
    UNAUTHORIZED,
    decoded,
    fault_in,
    is_good,
    unreadable,
)
from leavebook.services.remote_accounts import Known, Secrets
from leavebook.services.remote_systems import Account, Busy, Disconnected, retry_after

SCOPE: Final = "https://www.googleapis.com/auth/calendar.events"

_JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_HOUR: Final = 3600
_EARLY: Final = 120
_FORBIDDEN: Final = 403
_BAD_REQUEST: Final = 400
_TOO_FAST: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})


class Client:
    """Calls Google Calendar for one company."""

    def __init__(
        self, account: Account, outgoing: Outgoing, *, address: str, token_address: str
    ) -> None:
        self._account = account
        self._outgoing = outgoing
        self._address = address
        self._token_address = token_address
        self._known = account.known()

    @property
    def settings(self) -> Mapping[str, str]:
        """What the company has set for the calendar."""
        return self._known.settings

    def call(
        self,
        method: str,
        path: str,
        *,
        document: object = None,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Return Google's answer, asked with a fresh access token where the old one is over."""
        calendar = quote(self.settings.get("calendar", ""), safe="")
        url = f"{self._address}/calendars/{calendar}{path}"
        url += f"?{urlencode(query)}" if query else ""
        body = None if document is None else msgspec.json.encode(document)
        used = self._with_access()
        reply = self._send(method, url, body, used)
        if reply.status == UNAUTHORIZED:
            renewed = self._known = self._account.renew(used, self._ask_for_access)
            reply = self._send(method, url, body, renewed)
        return reply

    def fault(self, reply: Reply, *, changing: bool) -> Exception:
        """Return what an answer that is not good means."""
        if reply.status == _FORBIDDEN and _reason(reply) in _TOO_FAST:
            return Busy("403: too fast", rest=retry_after(reply.headers.get("retry-after")))
        return fault_in(
            reply, changing=changing, message=_message, hide=self._known.secrets.values()
        )

    def _send(self, method: str, url: str, body: bytes | None, known: Known) -> Reply:
        return self._outgoing.call(
            method,
            url,
            headers={
                "Authorization": f"Bearer {known.secrets['access_token']}",
                "Content-Type": "application/json",
                "Accept": "application/json",
            },
            body=body,
            send_before=self._account.send_before,
        )

    def _with_access(self) -> Known:
        expires = int(self._known.secrets.get("access_until", "0"))
        if expires - _EARLY <= real_seconds():
            self._known = self._account.renew(self._known, self._ask_for_access)
        return self._known

    def _ask_for_access(self, known: Known) -> Secrets:
        reply = self._outgoing.call(
            "POST",
            self._token_address,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            body=urlencode(_grant(known, self._token_address)).encode(),
            send_before=self._account.send_before,
        )
        if reply.status == _BAD_REQUEST:
            raise Disconnected("Google no longer lets Leavebook in")
        if not is_good(reply):
            raise fault_in(
                reply, changing=False, message=_token_message, hide=known.secrets.values()
            )
        answer = decoded(reply, changing=False)
        try:
            until = real_seconds() + int(answer["expires_in"])
            return {"access_token": str(answer["access_token"]), "access_until": str(until)}
        except (LookupError, TypeError, ValueError) as error:
            raise unreadable(changing=False) from error


def _grant(known: Known, token_address: str) -> dict[str, str]:
    """Return what is asked with: a service account's signature, or a person's consent."""
    if "service_account" in known.secrets:
        return {"grant_type": _JWT_BEARER, "assertion": _assertion(known, token_address)}
    return {
        "grant_type": "refresh_token",
        "client_id": known.settings.get("client_id", ""),
        "client_secret": known.secrets.get("client_secret", ""),
        "refresh_token": known.secrets.get("refresh_token", ""),
    }


def _assertion(known: Known, token_address: str) -> str:
    try:
        key = msgspec.json.decode(known.secrets["service_account"])
        now = real_seconds()
        claims = {
            "iss": key["client_email"],
            "scope": SCOPE,
            "aud": token_address,
            "iat": now,
            "exp": now + _HOUR,
        }
        header = {"alg": "RS256", "kid": key.get("private_key_id", "")}
        return jwt.encode(header, claims, RSAKey.import_key(key["private_key"]))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, JoseError) as error:
        # Not chained: the fault may quote the key.
        raise Disconnected(
            f"the service account's key is of no use: {type(error).__name__}"
        ) from None


def _message(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    return body["error"]["message"]


def _token_message(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    return body["error"]


def _reason(reply: Reply) -> object:
    try:
        return msgspec.json.decode(reply.body)["error"]["errors"][0]["reason"]
    except (msgspec.DecodeError, LookupError, TypeError):
        return None

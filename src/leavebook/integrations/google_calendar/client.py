"""Google's HTTP: the Calendar API as the company's account, and what its errors mean."""

from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import quote, urlencode

import msgspec

from leavebook.http.clock import real_seconds
from leavebook.http.outgoing import Outgoing, Reply
from leavebook.http.remote_answers import UNAUTHORIZED, fault_in
from leavebook.integrations.google_calendar import access
from leavebook.services.outside.remote_accounts import Known, Secrets
from leavebook.services.outside.remote_systems import Account, Busy, retry_after

SCOPE: Final = access.SCOPE

_EARLY: Final = 120
_FORBIDDEN: Final = 403
_TOO_FAST: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})


class Calendar(Protocol):
    """A calendar that may be read and written."""

    def call(
        self,
        method: str,
        path: str,
        *,
        document: object = None,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Return Google's answer about the calendar, whatever its status."""

    def fault(self, reply: Reply, *, changing: bool) -> Exception:
        """Return what an answer that is not good means."""


class Client:
    """Calls Google about the calendar that the company shares."""

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

    @property
    def known(self) -> Known:
        """What is known of the company's account."""
        return self._known

    def call(
        self,
        method: str,
        path: str,
        *,
        document: object = None,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Return Google's answer, asked with a fresh access token where the old one is over."""
        calendar = self.settings.get("calendar", "")
        url = events_url(self._address, calendar, path, query)
        used = self._with_access()
        reply = self._send(method, url, document, used)
        if reply.status == UNAUTHORIZED:
            renewed = self._known = self._account.renew(used, self._ask_for_access)
            reply = self._send(method, url, document, renewed)
        return reply

    def fault(self, reply: Reply, *, changing: bool) -> Exception:
        """Return what an answer that is not good means."""
        return meaning(reply, self._known, changing=changing)

    def _send(self, method: str, url: str, document: object, known: Known) -> Reply:
        token = known.secrets["access_token"]
        return send(
            self._outgoing,
            method,
            url,
            document,
            token=token,
            send_before=self._account.last_moment(),
        )

    def _with_access(self) -> Known:
        expires = int(self._known.secrets.get("access_until", "0"))
        if expires - _EARLY <= real_seconds():
            self._known = self._account.renew(self._known, self._ask_for_access)
        return self._known

    def _ask_for_access(self, known: Known) -> Secrets:
        return access.company_access(
            known, self._outgoing, self._token_address, send_before=self._account.last_moment()
        )


def events_url(address: str, calendar: str, path: str, query: Mapping[str, str] | None) -> str:
    """Return the address of something in a calendar."""
    url = f"{address}/calendars/{quote(calendar, safe='')}{path}"
    return url + (f"?{urlencode(query)}" if query else "")


def send(
    outgoing: Outgoing,
    method: str,
    url: str,
    document: object,
    *,
    token: str,
    send_before: float,
) -> Reply:
    """Return the answer to one call with this access token."""
    return outgoing.call(
        method,
        url,
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        },
        body=None if document is None else msgspec.json.encode(document),
        send_before=send_before,
    )


def meaning(reply: Reply, known: Known, *, changing: bool) -> Exception:
    """Return what an answer of the Calendar API that is not good means."""
    if reply.status == _FORBIDDEN and reason_in(reply) in _TOO_FAST:
        return Busy("403: too fast", rest=retry_after(reply.headers.get("retry-after")))
    return fault_in(reply, changing=changing, message=_message, hide=known.secrets.values())


def reason_in(reply: Reply) -> object:
    """Return Google's one word for what is wrong, or None."""
    try:
        return msgspec.json.decode(reply.body)["error"]["errors"][0]["reason"]
    except (msgspec.DecodeError, RecursionError, LookupError, TypeError):
        return None


def _message(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    return body["error"]["message"]

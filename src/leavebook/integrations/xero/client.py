"""Xero's HTTP: access tokens, one organisation, its limits, and what its errors mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from leavebook.http.clock import real_seconds
from leavebook.http.outgoing import Outgoing, Reply
from leavebook.http.remote_answers import UNAUTHORIZED, decoded, fault_in, is_good, plain
from leavebook.integrations.xero import tokens
from leavebook.services.outside.remote_accounts import Known
from leavebook.services.outside.remote_systems import (
    Account,
    Busy,
    Disconnected,
    Permanent,
    Uncertain,
)

_EARLY: Final = 120
_WEEK: Final = 7 * 24 * 3600
_FORBIDDEN: Final = 403
_TAKEN: Final = 409
_encoder: Final = msgspec.json.Encoder(decimal_format="number")

_NEARLY_SPENT: Final = (
    ("x-minlimit-remaining", 5, timedelta(minutes=1)),
    ("x-daylimit-remaining", 20, timedelta(hours=1)),
)
"""Below how many calls left nobody calls any more, and for how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where Xero is."""

    api: str
    login: str
    token: str


class Client:
    """Calls Xero for one company."""

    def __init__(self, account: Account, outgoing: Outgoing, addresses: Addresses) -> None:
        self._account = account
        self._outgoing = outgoing
        self._addresses = addresses
        self._known = account.known()

    @property
    def settings(self) -> Mapping[str, str]:
        """What the company has set for its payroll."""
        return self._known.settings

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401  JSON holds anything
        """Return the document at a path."""
        return self.read(self.call("GET", path, query=query), changing=False)

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        document: object = None,
        key: str | None = None,
    ) -> Reply:
        """Return Xero's answer, asked with a fresh access token where the old one is over.

        `key` has a repeated call answered as the first one was.
        """
        url = f"{self._addresses.api}{path}" + (f"?{urlencode(query)}" if query else "")
        body = None if document is None else _encoder.encode(document)
        reply = self._send(method, url, body, self._with_access(), key)
        if reply.status == UNAUTHORIZED:
            self._known = self._account.renew(self._known, self._ask_for_access)
            reply = self._send(method, url, body, self._known, key)
        self._mind_limits(reply)
        return reply

    def read(self, reply: Reply, *, changing: bool) -> Any:  # noqa: ANN401  JSON holds anything
        """Return the document in an answer; raises what an answer that is not good means."""
        if not is_good(reply):
            raise self.fault(reply, changing=changing)
        document = decoded(reply, changing=changing)
        # The newer payrolls answer 200 with a problem in it.
        if isinstance(document, dict) and document.get("problem"):
            raise self.fault(reply, changing=changing)
        return document

    def check(self, reply: Reply) -> None:
        """Raise what an answer to a change that is not good means; it need not hold anything."""
        if reply.body.strip() or not is_good(reply):
            self.read(reply, changing=True)

    def fault(self, reply: Reply, *, changing: bool) -> Exception:
        """Return what an answer that is not good means, with Xero's own words."""
        meant = fault_in(
            reply, changing=changing, message=said_in, hide=self._known.secrets.values()
        )
        if reply.status == _FORBIDDEN:
            # The organisation was disconnected over there, or has no payroll.
            return Disconnected(f"{meant}; connect Xero again")
        if isinstance(meant, Busy) and (limit := reply.headers.get("x-rate-limit-problem")):
            return Busy(f"{meant}; limit: {plain(limit, hide=())}"[:300], rest=meant.rest)
        if reply.status == _TAKEN and changing:
            return Uncertain(str(meant))
        if is_good(reply):
            return Permanent(str(meant))
        return meant

    def keep_access(self) -> None:
        """Have tokens that rest for a week renewed."""
        if self._expires() + _WEEK <= real_seconds():
            self._known = self._account.renew(self._known, self._ask_for_access)

    def _send(
        self, method: str, url: str, body: bytes | None, known: Known, key: str | None
    ) -> Reply:
        headers = {
            "Authorization": f"Bearer {known.secrets.get('access_token', '')}",
            "Accept": "application/json",
        }
        if tenant := known.settings.get("tenant"):
            headers["Xero-Tenant-Id"] = tenant
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        return self._outgoing.call(
            method, url, headers=headers, body=body, send_before=self._account.last_moment()
        )

    def _with_access(self) -> Known:
        if self._expires() - _EARLY <= real_seconds():
            self._known = self._account.renew(self._known, self._ask_for_access)
        return self._known

    def _expires(self) -> int:
        return int(self._known.secrets.get("access_until", "0"))

    def _ask_for_access(self, known: Known) -> Mapping[str, str]:
        return tokens.renewed(
            self._outgoing,
            self._addresses.token,
            client_id=known.settings.get("client_id", ""),
            secrets=known.secrets,
            send_before=self._account.last_moment(),
        )

    def _mind_limits(self, reply: Reply) -> None:
        for name, least, rest in _NEARLY_SPENT:
            left = reply.headers.get(name, "")
            if left.isascii() and left.isdigit() and int(left[:9]) <= least:
                self._account.rest(rest)


def said_in(body: Any) -> str:  # noqa: ANN401  JSON holds anything
    """Return everything that Xero says is wrong, in either of its dialects."""
    problem = body.get("problem") or body
    said = [_first(problem, ("Message", "detail", "Detail", "title", "Title"))]
    said += [
        f"{each.get('name')}: {each.get('reason')}" for each in problem.get("invalidFields") or ()
    ]
    said += [each["Message"] for each in _violations(body)]
    return "; ".join(dict.fromkeys(each for each in said if each))


def _first(found: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((found[name] for name in names if isinstance(found.get(name), str)), None)


def _violations(body: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Yield what the older payroll finds wrong with the items that it was sent."""
    for items in (body.get("Elements"), body.get("LeaveApplications")):
        for item in items or ():
            yield from item.get("ValidationErrors") or ()

"""The one door to other people's servers.

TLS is always verified, redirects are never followed, no proxy or cookie of the environment is
used, and every call ends: five seconds to connect, ten in all, one megabyte of answer.
"""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpcore2
import httpx2

from leavebook.http.deadline import Deadline, Dialling
from leavebook.http.public_addresses import NotPublic
from leavebook.services.outside.remote_faults import Permanent, Temporary, Uncertain

CONNECT_SECONDS: Final = 5.0
TOTAL_SECONDS: Final = 10.0
LARGEST_ANSWER: Final = 1024 * 1024

_SAFE: Final = frozenset({"GET", "HEAD"})
_NOT_SENT: Final = (httpcore2.ConnectError, httpcore2.ConnectTimeout, httpcore2.UnsupportedProtocol)
_UNANSWERED: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered; header names are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Outgoing:
    """Calls other servers."""

    def __init__(self, *, trust: ssl.SSLContext | None = None) -> None:
        """Prepare; `trust` replaces the public certificate authorities."""
        self._trust = trust or httpx2.create_ssl_context(trust_env=False)

    def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None = None,
        send_before: float | None = None,
        patience: float = TOTAL_SECONDS,
        given_by_tenant: bool = False,
    ) -> Reply:
        """Return the answer of the server, whatever its status, within `patience` seconds.

        After `send_before`, a moment of `time.monotonic`, nothing is sent. A tenant's address must
        be https to the public internet. Raises Temporary when nothing was sent or a question got
        no answer, Uncertain when a change got none, Permanent for what may not be called.
        """
        # One look at the clock: whoever is stopped after it finds the deadline over as well.
        now = time.monotonic()
        if send_before is not None and now >= send_before:
            raise Temporary("there was no time left for the call")
        if given_by_tenant:
            _check(url)
        deadline = Deadline(now + patience)
        try:
            with httpcore2.ConnectionPool(
                ssl_context=self._trust,
                network_backend=Dialling(deadline, only_public=given_by_tenant),
                max_keepalive_connections=0,
                retries=0,
            ) as pool:
                return _exchange(pool, deadline, method, url, headers=headers, body=body)
        except NotPublic as refused:
            raise Permanent(str(refused)) from refused
        except _NOT_SENT as fault:
            raise Temporary(f"cannot connect to {urlsplit(url).hostname}") from fault
        except _UNANSWERED as lost:
            raise _unanswered(method, url) from lost


def _exchange(
    pool: httpcore2.ConnectionPool,
    deadline: Deadline,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None,
) -> Reply:
    sent = {
        "Host": urlsplit(url).netloc.rpartition("@")[2],
        "User-Agent": "Leavebook",
        "Accept-Encoding": "identity",
        **({} if body is None else {"Content-Length": str(len(body))}),
        **headers,
    }
    limits = {"connect": CONNECT_SECONDS, "read": TOTAL_SECONDS, "write": TOTAL_SECONDS}
    with pool.stream(
        method, url, headers=list(sent.items()), content=body, extensions={"timeout": limits}
    ) as answer:
        received = bytearray()
        for chunk in answer.iter_stream():
            received += chunk
            if len(received) > LARGEST_ANSWER or deadline.has_passed():
                raise _unanswered(method, url)
        return Reply(
            status=answer.status,
            headers={
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in answer.headers
            },
            body=bytes(received),
        )


def _unanswered(method: str, url: str) -> Temporary | Uncertain:
    """Return what it means that a call got no usable answer: a question can be asked again."""
    said = f"no usable answer from {urlsplit(url).hostname}"
    return Temporary(said) if method in _SAFE else Uncertain(said)


def _check(url: str) -> None:
    parts = urlsplit(url)
    try:
        is_plain = parts.scheme == "https" and parts.port in {None, 443} and parts.hostname
    except ValueError:
        is_plain = None
    if not is_plain or parts.username is not None or parts.password is not None:
        raise Permanent("only https addresses on the usual port are called")

"""Connections that end at a deadline, to addresses that are looked at once and then kept."""

import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore2  # lint: outgoing: the part of http/outgoing.py that dials

from leavebook.http.public_addresses import assert_public

_SMALLEST = 0.001


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of `time.monotonic`."""

    at: float

    def has_passed(self) -> bool:
        """Whether it is too late."""
        return time.monotonic() >= self.at

    def within(self, limit: float | None) -> float:
        """Return the limit in seconds, or what is left when that is less."""
        left = max(_SMALLEST, self.at - time.monotonic())
        return left if limit is None else min(limit, left)


class Dialling(httpcore2.NetworkBackend):
    """Connects by address: what was looked up and checked is what is called."""

    def __init__(self, deadline: Deadline, *, only_public: bool) -> None:
        self._deadline = deadline
        self._only_public = only_public
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of the host that answers."""
        fault: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            if self._deadline.has_passed():
                raise httpcore2.ConnectTimeout from fault
            try:
                stream = self._sockets.connect_tcp(
                    address,
                    port,
                    timeout=self._deadline.within(timeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = error
                continue
            return _Timed(stream, self._deadline)
        raise fault or httpcore2.ConnectError(host)

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(host) from error
        addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
        if self._only_public:
            assert_public(addresses)
        return addresses


class _Timed(httpcore2.NetworkStream):
    """A connection on which nothing waits past the deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._deadline.has_passed():
            raise httpcore2.ReadTimeout
        return self._stream.read(max_bytes, timeout=self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._deadline.has_passed():
            raise httpcore2.WriteTimeout
        self._stream.write(buffer, timeout=self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        limit = self._deadline.within(timeout)
        return _Timed(
            self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=limit),
            self._deadline,
        )

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

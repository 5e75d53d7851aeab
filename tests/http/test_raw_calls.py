"""Calls as no decent client sends them: lengths that lie, two lengths, calls cut off."""

import socket
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.cast import Cast
from tests.conftest import Cluster
from tests.matrix.traces import changed, looking

PATIENCE = 5
BODY = b'{"notes": "yes"}'


def spoken(server: str, raw: bytes, *, hang_up: bool = False) -> bytes:
    """Send bytes and return what comes back before the server hangs up or falls silent."""
    address = urlsplit(server)
    assert address.hostname
    with socket.create_connection((address.hostname, address.port or 80), PATIENCE) as line:
        line.sendall(raw)
        if hang_up:
            line.shutdown(socket.SHUT_WR)
        line.settimeout(PATIENCE if hang_up else 1)
        heard = b""
        try:
            while piece := line.recv(65_536):
                heard += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return heard


def creating(cast: Cast, *headers: bytes) -> bytes:
    lines = [
        b"POST /api/v1/leave/requests HTTP/1.1",
        b"Host: here",
        b"Content-Type: application/json",
        b"Authorization: Bearer " + cast.bea.token.encode(),
        *headers,
        b"",
        b"",
    ]
    return b"\r\n".join(lines)


@pytest.mark.parametrize(
    "raw_headers",
    [
        (b"Content-Length: 4000",),
        (b"Content-Length: 3",),
        (b"Content-Length: -1",),
        (b"Content-Length: many",),
        (b"Content-Length: 16", b"Content-Length: 17"),
        (b"Content-Length: 16", b"Transfer-Encoding: chunked"),
        (b"Transfer-Encoding: chunked",),
        (b"Transfer-Encoding: gzip, chunked",),
        (b"Expect: the-impossible", b"Content-Length: 16"),
    ],
    ids=lambda headers: b" + ".join(headers).decode(),
)
@pytest.mark.parametrize("hang_up", [False, True])
def test_a_length_that_lies_books_nothing_and_breaks_nothing(
    server: str, cast: Cast, cluster: Cluster, raw_headers: tuple[bytes, ...], *, hang_up: bool
) -> None:
    with looking(cluster) as traces:
        before = traces.of(cast.company_id)

        heard = spoken(server, creating(cast, *raw_headers) + BODY, hang_up=hang_up)

        assert b"HTTP/1.1 5" not in heard
        assert changed(before, traces.of(cast.company_id)) == {}
    assert httpx2.get(f"{server}/health/live").is_success


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00" * 1000,
        b"PRI * H",
    ],
    ids=["TLS", "no path", "no such version", "zeros", "half a preface"],
)
def test_what_is_no_call_at_all_is_answered_with_no_fault_of_ours(server: str, raw: bytes) -> None:
    heard = spoken(server, raw)

    assert b"HTTP/1.1 5" not in heard
    assert httpx2.get(f"{server}/health/live").is_success


def test_a_host_that_is_none_is_refused_in_the_words_of_the_api(server: str) -> None:
    heard = spoken(server, b"GET /api/v1/leave/requests HTTP/1.1\r\nHost: <nowhere>\r\n\r\n")

    assert heard.startswith(b"HTTP/1.1 400 ")
    assert b"The call cannot be read." in heard


def test_a_method_that_a_path_does_not_have_is_refused_with_those_it_has(server: str) -> None:
    heard = spoken(server, b"BREW /api/v1/leave/requests HTTP/1.1\r\nHost: here\r\n\r\n")

    assert heard.startswith(b"HTTP/1.1 405 ")
    assert b"allow: GET, HEAD, POST\r\n" in heard

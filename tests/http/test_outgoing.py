"""Calls to other servers: where they may go, and that they always end."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from leavebook.http.outgoing import LARGEST_ANSWER, Outgoing
from leavebook.http.public_addresses import is_public
from leavebook.services.outside.remote_faults import Permanent, Temporary, Uncertain

INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fd00:ec2::254",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "nonsense",
    "fe80::1%eth0",
]
ADDRESSES = (
    "http://example.com/",
    "https://example.com:22/",
    "https://example.com:5432/",
    "https://example.com:99999/",
    "https://a@example.com/",
    "https://a:b@example.com/",
    "https:///path",
    "file:///etc/passwd",
    "gopher://example.com/",
    "ftp://example.com/",
    "//example.com/",
    "unix:///run/socket",
    "\\\\server\\share",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://localhost./",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://169.254.169.254/latest/meta-data/",
)


@pytest.mark.parametrize("address", INSIDE)
def test_what_leads_back_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_a_tenant_gave_leads_nowhere_inside(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_packet(*_: object, **__: object) -> None:
        raise AssertionError("a packet was sent")

    monkeypatch.setattr(socket, "create_connection", no_packet)

    with pytest.raises((Permanent, Temporary)) as refused:
        Outgoing().call("GET", url, headers={}, given_by_tenant=True)
    assert not isinstance(refused.value, Temporary) or "cannot connect" in str(refused.value)


def test_one_bad_answer_of_the_name_service_spoils_all(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)

    with pytest.raises(Permanent, match="public internet"):
        Outgoing().call("GET", "https://two.example/", headers={}, given_by_tenant=True)


def test_a_name_is_looked_up_once_and_what_was_found_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[str] = []
    called: list[object] = []

    def look_up(host: str, *_: object, **__: object) -> list[object]:
        looked_up.append(host)
        first = len(looked_up) == 1
        return [(2, 1, 6, "", ("93.184.216.34" if first else "127.0.0.1", 443))]

    def connect(address: object, *_: object, **__: object) -> None:
        called.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(Temporary):
        Outgoing().call("GET", "https://rebinding.example/", headers={}, given_by_tenant=True)

    assert looked_up == ["rebinding.example"]
    assert called == [("93.184.216.34", 443)]


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection with what `answer` sends, and give the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                try:
                    answer(connection)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(20)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for _ in range(3 * LARGEST_ANSWER // 0x10000):
        connection.sendall(chunk)


def dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def redirecting(connection: socket.socket) -> None:
    connection.sendall(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    )


def test_an_endless_answer_is_cut(  # a change may have been made, a question can be asked again
) -> None:
    with answering(endless) as url, pytest.raises(Uncertain):
        Outgoing().call("POST", url, headers={}, body=b"{}")
    with answering(endless) as url, pytest.raises(Temporary):
        Outgoing().call("GET", url, headers={})


def test_an_answer_that_drips_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leavebook.http.outgoing.TOTAL_SECONDS", 1.0)
    began = time.monotonic()

    with answering(dripping) as url, pytest.raises(Uncertain):
        Outgoing().call("POST", url, headers={}, body=b"{}")

    assert time.monotonic() - began < 15


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    with answering(redirecting) as url:
        assert Outgoing().call("GET", url, headers={"Authorization": "x"}).status == 302


def test_nobody_listening_means_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(Temporary, match="cannot connect"):
        Outgoing().call("POST", f"http://127.0.0.1:{port}/", headers={}, body=b"{}")


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    # A server that speaks no TLS at all has no certificate either.
    with answering(redirecting) as url, pytest.raises(Temporary):
        Outgoing(trust=ssl.create_default_context()).call(
            "POST", url.replace("http:", "https:"), headers={}, body=b"{}"
        )


def test_whoever_comes_too_late_sends_nothing() -> None:
    with pytest.raises(Temporary, match="no time left"):
        Outgoing().call("POST", "http://127.0.0.1:9/", headers={}, send_before=time.monotonic() - 1)


def test_who_is_stopped_after_looking_at_the_clock_sends_nothing_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody else may have sent it by then."""
    reached: list[socket.socket] = []
    looks = iter([0.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(looks, 100.0))

    with answering(reached.append) as url, pytest.raises(Temporary):
        Outgoing().call("POST", url, headers={}, body=b"{}", send_before=48.0)

    assert reached == []

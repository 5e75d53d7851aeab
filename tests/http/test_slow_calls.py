"""Who keeps a connection and sends nothing, or sends too slowly, keeps no place from others."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx2
import pytest

from leavebook.http.asgi import Head, Message, body_of
from leavebook.http.decoding import Malformed
from leavebook.http.room import NoRoom, Room, Share
from tests.apart import run_apart
from tests.conftest import Cluster

SILENCE = 1.0
PATIENCE = 30
SERVE = f"""
from leavebook.running import web_server
from leavebook.settings import settings_from

web_server(settings_from(), silence={SILENCE}).serve()
"""


@pytest.fixture(scope="module")
def impatient(cluster: Cluster) -> Iterator[int]:
    """Run the server as `serve` does, with little patience, and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    more = {"LEAVEBOOK_DATABASE_URL": cluster.url, "LEAVEBOOK_PORT": str(port)}
    with subprocess.Popen([sys.executable, "-c", SERVE], env={**os.environ, **more}) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/health/live").is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HT", b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n"],
    ids=["nothing", "half a head", "a call and then nothing"],
)
def test_a_connection_on_which_nothing_comes_is_closed(impatient: int, said: bytes) -> None:
    with closing(socket.create_connection(("127.0.0.1", impatient), SILENCE * 10)) as line:
        line.sendall(said)

        while line.recv(65_536):
            pass  # what was asked for comes; then the end, and no timeout


def test_a_body_that_comes_too_slowly_is_not_waited_for() -> None:
    pieces = 0

    async def drips() -> Message:
        nonlocal pieces
        pieces += 1
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"a", "more_body": True}

    with pytest.raises(Malformed, match="took too long"):
        run_apart(
            body_of(Head({}, "/", {}, ""), drips, limit=1_000, share=Share(Room()), patience=0.1)
        )

    assert pieces > 1


def test_large_bodies_take_no_more_room_together_than_there_is_and_give_it_back() -> None:
    room = Room(left=100_000)

    with room.share() as first, room.share() as second:
        first.take(90_000)
        second.take(10_000)  # small ones get through
        with pytest.raises(NoRoom):
            second.take(50_000)

    with room.share() as later:
        later.take(100_000)
    assert room.left == 100_000


def test_strangers_who_send_large_files_slowly_fill_no_memory_and_keep_nobody_out(
    impatient: int,
) -> None:
    head = (
        b"POST /requests/1/documents HTTP/1.1\r\nHost: here\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 6000000\r\n\r\n"
    )
    address = ("127.0.0.1", impatient)
    almost = head + b"a" * 5_900_000
    with ExitStack() as slow:
        for _ in range(11):  # of 64 MiB they leave two
            line = slow.enter_context(closing(socket.create_connection(address, PATIENCE)))
            line.sendall(almost)
        one_more = slow.enter_context(closing(socket.create_connection(address, PATIENCE)))

        one_more.sendall(head + b"a" * 4_000_000)

        assert one_more.recv(100).startswith(b"HTTP/1.1 503 ")
        small = httpx2.post(f"http://127.0.0.1:{impatient}/api/v1/leave/requests", json={})
        assert small.status_code == 401

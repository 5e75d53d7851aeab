"""Starts the product's web server on a database that is there, for tests and measurements."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

import httpx2

from tests.cast import NOW
from tests.faults.running import free_port

_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class WebServer:
    """A running web server with one worker process."""

    address: str
    pid: int


@contextmanager
def web_server(database_url: str, log: IO[bytes], **settings: str) -> Iterator[WebServer]:
    """Serve on loopback until the block ends, at the moment the cast lives in."""
    port = free_port()
    known = {
        "LEAVEBOOK_DATABASE_URL": database_url,
        "LEAVEBOOK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
    }
    command = ("-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--workers", "1")
    process = subprocess.Popen(
        [sys.executable, *command, "--port", str(port), "leavebook.app:web"],
        env={**os.environ, **known, **settings},
        stderr=log,
        stdout=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, process, log)
        yield WebServer(address, process.pid)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def lines_of(log: IO[bytes]) -> list[str]:
    """Return what a server has written so far."""
    log.seek(0)
    return log.read().decode().splitlines()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "\n".join(lines_of(log)[-30:])
        try:
            if httpx2.get(f"{address}/health/ready", timeout=5).is_success:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError(address)

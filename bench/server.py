"""Starts the product's web server for a measurement, and says what it weighs."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.cast import NOW

_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Running:
    """A running web server with one worker."""

    address: str
    pid: int

    def worker_megabytes(self) -> float:
        """Return the resident memory of the web worker, without the supervisor's."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        sizes = [_resident(int(child)) for child in children]
        return max(sizes, default=_resident(self.pid))


@contextmanager
def running(database_url: str, *, threads: int) -> Iterator[Running]:
    """Serve with one web worker until the block ends, at the moment the cast lives in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "LEAVEBOOK_DATABASE_URL": database_url,
        "LEAVEBOOK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
        "LEAVEBOOK_CALLS_AT_ONCE": "1000000",
        "LEAVEBOOK_CALLS_PER_SECOND": "1000000",
        "LEAVEBOOK_THREADS": str(threads),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-ws",
         "--workers", "1", "--port", str(port), "leavebook.app:web"],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}")
        yield Running(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(address)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0

"""Starts the product's web server for a measurement, and says what it weighs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.web_server import web_server


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
    """Serve with one web worker until the block ends, to callers without a limit."""
    settings = {
        "LEAVEBOOK_CALLS_AT_ONCE": "1000000",
        "LEAVEBOOK_CALLS_PER_SECOND": "1000000",
        "LEAVEBOOK_THREADS": str(threads),
    }
    with (
        Path(os.devnull).open("r+b") as nothing,
        web_server(database_url, nothing, **settings) as served,
    ):
        yield Running(served.address, served.pid)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0

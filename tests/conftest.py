"""A real PostgreSQL, a real company and a real server for every test that needs them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import httpx2
import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate
from tests.cast import NOW, Cast, found_company

pytest_plugins = ("tests.standins.fixtures",)

_START_PATIENCE = 30

# `make model` asks for it; tests/services/books/test_model.py says what it means.
hypothesis_settings.register_profile("model", deadline=None)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The database cluster of this test run and its logins."""

    url: str
    owner_url: str
    admin_url: str


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Start an embedded PostgreSQL for this run, migrated, and throw it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="leavebook-test-"))
    running = embedded.start(folder / "postgres")
    with psycopg.connect(running.admin_url, autocommit=True) as admin:
        # Nothing here outlives the run, so the disk need not be waited for.
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")
    migrate(running.owner_url)
    yield Cluster(running.url, running.owner_url, running.admin_url)
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database(cluster: Cluster) -> Iterator[Database]:
    """Connect as the server does: neither owner nor superuser."""
    opened = Database(cluster.url, connections=45, name="tests")
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def cast(database: Database) -> Cast:
    """Found a company that counts working days and where the manager decides."""
    return found_company(database)


@pytest.fixture
def strangers(database: Database) -> Cast:
    """Found another company, whose people must never see the first one's; Bea is Sid here."""
    return found_company(database)


@pytest.fixture(scope="session")
def server(cluster: Cluster) -> Iterator[str]:
    """Serve over HTTP on loopback, at the moment the cast lives in, and give the address."""
    with served(cluster) as address:
        yield address


@contextmanager
def served(cluster: Cluster, **more: str) -> Iterator[str]:
    """Serve until the block ends, with more settings, and yield the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "LEAVEBOOK_DATABASE_URL": cluster.url,
        "LEAVEBOOK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
        "LEAVEBOOK_CALLS_AT_ONCE": "100000",
        "LEAVEBOOK_CALLS_PER_SECOND": "10000",
        "LEAVEBOOK_THREADS": "16",
    }
    command = ("-m", "granian", "--interface", "asgi", "--factory", "--no-ws")
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port), "leavebook.app:web"],
            env={**os.environ, **settings, **more},
            stderr=log,
            stdout=log,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(_START_PATIENCE)
        assert [line for line in _lines(log) if '"crashed' in line][:5] == []


@pytest.fixture
def api(server: str) -> Iterator[httpx2.Client]:
    """Call the server over real HTTP."""
    with httpx2.Client(base_url=server, timeout=20) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    """Return the header that presents a token."""
    return {"Authorization": f"Bearer {token}"}


def _lines(log: IO[bytes]) -> list[str]:
    log.seek(0)
    return log.read().decode().splitlines()


def _wait_until_ready(address: str, process: subprocess.Popen[Any], log: IO[bytes]) -> None:
    deadline = time.monotonic() + _START_PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "\n".join(_lines(log)[-30:])
        try:
            if httpx2.get(f"{address}/health/ready", timeout=5).status_code == httpx2.codes.OK:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError(address)

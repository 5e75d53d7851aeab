"""A real PostgreSQL, a real company and a real server for every test that needs them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate
from tests.cast import Cast, found_company
from tests.web_server import lines_of, web_server

pytest_plugins = ("tests.standins.fixtures",)

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
    settings = {
        "LEAVEBOOK_CALLS_AT_ONCE": "100000",
        "LEAVEBOOK_CALLS_PER_SECOND": "10000",
        "LEAVEBOOK_THREADS": "16",
    }
    with tempfile.TemporaryFile() as log:
        with web_server(cluster.url, log, **(settings | more)) as running:
            yield running.address
        assert [line for line in lines_of(log) if '"crashed' in line][:5] == []


@pytest.fixture
def api(server: str) -> Iterator[httpx2.Client]:
    """Call the server over real HTTP."""
    with httpx2.Client(base_url=server, timeout=20) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    """Return the header that presents a token."""
    return {"Authorization": f"Bearer {token}"}

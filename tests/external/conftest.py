"""The same fixtures as everywhere, on a PostgreSQL that is not ours."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from leavebook.storage.database import Database
from tests.cast import NOW, Cast, found_company
from tests.conftest import Cluster
from tests.external.postgresql import External, running, why_not
from tests.faults.running import leavebook, serving
from tests.races.conftest import field

__all__ = ["field"]


@pytest.fixture(scope="session")
def external() -> Iterator[External]:
    """Run a PostgreSQL 15 with the logins of the handbook and nothing in it."""
    if (reason := why_not()) is not None:
        pytest.skip(reason)
    with running() as there:
        yield there


@pytest.fixture(scope="session")
def cluster(external: External) -> Cluster:
    """Migrate it as an operator does."""
    settings = {
        "LEAVEBOOK_DATABASE_URL": external.server_url,
        "LEAVEBOOK_OWNER_DATABASE_URL": external.owner_url,
    }
    migrated = leavebook("migrate", settings=settings)
    assert migrated.returncode == 0, migrated.stderr
    assert "0001_people" in migrated.stdout
    again = leavebook("migrate", settings=settings)
    assert again.stdout == "Nothing to do.\n"
    return Cluster(external.server_url, external.owner_url, external.admin_url)


@pytest.fixture(scope="session")
def database(cluster: Cluster) -> Iterator[Database]:
    """Connect as the server does."""
    opened = Database(cluster.url, connections=5, name="tests")
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def cast(database: Database) -> Cast:
    """Found a company there."""
    return found_company(database)


@pytest.fixture(scope="session")
def server(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve from it with `leavebook serve`, at the moment the cast lives in."""
    data: Path = tmp_path_factory.mktemp("external") / "data"
    settings = {
        "LEAVEBOOK_DATABASE_URL": cluster.url,
        "LEAVEBOOK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
    }
    with serving(data, settings=settings) as running_server:
        yield running_server.address
        assert running_server.stop() == 0


@pytest.fixture
def api(server: str) -> Iterator[httpx2.Client]:
    """Call the server over real HTTP."""
    with httpx2.Client(base_url=server, timeout=20) as client:
        yield client

"""A database of its own for every test here: a real worker serves every company that it finds."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate
from tests.conftest import Cluster

NAME = "apart"


@pytest.fixture
def cluster(cluster: Cluster) -> Iterator[Cluster]:
    """Make another database beside the one of this run, migrated and empty, and drop it again."""
    apart = replace(
        cluster, **{each: of_that_name(getattr(cluster, each)) for each in Cluster.__slots__}
    )
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER leavebook_owner TEMPLATE template0").format(
                sql.Identifier(NAME)
            )
        )
        migrate(apart.owner_url)
        yield apart
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))


def of_that_name(address: str) -> str:
    return urlsplit(address)._replace(path=f"/{NAME}").geturl()


@pytest.fixture
def database(cluster: Cluster) -> Iterator[Database]:
    """Connect as the server does."""
    opened = Database(cluster.url, connections=10, name="tests")
    opened.open()
    yield opened
    opened.close()

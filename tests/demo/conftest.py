"""Databases of their own in the test cluster, each with the demo at another moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from leavebook import demo
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import AccessLevel, CompanyId, EmployeeId, Role, UserId
from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate
from leavebook.storage.transaction import Transaction, in_company
from tests.conftest import Cluster

SPRING = datetime(2026, 4, 1, 8, tzinfo=UTC)
SECRET = bytes(range(32))
ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A database in the cluster and its logins."""

    url: str
    owner_url: str
    admin_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A loaded demo, its moment and what demo.json says of it."""

    place: Place
    database: Database
    now: datetime
    told: dict[str, Any]

    def company(self, codename: str) -> dict[str, Any]:
        found: dict[str, Any] = self.told["companies"][codename]
        return found

    @contextmanager
    def acting(self, codename: str, key: str | None = None) -> Iterator[Transaction]:
        """Open a transaction as somebody of the demo, or as the house."""
        company = self.company(codename)
        actor = Actor.of_the_house(company["id"])
        if key is not None:
            person = company["people"][key]
            actor = Actor(
                CompanyId(company["id"]),
                user_id=UserId(person["user_id"]),
                employee_id=EmployeeId(person["employee_id"]),
                role=Role(person["role"]),
                level=AccessLevel(person["access_level"]),
            )
        with in_company(self.database, company["id"], actor=actor, now=self.now, door="test") as tx:
            yield tx

    def rows(self, query: str, **values: object) -> list[Any]:
        """Ask as the administrator, who sees every company."""
        with psycopg.connect(self.place.admin_url) as connection:
            return connection.execute(query, values or None).fetchall()


def place_in(cluster: Cluster) -> Place:
    """Make a migrated database without companies."""
    name = f"demo_{uuid4().hex}"
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" OWNER leavebook_owner TEMPLATE template0')
    made = Place(
        url=cluster.url.replace("/leavebook?", f"/{name}?"),
        owner_url=cluster.owner_url.replace("/leavebook?", f"/{name}?"),
        admin_url=cluster.admin_url.replace("/leavebook?", f"/{name}?"),
    )
    migrate(made.owner_url)
    return made


@pytest.fixture(scope="session")
def shown_at(cluster: Cluster) -> Iterator[Callable[[datetime], Shown]]:
    """Load the demo at a moment, once for each moment of the run."""
    opened: list[Database] = []

    @cache
    def load(now: datetime) -> Shown:
        place = place_in(cluster)
        assert demo.mark_as_demo(place.owner_url)
        database = Database(place.url, connections=3, name="demo-tests")
        database.open()
        opened.append(database)
        demo.load(database, now=now, secret=SECRET)
        told = demo.describe(database, base_url=ADDRESS, now=now, secret=SECRET)
        return Shown(place=place, database=database, now=now, told=told)

    yield load
    for database in opened:
        database.close()


@pytest.fixture
def shown(shown_at: Callable[[datetime], Shown]) -> Shown:
    """Show the demo on the first of April 2026."""
    return shown_at(SPRING)


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[tuple[Place, Database]]:
    """Open a migrated database that nobody marked as a demo."""
    place = place_in(cluster)
    database = Database(place.url, connections=3, name="demo-tests")
    database.open()
    yield place, database
    database.close()

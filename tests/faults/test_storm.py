"""Real workers are killed at any moment; every approval is told everywhere, once.

`make storm` does it with ten thousand approvals, in real time.
"""

import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from leavebook.storage.database import Database
from tests.cast import found_company
from tests.conftest import Cluster
from tests.faults.outside import Outside, everything_outside
from tests.faults.storm import DAYS, WHO, Storm, lines, verdicts
from tests.faults.workers import Workplace, killed_at_random, worker
from tests.integrations.time_passing import let_pass

APPROVALS = int(os.environ.get("LEAVEBOOK_TEST_APPROVALS", "60"))
KILLS = 6
PATIENCE = 200 + APPROVALS
REAL_TIME = 500
"""From so many approvals on, nothing is hurried: waits, leases and rescues take their time."""


@pytest.fixture
def outside() -> Iterator[Outside]:
    with everything_outside() as found:
        yield found


@pytest.fixture
def storm(database: Database, outside: Outside) -> Storm:
    """Many small companies: each has its own pace with a system."""
    houses = [found_company(database) for _ in range(-(-APPROVALS // (DAYS * len(WHO))))]
    for house in houses:
        outside.welcome(house)
    return Storm(houses, spread=10 if APPROVALS < REAL_TIME else APPROVALS / 20)


@pytest.fixture
def place(cluster: Cluster, outside: Outside, tmp_path: Path) -> Workplace:
    return Workplace(cluster, tmp_path, outside.settings)


@pytest.fixture
def admin(cluster: Cluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.admin_url) as connection:
        yield connection


def wait_until(storm: Storm, place: Workplace, admin: psycopg.Connection, *, left: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while (open_ones := storm.left(admin)) > left:
        assert time.monotonic() < deadline, f"{open_ones} are left to be told"
        assert not place.said("Traceback"), "a worker ended by itself"
        time.sleep(0.5)


def hurry(storm: Storm) -> None:
    """Leases and waits are over, and the jobs of dead workers are given to the next."""
    for house in storm.houses:
        let_pass(house, timedelta(minutes=20))
        with house.acting() as tx:
            tx.run(
                "UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing'"
                " AND queueing_lock IS NULL"
            )


@pytest.mark.skipif(APPROVALS >= REAL_TIME, reason="there are too many to hurry")
def test_workers_killed_at_any_moment_leave_every_approval_told_once(
    storm: Storm, outside: Outside, place: Workplace, admin: psycopg.Connection
) -> None:
    chance = random.Random(7)
    storm.approve(APPROVALS)

    for _ in range(KILLS):
        with worker(place):
            time.sleep(1.5 + chance.random() * 2)
        hurry(storm)
    with worker(place):
        wait_until(storm, place, admin, left=0)

    found = verdicts(storm, outside, admin)
    assert all(each.is_right for each in found.values()), found


@pytest.mark.timeout(0)
@pytest.mark.skipif(APPROVALS < REAL_TIME, reason="make storm is in real time")
def test_thousands_of_approvals_in_real_time(
    storm: Storm, outside: Outside, place: Workplace, admin: psycopg.Connection
) -> None:
    began = time.monotonic()
    with killed_at_random(place, workers=2) as crew:
        storm.approve(APPROVALS)
        approved_in = time.monotonic() - began
        wait_until(storm, place, admin, left=APPROVALS // 10)
        crew.calm.set()
        wait_until(storm, place, admin, left=0)

    found = verdicts(storm, outside, admin)
    print(  # noqa: T201  whoever has it run wants to read it
        f"\n{len(storm.approved):,} approvals in {len(storm.houses)} companies,"
        f" {len(storm.taken_back):,} of them taken back, in {approved_in:,.0f} s;"
        f" {crew.killed} workers killed (kill -9),"
        f" {place.said('stalled job runs again'):,} jobs cut off and run again;"
        f" all told after {time.monotonic() - began:,.0f} s",
        *lines(found),
        sep="\n",
    )
    assert all(each.is_right for each in found.values())

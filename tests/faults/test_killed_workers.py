"""Real workers are killed in the middle of telling other systems; nothing is lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Provider
from leavebook.services import decisions, requests
from leavebook.services.requests import LeaveAsked
from leavebook.settings import Settings
from leavebook.storage import integration_links
from tests.cast import NOW, Cast
from tests.conftest import Cluster
from tests.integrations import google_stand_in, productive_stand_in
from tests.integrations.google_stand_in import Google
from tests.integrations.jobs import KEYS
from tests.integrations.plots import connected
from tests.integrations.productive_stand_in import Productive
from tests.integrations.stand_in import serving
from tests.integrations.time_passing import let_pass

APPROVALS = int(os.environ.get("LEAVEBOOK_TEST_APPROVALS", "40"))
KILLS = 6
PATIENCE = 60 + APPROVALS


@dataclass
class Hanging:
    """Lets a vendor's answers wait."""

    until: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> None:
        self.until.wait(PATIENCE)


@pytest.fixture
def hanging() -> Hanging:
    """Nothing hangs, until a test clears it."""
    found = Hanging()
    found.until.set()
    return found


@pytest.fixture
def vendors(cast: Cast, hanging: Hanging) -> Iterator[tuple[Productive, Google, Settings]]:
    productive = Productive(people={cast.bea.email: "501", cast.kim.email: "502"})
    google = Google()
    with ExitStack() as stack:
        stand_in = productive.stand_in()
        stand_in.wait = hanging.wait
        there = stack.enter_context(serving(stand_in))
        calendar = stack.enter_context(serving(google.stand_in()))
        settings = Settings(
            productive_url=there, google_calendar_url=calendar, google_token_url=f"{calendar}/token"
        )
        given = {"organisation": "42", "event": "77", "token": productive_stand_in.TOKEN}
        connected(cast, Provider.PRODUCTIVE, settings, given)
        given = {
            "calendar": google_stand_in.CALENDAR,
            "client_id": "leavebook",
            "client_secret": google_stand_in.CLIENT_SECRET,
            "refresh_token": google_stand_in.REFRESH_TOKEN,
        }
        connected(cast, Provider.GOOGLE_CALENDAR, settings, given)
        yield productive, google, settings


@contextmanager
def worker(cluster: Cluster, settings: Settings, data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a real worker, and kill it where it stands."""
    assert KEYS.given is not None
    environment = {
        **os.environ,
        "LEAVEBOOK_DATABASE_URL": cluster.url,
        "LEAVEBOOK_DATA": str(data),
        "LEAVEBOOK_SECRET_KEY": KEYS.given,
        "LEAVEBOOK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
        "LEAVEBOOK_PRODUCTIVE_URL": settings.productive_url,
        "LEAVEBOOK_GOOGLE_CALENDAR_URL": settings.google_calendar_url,
        "LEAVEBOOK_GOOGLE_TOKEN_URL": settings.google_token_url,
    }
    with (data / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "leavebook", "worker"], env=environment, stderr=log, stdout=log
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def minutes_pass(cast: Cast) -> None:
    """Leases and waits are over, and the jobs of dead workers are given to the next."""
    let_pass(cast, timedelta(minutes=20))
    with cast.acting() as tx:
        tx.run("UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing'")


def approve(cast: Cast, who: str, day: date) -> int:
    asked = LeaveAsked(
        employee_id=cast.members[who].employee_id,
        leave_type_id=cast.leave_types["UL"],
        spans=(whole_days(day),),
    )
    with cast.acting(who) as tx:
        request = requests.submit(tx, asked)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request.id)
    return request.id


def working_days(count: int) -> list[date]:
    days = (date(2026, 6, 1) + timedelta(days=offset) for offset in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]


def unsettled(cast: Cast, wanted: list[int]) -> list[str]:
    with cast.acting() as tx:
        links = [link for each in wanted for link in integration_links.of_request(tx, each)]
    missing = 2 * len(wanted) - len(links)
    return [repr(link) for link in links if not link.is_settled] + ["not heard of"] * missing


def test_workers_killed_at_any_moment_leave_every_approval_told_once(
    cast: Cast, cluster: Cluster, vendors: tuple[Productive, Google, Settings], tmp_path: Path
) -> None:
    productive, google, settings = vendors
    chance = random.Random(7)
    days = working_days(APPROVALS // 2)
    wanted = [approve(cast, who, day) for day in days for who in ("bea", "kim")]

    for _ in range(KILLS):
        with worker(cluster, settings, tmp_path):
            time.sleep(1.5 + chance.random() * 2)
        minutes_pass(cast)
    with worker(cluster, settings, tmp_path):
        deadline = time.monotonic() + PATIENCE
        while left := unsettled(cast, wanted):
            assert time.monotonic() < deadline, left
            minutes_pass_for_the_living(cast)
            time.sleep(0.5)

    markers = sorted(
        each["note"].partition("[")[2].rstrip("]") for each in productive.bookings.values()
    )
    shown = sorted(each["extendedProperties"]["private"]["leavebook"] for each in google.shown())
    assert len(markers) == len(set(markers)) == len(wanted)
    assert shown == markers


def test_a_system_that_hangs_keeps_no_other_waiting(
    cast: Cast,
    cluster: Cluster,
    vendors: tuple[Productive, Google, Settings],
    hanging: Hanging,
    tmp_path: Path,
) -> None:
    productive, google, settings = vendors
    hanging.until.clear()
    days = working_days(6)
    wanted = [approve(cast, who, day) for day in days for who in ("bea", "kim")]

    with worker(cluster, settings, tmp_path):
        deadline = time.monotonic() + PATIENCE
        while len(google.shown()) < len(wanted) and time.monotonic() < deadline:
            time.sleep(0.1)
        shown, booked = len(google.shown()), len(productive.bookings)
        hanging.until.set()

    assert (shown, booked) == (len(wanted), 0)


def minutes_pass_for_the_living(cast: Cast) -> None:
    """Waits are over; leases are left alone, for somebody may be working under one."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE integration_link SET next_try_at = NULL, nudged_at = NULL"
            " WHERE observed <> intended AND lease_until IS NULL AND next_try_at IS NOT NULL"
        )
        tx.run("UPDATE integration_connection SET closed_until = NULL")

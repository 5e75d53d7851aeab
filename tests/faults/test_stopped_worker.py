"""A real worker is stopped in the middle of a call (SIGSTOP), and goes on when another has done it.

Whatever it then learns or still wanted to send, it changes nothing: not here, and not there.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Provider
from leavebook.jobs.queue import queue_of
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.outside.integration_claims import LEASE
from leavebook.storage.transaction import TryAgain
from tests.apart import run_apart
from tests.cast import Cast
from tests.conftest import Cluster
from tests.faults.outside import Outside, everything_outside
from tests.faults.running import wait_until
from tests.faults.workers import Workplace, worker
from tests.integrations.stand_in import Asked
from tests.integrations.time_passing import let_pass
from tests.integrations.vendors import Vendor

PATIENCE = 200.0


@dataclass
class Spell:
    """Whoever calls a system gets no answer until the spell ends; what was asked for is done."""

    held: set[Provider] = field(default_factory=set)
    on: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def cast_on(self, outside: Outside, *, until_it_holds: bool) -> None:
        """Withhold the first answer of every system, or the one after which it holds something."""
        self.on.set()
        for provider, vendor in outside.vendors.items():

            def hold(asked: Asked, provider: Provider = provider, vendor: Vendor = vendor) -> None:
                is_it = vendor.markers() if until_it_holds else not is_for_tokens(provider, asked)
                if self.on.is_set() and is_it:
                    self.held.add(provider)
                    self.over.wait(PATIENCE)

            vendor.stand_in.hold = hold

    def is_on_everybody(self) -> bool:
        return self.held == set(Provider)


def is_for_tokens(provider: Provider, asked: Asked) -> bool:
    """Whether Xero gives new tokens: the old ones are gone then, whoever hears the answer."""
    return provider is Provider.XERO and asked.path == "/token"


@pytest.fixture
def outside(cast: Cast) -> Iterator[Outside]:
    with everything_outside() as found:
        found.welcome(cast)
        yield found


@pytest.fixture
def place(cluster: Cluster, outside: Outside, tmp_path: Path) -> Workplace:
    return Workplace(cluster, tmp_path, outside.settings)


def approve(cast: Cast) -> int:
    asked = LeaveAsked(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["UL"],
        spans=(whole_days(date(2026, 6, 1)),),
    )
    with cast.acting("bea") as tx:
        request = requests.submit(tx, asked)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request.id)
    return request.id


def is_cancelled(cast: Cast, request_id: int) -> bool:
    """Take the leave back; whoever was stopped may hold a lock of Bea's for some seconds more."""
    try:
        with cast.acting("mo") as tx:
            decisions.cancel(tx, request_id)
    except TryAgain:
        return False
    return True


@contextmanager
def stopped_while_it_calls(place: Workplace, spell: Spell) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a worker that was stopped while it waits for the answers of all systems."""
    with worker(place) as stopped:
        wait_until(spell.is_on_everybody)
        os.kill(stopped.pid, signal.SIGSTOP)
        spell.on.clear()
        yield stopped


def goes_on(stopped: subprocess.Popen[bytes], spell: Spell) -> None:
    """Let the worker go on, hear its answers, and finish whatever it was at."""
    spell.over.set()
    os.kill(stopped.pid, signal.SIGCONT)
    time.sleep(1)
    stopped.terminate()
    stopped.wait(60)


def rows(cast: Cast) -> list[Mapping[str, Any]]:
    with cast.acting() as tx:
        return [row._asdict() for row in tx.rows("SELECT * FROM integration_link ORDER BY id")]


def all_are(cast: Cast, presence: str) -> bool:
    found = rows(cast)
    return len(found) == len(Provider) and all(row["observed"] == presence for row in found)


def hurry(cast: Cast) -> None:
    """The lease is over, and the stopped worker's jobs are given to others."""
    let_pass(cast, timedelta(minutes=20))
    with cast.acting() as tx:
        tx.run("UPDATE procrastinate_jobs SET status = 'todo' WHERE task_name = 'reconcile'")


def test_one_that_was_stopped_before_its_answer_cannot_write_down_what_is_over(
    cast: Cast, outside: Outside, place: Workplace
) -> None:
    spell = Spell()
    spell.cast_on(outside, until_it_holds=True)
    request_id = approve(cast)
    with stopped_while_it_calls(place, spell) as stopped:
        hurry(cast)
        with worker(place):
            wait_until(lambda: all_are(cast, "present"), patience=PATIENCE)
            held = {provider: len(of.markers()) for provider, of in outside.vendors.items()}
            wait_until(lambda: is_cancelled(cast, request_id))
            wait_until(lambda: all_are(cast, "absent"), patience=PATIENCE)
        before = rows(cast)

        goes_on(stopped, spell)

    assert held == dict.fromkeys(Provider, 1)
    assert rows(cast) == before
    assert [marker for of in outside.vendors.values() for marker in of.markers()] == []


@pytest.mark.timeout(600)
def test_one_that_was_stopped_past_its_lease_sends_nothing_more(
    cast: Cast, outside: Outside, place: Workplace
) -> None:
    """In real time: the lease takes a minute, and nobody moves a clock."""
    spell = Spell()
    spell.cast_on(outside, until_it_holds=False)
    approve(cast)
    with stopped_while_it_calls(place, spell) as stopped:
        began = time.monotonic()
        with worker(place):
            wait_until(lambda: all_are(cast, "present"), patience=PATIENCE)
        before = rows(cast)
        asked = {provider: len(of.stand_in.asked) for provider, of in outside.vendors.items()}

        goes_on(stopped, spell)

    assert time.monotonic() - began > LEASE.total_seconds() - 15, "the lease was kept"
    assert {p: len(of.stand_in.asked) for p, of in outside.vendors.items()} == asked
    assert {p: len(of.markers()) for p, of in outside.vendors.items()} == dict.fromkeys(Provider, 1)
    assert rows(cast) == before


def test_the_queue_lets_go_of_a_job_in_whose_hand_it_was_stopped(cluster: Cluster) -> None:
    """Otherwise nobody else could take the job, nor see that its worker is gone."""
    queue = queue_of(cluster.url, hear=lambda *_: None, reconcile=lambda *_: None)

    async def limit() -> str:
        async with queue.open_async():
            row = await queue.connector.execute_query_one_async(
                "SELECT current_setting('idle_in_transaction_session_timeout') AS it"
            )
            return str(row["it"])

    assert run_apart(limit()) == "10s"

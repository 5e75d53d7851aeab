"""Whatever is killed under load, what was acknowledged is there, whole, and work goes on."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx2
import psycopg
import pytest

from tests.conftest import bearer
from tests.faults.load import PEOPLE, REQUESTS, Demo, Load, demo_at, under_load
from tests.faults.running import Running, leavebook, serving, wait_until

ROUNDS = 2
"""How often the database is killed. A web process that dies twice within some seconds counts as
broken and ends the server, for whoever looks after it to see."""

LOADED = 0.7
"""Seconds of load before and after a kill."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("killed") / "data"
    yield folder
    assert not (folder / "postgres" / "postmaster.pid").exists()


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Running]:
    with serving(data, "--demo", "--now", "2026-04-01T08:00:00Z") as running:
        yield running
        assert running.stop() == 0, running.said()


@pytest.fixture
def demo(server: Running, data: Path) -> Demo:
    return demo_at(server.address, data)


@pytest.fixture(scope="module")
def weeks() -> Iterator[date]:
    """Yield days so far apart that no round asks for what another has."""
    return iter(date(2026, 6, 1) + timedelta(weeks=12 * n) for n in range(5))


def children_of(pid: int) -> dict[int, str]:
    """Return the processes that a process has started, with their command lines."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    pids = [int(child) for each in listed for child in each.read_text().split()]
    return {child: Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ") for child in pids}


def web_process(server: Running) -> int:
    found = children_of(server.process.pid)
    return next(pid for pid, command in found.items() if "spawn_main" in command)


def job_worker(server: Running) -> int | None:
    found = children_of(server.process.pid)
    return next((pid for pid, said in found.items() if "leavebook worker" in said), None)


def assert_kept(load: Load, database_url: str) -> None:
    """Everything acknowledged is there with its span, its day, its event; nothing is by halves."""
    assert load.strange == []
    assert load.acknowledged, "nothing was asked for"
    with psycopg.connect(database_url) as behind:
        rows = behind.execute(
            """
            SELECT r.id, r.first_day::text,
                   (SELECT count(*) FROM leavebook.leave_span AS s
                     WHERE (s.company_id, s.request_id) = (r.company_id, r.id)),
                   (SELECT count(*) FROM leavebook.leave_request_day AS d
                     WHERE (d.company_id, d.request_id) = (r.company_id, r.id)),
                   (SELECT count(*) FROM leavebook.event AS e
                     WHERE (e.company_id, e.request_id) = (r.company_id, r.id)
                       AND e.name = 'submitted')
              FROM leavebook.leave_request AS r
             WHERE r.first_day > '2026-06-01' AND r.door = 'geniushr'
            """
        ).fetchall()
    assert {row[0]: row[1] for row in rows}.items() >= load.acknowledged.items()
    assert {row[2:] for row in rows} == {(1, 1, 1)}


def is_heard(database_url: str, request_id: int) -> bool:
    """Return whether no job about the request waits any more."""
    with psycopg.connect(database_url) as behind:
        row = behind.execute(
            "SELECT count(*) FROM queue.procrastinate_jobs AS j"
            " JOIN leavebook.event AS e ON e.uuid::text = j.args ->> 'event'"
            " WHERE e.request_id = %s",
            (request_id,),
        ).fetchone()
    return row == (0,)


@contextmanager
def under_way(demo: Demo, api: httpx2.Client) -> Iterator[list[httpx2.Response]]:
    """Yield while John's call waits in the server; its answer is in the list afterwards."""
    answers: list[httpx2.Response] = []
    calling = threading.Thread(
        target=lambda: answers.append(demo.ask(api, "john", date(2026, 5, 4)))
    )
    calling.start()
    time.sleep(0.3)
    yield answers
    calling.join(20)


def admin_url(data: Path) -> str:
    """Return the way in of the embedded database's superuser."""
    return f"postgresql://postgres@/leavebook?host={data / 'postgres'}"


def test_a_killed_web_process_is_replaced_and_nothing_is_lost(
    server: Running, demo: Demo, data: Path, weeks: Iterator[date]
) -> None:
    with under_load(demo, next(weeks)) as load:
        time.sleep(LOADED)
        killed, before = web_process(server), len(load.acknowledged)
        os.kill(killed, signal.SIGKILL)
        wait_until(server.is_ready)
        wait_until(lambda: len(load.acknowledged) > before + len(PEOPLE))

    assert web_process(server) != killed
    assert_kept(load, admin_url(data))


def test_a_killed_worker_is_replaced_and_goes_on(
    server: Running, demo: Demo, data: Path, weeks: Iterator[date]
) -> None:
    """What the killed one was at is begun again after a minute: see test_killed_worker.py."""
    with under_load(demo, next(weeks)) as load:
        time.sleep(LOADED)
        killed = job_worker(server)
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        time.sleep(LOADED)
        wait_until(lambda: job_worker(server) not in {None, killed})
    with httpx2.Client(base_url=server.address) as api:
        asked = demo.ask(api, "maya", next(weeks)).json()["data"]["id"]

    assert_kept(load, admin_url(data))
    wait_until(lambda: is_heard(admin_url(data), asked))


@pytest.mark.parametrize("_", range(ROUNDS))
def test_a_killed_database_loses_nothing_and_the_server_goes_on_with_it(
    server: Running, demo: Demo, data: Path, weeks: Iterator[date], _: int
) -> None:
    with under_load(demo, next(weeks)) as load:
        time.sleep(LOADED)
        postmaster = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        before = len(load.acknowledged)
        for pid in [postmaster, *children_of(postmaster)]:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not Path(f"/proc/{postmaster}").exists())
        wait_until(server.is_ready)
        wait_until(lambda: len(load.acknowledged) > before + len(PEOPLE))

    assert_kept(load, admin_url(data))
    assert server.process.poll() is None


def test_the_books_are_proved_afterwards(server: Running, data: Path) -> None:
    proved = leavebook("reconcile", settings={"LEAVEBOOK_DATA": str(data)})

    assert proved.returncode == 0, proved.stdout + proved.stderr


def test_a_second_server_on_the_same_data_is_refused(server: Running, data: Path) -> None:
    second = leavebook("serve", "--demo", "--data", str(data), "--port", "1")

    assert second.returncode == 1
    assert f"another Leavebook serves from {data}" in second.stderr
    assert server.is_ready()


def test_calls_under_way_are_finished_and_a_second_start_finds_everything(
    server: Running, demo: Demo, data: Path
) -> None:
    """The last test of this file: it stops the server that the others use."""
    john = demo.acme["people"]["john"]["employee_id"]
    with (
        psycopg.connect(admin_url(data)) as holding,
        httpx2.Client(base_url=server.address, timeout=20) as api,
    ):
        holding.execute("SELECT FROM leavebook.employee WHERE id = %s FOR UPDATE", (john,))
        with under_way(demo, api) as answers:
            server.process.send_signal(signal.SIGTERM)
            time.sleep(LOADED)
            holding.rollback()

    assert [answer.status_code for answer in answers] == [201]
    assert server.process.wait(40) == 0
    with serving(data, "--demo") as again:
        asked = f"{again.address}{REQUESTS}/{answers[0].json()['data']['id']}"
        assert httpx2.get(asked, headers=bearer(demo.token("john"))).is_success

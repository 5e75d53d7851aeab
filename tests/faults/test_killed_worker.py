"""A worker that was killed leaves nothing undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import procrastinate
import psycopg
import pytest

from leavebook.clock import Clock
from leavebook.jobs.stalled import add_rescue
from leavebook.jobs.visits import add_visits, visit_now
from leavebook.queries.books.proof import prove
from leavebook.storage.books import due_accounts
from leavebook.storage.database import Database
from leavebook.storage.outbox import VISIT
from tests.cast import NOW, Cast
from tests.conftest import Cluster

NEW_YEAR = datetime(2027, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def queue(cluster: Cluster, database: Database) -> procrastinate.App:
    app = procrastinate.App(
        connector=procrastinate.PsycopgConnector(
            conninfo=cluster.url,
            kwargs={"options": "-c search_path=leavebook,queue,pg_catalog"},
        )
    )
    add_visits(app, database, Clock.starting_at(NEW_YEAR))
    add_rescue(app)
    return app


def work_off(queue: procrastinate.App) -> None:
    # In a thread of its own: a browser that other tests opened keeps this one's event loop.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(
            queue.run_worker,
            queues=["time"],
            wait=False,
            install_signal_handlers=False,
            delete_jobs="successful",
        ).result()


def behind(cast: Cast) -> int:
    proof = prove(partial(cast.acting, None, now=NEW_YEAR))
    assert proof.differences == ()
    return proof.behind


def test_a_worker_that_starts_makes_up_for_what_was_missed(
    cast: Cast, queue: procrastinate.App
) -> None:
    missed = behind(cast)

    visit_now(queue)
    work_off(queue)

    assert (missed, behind(cast)) == (12, 0)


def kill_who_is_at(cluster: Cluster, task: str) -> None:
    """Leave the jobs of a task behind as a worker does that was killed a minute ago."""
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("SET search_path = queue")
        worker = admin.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            (datetime.now(UTC) - timedelta(minutes=1),),
        ).fetchone()
        assert worker is not None
        admin.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = %s",
            (worker[0], task),
        )


def rescue(queue: procrastinate.App) -> None:
    with queue.open():
        queue.configure_task("rescue_stalled_jobs", queue="time").defer(timestamp=0)
    work_off(queue)


def test_the_job_of_a_killed_worker_runs_again(
    cast: Cast, cluster: Cluster, queue: procrastinate.App
) -> None:
    with cast.acting() as tx:
        due_accounts.mark(tx, cast.leave_types["AL"], because="test", today=NOW.date())
    kill_who_is_at(cluster, VISIT)

    rescue(queue)

    assert behind(cast) == 0


def test_a_killed_job_of_which_another_waits_stands_in_no_way(
    cast: Cast, cluster: Cluster, queue: procrastinate.App
) -> None:
    """It held the lock that the waiting one needs, and only one of a kind may wait."""
    lock = f"visit:{cast.company_id}"
    visit = queue.configure_task(VISIT, queue="time", lock=lock, queueing_lock=lock)
    with queue.open():
        visit.defer(company_id=cast.company_id)
        kill_who_is_at(cluster, VISIT)
        visit.defer(company_id=cast.company_id)

    rescue(queue)
    work_off(queue)

    assert behind(cast) == 0
    with psycopg.connect(cluster.admin_url) as admin:
        left = admin.execute(
            "SELECT count(*) FROM queue.procrastinate_jobs WHERE task_name = %s", (VISIT,)
        ).fetchone()
    assert left == (0,)


def test_a_job_that_brings_down_every_worker_is_given_up_and_lets_the_next_one_run(
    cast: Cast, cluster: Cluster, queue: procrastinate.App
) -> None:
    lock = f"visit:{cast.company_id}"
    visit = queue.configure_task(VISIT, queue="time", lock=lock)
    with queue.open():
        poison = visit.defer(company_id=cast.company_id)
        kill_who_is_at(cluster, VISIT)
        visit.defer(company_id=cast.company_id)
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("UPDATE queue.procrastinate_jobs SET attempts = 20 WHERE id = %s", (poison,))

    rescue(queue)
    work_off(queue)

    assert behind(cast) == 0
    with psycopg.connect(cluster.admin_url) as admin:
        left = admin.execute(
            "SELECT id, status FROM queue.procrastinate_jobs WHERE task_name = %s", (VISIT,)
        ).fetchall()
    assert left == [(poison, "failed")]

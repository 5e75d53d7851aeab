"""The record of the jobs' runs: kept while it tells something, and no longer."""

from datetime import datetime, timedelta
from functools import partial

from leavebook.services.books import daily
from leavebook.storage import job_runs
from tests.cast import NOW, Cast

LONG_AGO, YEARS_AGO = NOW - timedelta(days=91), NOW - timedelta(days=1_100)
FAILED = ({"employee_id": 1, "what": "reminder", "why": "KeyError"},)


def ran(cast: Cast, at: datetime, *, times: int = 1, failed: bool = False) -> None:
    with cast.acting(now=at) as tx:
        for _ in range(times):
            run = job_runs.begin(tx, daily.DAILY)
            job_runs.finish(tx, run, counts={}, failures=FAILED if failed else ())


def runs_of(cast: Cast, at: datetime) -> int:
    with cast.acting() as tx:
        count: int = tx.value("SELECT count(*) FROM job_run WHERE started_at = %(at)s", at=at)
    return count


def run_today(cast: Cast) -> None:
    daily.run(partial(cast.acting, None, now=NOW))


def test_runs_without_a_failure_are_forgotten_after_ninety_days(cast: Cast) -> None:
    ran(cast, LONG_AGO, times=3)
    ran(cast, NOW - timedelta(days=89), times=daily.NEWEST_RUNS)

    run_today(cast)

    assert runs_of(cast, LONG_AGO) == 0
    assert runs_of(cast, NOW - timedelta(days=89)) == daily.NEWEST_RUNS


def test_runs_that_failed_stay_as_long_as_the_audit_trail(cast: Cast) -> None:
    ran(cast, YEARS_AGO, failed=True)
    ran(cast, LONG_AGO, failed=True)
    ran(cast, NOW, times=daily.NEWEST_RUNS)

    run_today(cast)

    assert (runs_of(cast, YEARS_AGO), runs_of(cast, LONG_AGO)) == (0, 1)


def test_a_run_that_never_finished_stays_like_one_that_failed(cast: Cast) -> None:
    with cast.acting(now=LONG_AGO) as tx:
        job_runs.begin(tx, daily.DAILY)
    ran(cast, NOW, times=daily.NEWEST_RUNS)

    run_today(cast)

    assert runs_of(cast, LONG_AGO) == 1


def test_the_newest_runs_stay_however_old(cast: Cast) -> None:
    ran(cast, YEARS_AGO, times=5)

    run_today(cast)

    assert runs_of(cast, YEARS_AGO) == 5


def test_every_job_has_newest_runs_of_its_own(cast: Cast) -> None:
    with cast.acting(now=YEARS_AGO) as tx:
        job_runs.finish(tx, job_runs.begin(tx, daily.CLOSE_YEAR), counts={}, failures=())
    ran(cast, NOW, times=daily.NEWEST_RUNS)

    run_today(cast)

    assert runs_of(cast, YEARS_AGO) == 1


def test_another_companys_runs_are_left_alone(cast: Cast, strangers: Cast) -> None:
    ran(strangers, LONG_AGO, times=2)
    ran(strangers, NOW, times=daily.NEWEST_RUNS)

    run_today(cast)

    assert runs_of(strangers, LONG_AGO) == 2

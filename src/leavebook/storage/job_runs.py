"""What the jobs did, and what went wrong with whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from leavebook.storage.transaction import Transaction

_BEGIN = """
INSERT INTO job_run (company_id, job, started_at)
VALUES (%(company_id)s, %(job)s, %(now)s)
RETURNING id
"""

_NOTE = "UPDATE job_run SET counts = %(counts)s WHERE id = %(id)s AND finished_at IS NULL"

_FINISH = """
UPDATE job_run SET finished_at = %(now)s, counts = %(counts)s, failures = %(failures)s
 WHERE id = %(id)s
"""

# A run that failed, or never finished, tells more than one that did: it stays longer.
_PRUNE = """
DELETE FROM job_run AS old
 WHERE old.started_at < CASE WHEN old.failures = '[]' AND old.finished_at IS NOT NULL
                             THEN %(smooth_since)s::timestamptz ELSE %(failed_since)s END
   AND old.id < (SELECT min(newest.id)
                   FROM (SELECT id FROM job_run WHERE job = old.job
                          ORDER BY id DESC LIMIT %(newest)s) AS newest)
"""

_UNDER_WAY = """
SELECT id, job, started_at, finished_at, counts, failures
  FROM job_run
 WHERE job = %(job)s AND started_at > %(since)s
 ORDER BY id DESC
 LIMIT 1
"""

_LATEST = """
SELECT DISTINCT ON (job) id, job, started_at, finished_at, counts, failures
  FROM job_run
 ORDER BY job, id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """One run of a job; it has not finished where `finished_at` is None."""

    id: int
    job: str
    started_at: datetime
    finished_at: datetime | None
    counts: Mapping[str, int]
    failures: Sequence[Mapping[str, Any]]


def begin(tx: Transaction, job: str) -> int:
    """Note that a job begins, and return the id of its run."""
    run_id: int = tx.value(_BEGIN, company_id=tx.company.id, job=job, now=tx.now)
    return run_id


def note(tx: Transaction, run_id: int, counts: Mapping[str, int]) -> None:
    """Note how far the run has come, for whoever looks."""
    tx.run(_NOTE, id=run_id, counts=Jsonb(dict(counts)))


def finish(
    tx: Transaction,
    run_id: int,
    *,
    counts: Mapping[str, int],
    failures: Sequence[Mapping[str, Any]],
) -> None:
    """Note that the run is over, what it did and what failed."""
    tx.run(
        _FINISH, id=run_id, now=tx.now, counts=Jsonb(dict(counts)), failures=Jsonb(list(failures))
    )


def prune(tx: Transaction, *, newest: int, smooth_since: datetime, failed_since: datetime) -> None:
    """Forget runs from before these moments: those without a failure, and those with one.

    So many of the newest of every job stay, however old.
    """
    tx.run(_PRUNE, newest=newest, smooth_since=smooth_since, failed_since=failed_since)


def under_way(tx: Transaction, job: str) -> JobRun | None:
    """Return the newest run of the job if it has not finished; one of yesterday never will."""
    row = tx.row(_UNDER_WAY, job=job, since=tx.now - timedelta(days=1))
    return None if row is None or row.finished_at is not None else JobRun(**row._asdict())


def latest(tx: Transaction) -> tuple[JobRun, ...]:
    """Return the newest run of every job."""
    return tuple(JobRun(**row._asdict()) for row in tx.rows(_LATEST))

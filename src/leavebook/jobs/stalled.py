"""Gives the jobs of workers that were killed to those that live."""

from datetime import UTC, datetime
from typing import Final

import procrastinate
import structlog
from procrastinate import JobContext
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

_log = structlog.get_logger()

SIGN_OF_LIFE_EVERY: Final = 4.0
"""Seconds between two signs of life of a worker."""

TAKEN_FOR_DEAD_AFTER: Final = 15.0
"""Seconds without a sign of life after which a worker's jobs are given to others.

One that only slept goes on with a job that runs a second time by then. That does no harm: every
job reads the present state, and what it may tell a system outside it may only tell under a lease.
"""

_EVERY_TEN_SECONDS: Final = "* * * * * */10"
_MOST_ATTEMPTS: Final = 20
"""A job that has brought down so many workers is given up, for somebody to look at; what waits
behind it for the same person goes on."""


def add_rescue(queue: procrastinate.App) -> None:
    """The queue looks every ten seconds for jobs whose worker gives no sign of life any more."""

    @queue.periodic(cron=_EVERY_TEN_SECONDS)
    @queue.task(name="rescue_stalled_jobs", queue="time", queueing_lock="rescue", pass_context=True)
    async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  the queue knows what time it is
        manager = context.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=TAKEN_FOR_DEAD_AFTER):
            if job.attempts < _MOST_ATTEMPTS:
                await _give_back(manager, job)
                _log.warning("stalled job runs again", job=job.id, task=job.task_name)
            else:
                await _give_up(manager, job, is_kept=True)
                _log.error("a job brings workers down", job=job.id, task=job.task_name)


async def _give_back(manager: JobManager, job: Job) -> None:
    """The job waits again, or one that does the same and waits already takes its place."""
    try:
        await manager.retry_job(job, retry_at=datetime.now(UTC))
    except UniqueViolation:
        await _give_up(manager, job, is_kept=False)


async def _give_up(manager: JobManager, job: Job, *, is_kept: bool) -> None:
    assert job.id is not None  # noqa: S101  it came from the database
    await manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=not is_kept)

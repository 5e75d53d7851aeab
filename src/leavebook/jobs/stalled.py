"""Gives the jobs of workers that were killed to those that live."""

from datetime import UTC, datetime
from typing import Final

import procrastinate
import structlog
from procrastinate import JobContext

_log = structlog.get_logger()

_EVERY_MINUTE: Final = "* * * * *"
_MOST_ATTEMPTS: Final = 20
"""A job that has brought down so many workers is left alone, for somebody to look at."""


def add_rescue(queue: procrastinate.App) -> None:
    """The queue looks every minute for jobs whose worker gives no sign of life any more."""

    @queue.periodic(cron=_EVERY_MINUTE)
    @queue.task(name="rescue_stalled_jobs", queue="time", queueing_lock="rescue", pass_context=True)
    async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  the queue knows what time it is
        manager = context.app.job_manager
        for job in await manager.get_stalled_jobs():
            if job.attempts < _MOST_ATTEMPTS:
                await manager.retry_job(job, retry_at=datetime.now(UTC))
                _log.warning("stalled job runs again", job=job.id, task=job.task_name)

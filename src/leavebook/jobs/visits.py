"""Visits every company once an hour, and whenever a rule of it has changed."""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import procrastinate
import structlog
from procrastinate import JobContext, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, JobAborted

from leavebook.clock import Clock
from leavebook.jobs.opening import opening
from leavebook.services.books import daily
from leavebook.services.books.batches import Progress
from leavebook.services.company import holiday_changes
from leavebook.storage.database import Database
from leavebook.storage.doors import all_companies
from leavebook.storage.outbox import RECOUNT, VISIT, visit_lock

_log = structlog.get_logger()

VISIT_ALL: Final = "visit_companies"
_EVERY_HOUR: Final = "7 * * * *"
_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=5)


def add_visits(queue: procrastinate.App, database: Database, clock: Clock) -> None:
    """The queue has the tasks that do what is due in a company, and the hourly one for all."""

    @queue.task(name=VISIT, queue="time", retry=_AGAIN, pass_context=True)
    def visit_company(context: JobContext, company_id: int) -> None:
        tally = daily.run(opening(database, clock, company_id), progress=_until_stopped(context))
        _log.info(
            "company visited",
            company=company_id,
            failures=len(tally.failures),
            **tally.counts,
        )

    @queue.task(name=RECOUNT, queue="time", retry=_AGAIN, pass_context=True)
    def recount(
        context: JobContext, company_id: int, days: Sequence[str], site_id: int | None, cause: str
    ) -> None:
        holiday_changes.recount_days(
            opening(database, clock, company_id),
            [date.fromisoformat(day) for day in days],
            site_id=site_id,
            cause=cause,
            progress=_until_stopped(context),
        )

    @queue.periodic(cron=_EVERY_HOUR)
    @queue.task(name=VISIT_ALL, queue="time", retry=_AGAIN)
    async def visit_companies(timestamp: int) -> None:  # noqa: ARG001  the clock says when
        for company_id, _ in await asyncio.to_thread(all_companies, database):
            lock = visit_lock(company_id)
            try:
                await visit_company.configure(lock=lock, queueing_lock=lock).defer_async(
                    company_id=company_id
                )
            except AlreadyEnqueued:
                continue


def visit_now(queue: procrastinate.App) -> None:
    """Every company is visited soon: a worker that starts makes up for what was missed."""
    with queue.open():
        try:
            queue.configure_task(VISIT_ALL, queue="time", queueing_lock=VISIT_ALL).defer(
                timestamp=0
            )
        except AlreadyEnqueued:
            return


def _until_stopped(context: JobContext) -> Progress:
    return partial(go_on, context)


def go_on(context: JobContext, done: int, total: int) -> None:
    """Raise JobAborted once the worker is told to stop."""
    if context.should_abort():
        _log.info("stopped in the middle", done=done, total=total)
        raise JobAborted

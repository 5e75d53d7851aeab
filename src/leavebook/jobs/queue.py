"""The worker's side of the queue: which task runs which function."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

import procrastinate
import structlog
from procrastinate import RetryStrategy

from leavebook.domain.integrations import Provider
from leavebook.storage.outbox import HEAR_EVENT, RECONCILE

_log = structlog.get_logger()

_TRIES: Final = 8
_SHUTDOWN_PATIENCE: Final = 20.0

Hear = Callable[[int, UUID], None]
"""Tells every subscriber of an event, given the company and the event."""

Reconcile = Callable[[int, int, Provider], None]
"""Makes a system outside match, given the company, the request and the system."""


def queue_of(url: str, *, hear: Hear, reconcile: Reconcile) -> procrastinate.App:
    """Return the queue with every task; nothing connects before it runs."""
    queue = procrastinate.App(
        connector=procrastinate.PsycopgConnector(
            conninfo=url,
            min_size=1,
            max_size=4,
            kwargs={"options": "-c search_path=leavebook,queue,pg_catalog"},
        )
    )

    @queue.task(
        name=HEAR_EVENT,
        queue="events",
        retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=2),
    )
    def hear_event(company_id: int, event: str) -> None:
        hear(company_id, UUID(event))
        _log.info("event heard", company=company_id, event_id=event)

    @queue.task(
        name=RECONCILE,
        queue="integrations",
        retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=5),
    )
    def reconcile_one(company_id: int, request_id: int, provider: str) -> None:
        reconcile(company_id, request_id, Provider(provider))

    return queue


def work(queue: procrastinate.App, *, at_once: int) -> None:
    """Run jobs until the process is told to stop; jobs under way are finished first."""
    queue.run_worker(
        concurrency=at_once,
        delete_jobs="successful",
        shutdown_graceful_timeout=_SHUTDOWN_PATIENCE,
    )

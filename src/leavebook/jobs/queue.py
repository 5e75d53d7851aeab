"""The worker's side of the queue: which task runs which function, and how many at once."""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import UUID

import procrastinate
import structlog
from procrastinate import RetryStrategy

from leavebook.domain.integrations import Provider
from leavebook.jobs.stalled import SIGN_OF_LIFE_EVERY, TAKEN_FOR_DEAD_AFTER
from leavebook.storage.outbox import HEAR_EVENT, LETTERS, RECONCILE, integration_queue

_log = structlog.get_logger()

# The queue's every step is a transaction. A worker that is stopped in the middle of one, or whose
# machine is, lets go of the job that it had in hand: others could not even see it.
_LIMITS: Final = (
    "-c search_path=leavebook,queue,pg_catalog -c idle_in_transaction_session_timeout=10s"
)
_TRIES: Final = 8
_SHUTDOWN_PATIENCE: Final = 20.0
_AT_ONCE_PER_SYSTEM: Final = 2
_LOOK_EVERY: Final = 0.2
"""Seconds. Jobs wait for one another by person, and nobody is told when a wait is over."""

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
            max_size=4 + 2 * len(Provider),
            kwargs={"options": _LIMITS},
        )
    )

    @queue.task(
        name=HEAR_EVENT,
        queue="events",
        retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=2),
    )
    def hear_event(company_id: int, event: str) -> None:
        hear(company_id, UUID(event))
        _log.debug("event heard", company=company_id, event_id=event)

    # Its own faults are written down with the request, which says when to look again. A job
    # that waited for that itself would keep the person's later leave waiting behind it.
    @queue.task(name=RECONCILE, retry=RetryStrategy(max_attempts=_TRIES, wait=1))
    def reconcile_one(company_id: int, request_id: int, provider: str) -> None:
        reconcile(company_id, request_id, Provider(provider))

    return queue


def work(queue: procrastinate.App, *, at_once: int) -> None:
    """Run jobs until the process is told to stop; jobs under way are finished first.

    Every system outside has workers of its own, and so has the mail server: one that hangs keeps
    nobody else waiting.
    """
    asyncio.run(_work(queue, at_once))


async def _work(queue: procrastinate.App, at_once: int) -> None:
    crews = {("events", "time"): at_once, (LETTERS,): _AT_ONCE_PER_SYSTEM} | {
        (integration_queue(provider),): _AT_ONCE_PER_SYSTEM for provider in Provider
    }
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(sum(crews.values()) + 4))
    async with queue.open_async():
        crew = [asyncio.create_task(_run(queue, names, size)) for names, size in crews.items()]
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, _stop, crew)
        await asyncio.wait(crew, return_when=asyncio.FIRST_COMPLETED)
        _stop(crew)
        ended = await asyncio.gather(*crew, return_exceptions=True)
    for fault in ended:
        if isinstance(fault, Exception):
            raise fault


async def _run(queue: procrastinate.App, names: tuple[str, ...], size: int) -> None:
    await queue.run_worker_async(
        queues=list(names),
        concurrency=size,
        fetch_job_polling_interval=_LOOK_EVERY,
        delete_jobs="successful",
        update_heartbeat_interval=SIGN_OF_LIFE_EVERY,
        stalled_worker_timeout=TAKEN_FOR_DEAD_AFTER,
        shutdown_graceful_timeout=_SHUTDOWN_PATIENCE,
        install_signal_handlers=False,
    )


def _stop(crew: list[asyncio.Task[None]]) -> None:
    """Have every crew finish what it does; a worker of the queue takes a cancellation so."""
    for each in crew:
        if not each.cancelling():
            each.cancel()

"""Whether the process runs, whether it can serve, and its numbers."""

from asyncio import to_thread
from collections.abc import Callable
from functools import partial

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from leavebook.http.call import Answer
from leavebook.http.notices import Notices
from leavebook.storage.database import DatabaseAway


def health_notices(is_ready: Callable[[], bool], *, together: bool) -> Notices:
    """Return what answers /health/live, /health/ready and /metrics.

    `together`: the numbers are those of all web processes, which share a directory for them.
    """

    async def live() -> Answer:
        return Answer(200, {"status": "live"})

    return {
        "/health/live": live,
        # Not by the threads that serve calls: however busy they are, this is answered.
        "/health/ready": partial(to_thread, _readiness, is_ready),
        "/metrics": partial(to_thread, _numbers, together=together),
    }


def _readiness(is_ready: Callable[[], bool]) -> Answer:
    try:
        is_up = is_ready()
    except DatabaseAway:
        is_up = False
    if is_up:
        return Answer(200, {"status": "ready"})
    return Answer(503, {"status": "not ready"}, {"Retry-After": "1"})


def _numbers(*, together: bool) -> Answer:
    numbers = generate_latest(_registry(together=together))
    return Answer(200, numbers, media_type="text/plain; version=0.0.4")


def _registry(*, together: bool) -> CollectorRegistry:
    if not together:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
    return registry

"""Whether the process runs, whether it can serve, and its numbers."""

from collections.abc import Callable

from anyio import to_thread
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from leavebook.storage.database import DatabaseAway


def health_handlers(is_ready: Callable[[], bool], *, together: bool) -> list[HTTPRouteHandler]:
    """Return the handlers of /health/live, /health/ready and /metrics.

    `together`: the numbers are those of all web processes, which share a directory for them.
    """

    @get("/health/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @get("/health/ready", include_in_schema=False)
    async def ready() -> Response[dict[str, str]]:
        try:
            is_up = await to_thread.run_sync(is_ready)
        except DatabaseAway:
            is_up = False
        if is_up:
            return Response({"status": "ready"})
        return Response({"status": "not ready"}, status_code=503, headers={"Retry-After": "1"})

    @get("/metrics", include_in_schema=False)
    async def metrics() -> Response[bytes]:
        numbers = await to_thread.run_sync(lambda: generate_latest(_registry(together=together)))
        return Response(numbers, media_type="text/plain; version=0.0.4")

    return [live, ready, metrics]


def _registry(*, together: bool) -> CollectorRegistry:
    if not together:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
    return registry

"""What the server says about itself: log lines without personal data, and numbers."""

import logging
import sys
from functools import lru_cache

import structlog
from prometheus_client import Counter, Histogram

_log = structlog.get_logger()

_CALLS = Counter("leavebook_calls", "Calls answered.", ["door", "method", "route", "status"])
_SECONDS = Histogram(
    "leavebook_call_seconds",
    "Time from the first byte read to the answer, in seconds.",
    ["door", "method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)


def set_up_logging() -> None:
    """Make every log line of this process one JSON object on standard error."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ]
        )
    )
    # Libraries speak up when something is wrong; what they do otherwise is not news.
    logging.basicConfig(handlers=[lines], level=logging.WARNING, force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def note_call(
    *, door: str, route: str, method: str, status: int, seconds: float, request_id: str
) -> None:
    """Count the call, and log it by its route, never by its address, which may name people."""
    calls, lengths = _numbers_of(door, method, route, status)
    calls.inc()
    lengths.observe(seconds)
    _log.info(
        "call",
        door=door,
        route=route,
        method=method,
        status=status,
        ms=round(seconds * 1000, 1),
        request_id=request_id,
    )


@lru_cache(10_000)  # more than all routes with all that they answer
def _numbers_of(door: str, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return (
        _CALLS.labels(door, method, route, str(status)),
        _SECONDS.labels(door, method, route),
    )

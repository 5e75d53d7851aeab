"""How many calls one credential may make.

Each web process counts for itself with a token bucket: the limit protects a process from a
loop gone wild, and a shared count would cost every call a write.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

_MOST_REMEMBERED = 20_000


class TooManyCalls(Exception):  # noqa: N818  says what is so
    """The credential has used up its calls for now."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"wait {retry_after} s")
        self.retry_after = retry_after


@dataclass(slots=True)
class Limits:
    """Token buckets by credential, refilled with time."""

    per_second: float
    at_once: float
    _buckets: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, digest: bytes) -> None:
        """Take one call out of the credential's bucket; raises TooManyCalls when it is empty."""
        now = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(digest, (self.at_once, now))
            left = min(self.at_once, left + (now - since) * self.per_second)
            self._buckets[digest] = (max(left - 1, -1), now)
            if len(self._buckets) > _MOST_REMEMBERED:
                self._buckets.popitem(last=False)
        if left < 1:
            raise TooManyCalls(max(1, round((1 - left) / self.per_second)))

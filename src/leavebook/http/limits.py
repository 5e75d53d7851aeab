"""How many calls one credential may make.

Each web process counts for itself with a token bucket: the limit protects a process from a
loop gone wild, and a shared count would cost every call a write (docs/decisions/0013).
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

_MOST_REMEMBERED = 20_000


class TooManyCalls(Exception):  # noqa: N818  says what is so
    """The credential has used up its calls for now."""

    def __init__(self, retry_after: int, headers: Mapping[str, str]) -> None:
        super().__init__(f"wait {retry_after} s")
        self.retry_after = retry_after
        self.headers = headers


@dataclass(slots=True)
class Limits:
    """Token buckets by credential, refilled with time."""

    per_second: float
    at_once: float
    _buckets: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, digest: bytes) -> Mapping[str, str]:
        """Take one call out of the credential's bucket and return what to say of the rest.

        The headers are those of draft-ietf-httpapi-ratelimit-headers. Raises TooManyCalls
        when the bucket is empty.
        """
        now = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(digest, (self.at_once, now))
            left = min(self.at_once, left + (now - since) * self.per_second)
            self._buckets[digest] = (max(left - 1, -1), now)
            if len(self._buckets) > _MOST_REMEMBERED:
                self._buckets.popitem(last=False)
        headers = self._headers(max(0.0, left - 1))
        if left < 1:
            raise TooManyCalls(max(1, math.ceil((1 - left) / self.per_second)), headers)
        return headers

    def _headers(self, left: float) -> dict[str, str]:
        until_full = math.ceil((self.at_once - left) / self.per_second)
        window = math.ceil(self.at_once / self.per_second)
        return {
            "RateLimit-Policy": f'"calls";q={int(self.at_once)};w={window}',
            "RateLimit": f'"calls";r={int(left)};t={until_full}',
        }

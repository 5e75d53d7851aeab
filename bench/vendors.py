"""`python -m bench.vendors`: every system outside, in a process of its own and in any mood.

Prints what Leavebook has to be set to, as JSON. Then takes a line at a time from standard input,
a mood or the people whom the systems are to know, and says when it is so.
"""

import json
import sys
import threading
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, Final

from tests.faults.outside import Outside, everything_outside
from tests.integrations.stand_in import Answer, Asked

LATE: Final = 30.0
"""Seconds."""


class Mood(StrEnum):
    """How all systems outside behave."""

    USUAL = "as usual"
    LATE = "30 s late"
    REFUSING = "refusing"


def main() -> None:
    """Serve until standard input ends."""
    with everything_outside() as outside:
        moods = _Moods(outside)
        print(json.dumps(dict(outside.settings)), flush=True)
        for line in sys.stdin:
            wanted = json.loads(line)
            if "mood" in wanted:
                moods.become(Mood(wanted["mood"]))
            for vendor in outside.vendors.values():
                vendor.meet(_people(wanted.get("people", {})))
            print("so it is", flush=True)


class _Moods:
    """Switches what every stand-in does; whoever waits already goes on at once."""

    def __init__(self, outside: Outside) -> None:
        self._stand_ins = [vendor.stand_in for vendor in outside.vendors.values()]
        self._serves = [each.serve for each in self._stand_ins]
        self._over = threading.Event()

    def become(self, mood: Mood) -> None:
        self._over.set()
        over = self._over = threading.Event()
        for each, serve in zip(self._stand_ins, self._serves, strict=True):
            each.wait = (lambda: over.wait(LATE)) if mood is Mood.LATE else (lambda: None)
            each.serve = _refuse if mood is Mood.REFUSING else serve


def _refuse(_: Asked) -> Answer:
    return 503, {"error": "away"}


def _people(users: dict[str, int]) -> Any:  # noqa: ANN401  as much of a cast as a system meets
    members = {
        email: SimpleNamespace(email=email, user_id=user_id) for email, user_id in users.items()
    }
    return SimpleNamespace(members=members)


if __name__ == "__main__":
    main()

"""How long to wait before a system outside is called again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

SHORTEST: Final = timedelta(seconds=5)
LONGEST: Final = timedelta(hours=1)
GIVEN_UP_AFTER: Final = timedelta(hours=24)
"""How long something may go on failing before a person has to look at it."""

SETTLES_WITHIN: Final = timedelta(seconds=30)
"""How long a call whose answer was lost may still be on its way to the system."""

FAILURES_IN_A_ROW: Final = 5
"""After so many the system is left in peace for a while, whatever there is to tell."""

Draw = Callable[[int], int]
"""Returns a number from 0 up to, and not with, the one given; a source of chance."""


def wait_after(
    attempts: int,
    draw: Draw,
    *,
    uncertain: bool = False,
    asked_for: timedelta | None = None,
) -> timedelta:
    """Return the wait after so many failed attempts: any length up to a limit that doubles.

    Chance spreads out those who failed together. What the system itself asked for is kept,
    up to the longest wait, and a lost call is given time to arrive.
    """
    ceiling = min(LONGEST, SHORTEST * (1 << min(attempts - 1, 12)))
    drawn = timedelta(seconds=1 + draw(int(ceiling.total_seconds())))
    least = SETTLES_WITHIN if uncertain else timedelta(0)
    return max(drawn, least, min(asked_for or timedelta(0), LONGEST))


def rest_after(failures: int) -> timedelta | None:
    """Return how long nobody calls a system that failed so often in a row; None before that."""
    if failures < FAILURES_IN_A_ROW:
        return None
    doubled = min(failures - FAILURES_IN_A_ROW, 6)
    return min(timedelta(minutes=15), timedelta(seconds=30) * (1 << doubled))

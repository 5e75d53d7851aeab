"""The days nobody works that are charged because leave lies on both sides of them."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from leavebook.domain.calendar import Why, WorkCalendar
from leavebook.domain.spans import ONE_DAY, days_between


class Sandwich(StrEnum):
    """Which days between leave are charged too."""

    NONE = "none"
    WEEKENDS = "weekends"  # and every other day that the pattern leaves free
    HOLIDAYS = "holidays"
    BOTH = "both"


_FILLED: Final = {
    Sandwich.NONE: frozenset[Why](),
    Sandwich.WEEKENDS: frozenset({Why.WEEKEND, Why.NOT_A_WORKING_DAY}),
    Sandwich.HOLIDAYS: frozenset({Why.HOLIDAY, Why.CLOSURE}),
    Sandwich.BOTH: frozenset({Why.WEEKEND, Why.NOT_A_WORKING_DAY, Why.HOLIDAY, Why.CLOSURE}),
}


def days_between_leave(
    charged: frozenset[date], linked: frozenset[date], calendar: WorkCalendar, rule: Sandwich
) -> Iterator[date]:
    """Yield the days that the rule adds to what is charged already, never twice.

    Only days strictly between two charged ones count, and only where nothing but free days
    lies between these. At least one of the two belongs to the request being counted.
    """
    for before, after in pairwise(sorted(charged | linked)):
        gap = tuple(days_between(before + ONE_DAY, after - ONE_DAY))
        ours = before in charged or after in charged
        reasons = {day: calendar.worth(day).why_nothing for day in gap} if ours else {}
        if None in reasons.values() or Why.NOT_EMPLOYED in reasons.values():
            continue
        yield from (day for day, reason in reasons.items() if reason in _FILLED[rule])

"""The days nobody works that are charged because leave lies on both sides of them."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from leavebook.domain.calendar.calendar import Why, WorkCalendar
from leavebook.domain.calendar.spans import ONE_DAY, days_between


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
        if before in charged or after in charged:
            gap = _free_days(before, after, calendar)
            yield from (day for day, reason in gap.items() if reason in _FILLED[rule])


def _free_days(before: date, after: date, calendar: WorkCalendar) -> dict[date, Why]:
    """Return the days strictly between, with why each is free; none if one of them is not."""
    free: dict[date, Why] = {}
    for day in days_between(before + ONE_DAY, after - ONE_DAY):
        reason = calendar.worth(day).why_nothing
        if reason is None or reason is Why.NOT_EMPLOYED:
            return {}
        free[day] = reason
    return free

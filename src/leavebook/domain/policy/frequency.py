"""How often leave is granted, and where one period ends and the next begins."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.lengths import NEW_YEAR, MonthDay

DAYS_A_WEEK: Final = 7
MID_YEAR: Final = MonthDay(7, 1)


class Every(StrEnum):
    """How long a period lasts."""

    HOUR = "hour"  # granted per scheduled or worked hour, together with the date
    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Frequency:
    """A rhythm of periods; each begins on a boundary and ends the day before the next one.

    Weeks need a weekday (Monday is 0), fortnights an anchor, months days of the month
    (31 means the last one), longer periods days of the year.
    """

    every: Every
    weekday: int = 0
    month_days: tuple[int, ...] = (1,)
    dates: tuple[MonthDay, ...] = (NEW_YEAR,)
    anchor: date | None = None


DAILY: Final = Frequency(Every.DAY)
HOURLY: Final = Frequency(Every.HOUR)
MONTHLY: Final = Frequency(Every.MONTH)
QUARTERLY: Final = Frequency(
    Every.QUARTER, dates=(MonthDay(1, 1), MonthDay(4, 1), MonthDay(7, 1), MonthDay(10, 1))
)
YEARLY: Final = Frequency(Every.YEAR)


def weekly(weekday: int = 0) -> Frequency:
    """Return the rhythm of weeks that begin on the weekday, Monday being 0."""
    return Frequency(Every.WEEK, weekday=weekday)


def every_two_weeks(anchor: date) -> Frequency:
    """Return the rhythm of fortnights, one of which begins on the anchor."""
    return Frequency(Every.TWO_WEEKS, anchor=anchor)


def twice_a_month(first: int = 1, second: int = 15) -> Frequency:
    """Return the rhythm of half months that begin on the two days."""
    return Frequency(Every.HALF_MONTH, month_days=(first, second))


def monthly(day: int = 1) -> Frequency:
    """Return the rhythm of months that begin on the day; 31 is the last of every month."""
    return Frequency(Every.MONTH, month_days=(day,))


def half_yearly(first: MonthDay = NEW_YEAR, second: MonthDay = MID_YEAR) -> Frequency:
    """Return the rhythm of half years that begin on the two days."""
    return Frequency(Every.HALF_YEAR, dates=(first, second))


def yearly(starts: MonthDay = NEW_YEAR) -> Frequency:
    """Return the rhythm of years that begin on the day."""
    return Frequency(Every.YEAR, dates=(starts,))


def periods_from(frequency: Frequency, day: date) -> Iterator[tuple[date, date]]:
    """Yield full periods, first and last day included, from the one that holds the day on."""
    for start, following in pairwise(_boundaries_from(frequency, day)):
        yield start, following - ONE_DAY


def _boundaries_from(frequency: Frequency, day: date) -> Iterator[date]:
    """Yield the boundaries from the last one that is not after the day."""
    step = _fixed_step(frequency)
    if step is not None:
        start = day - timedelta(days=_days_into_period(frequency, day, step))
        for count in range((date.max - start).days // step):
            yield start + timedelta(days=count * step)
        return
    near = _in_year(frequency, day.year - 1) + _in_year(frequency, day.year)
    yield from near[bisect_right(near, day) - 1 :]
    for year in range(day.year + 1, date.max.year):
        yield from _in_year(frequency, year)


def _fixed_step(frequency: Frequency) -> int | None:
    steps = {
        Every.HOUR: 1,
        Every.DAY: 1,
        Every.WEEK: DAYS_A_WEEK,
        Every.TWO_WEEKS: 2 * DAYS_A_WEEK,
    }
    return steps.get(frequency.every)


def _days_into_period(frequency: Frequency, day: date, step: int) -> int:
    if frequency.every is Every.TWO_WEEKS:
        return (day - (frequency.anchor or date.min)).days % step
    if frequency.every is Every.WEEK:
        return (day.weekday() - frequency.weekday) % step
    return 0


@lru_cache(maxsize=1024)
def _in_year(frequency: Frequency, year: int) -> tuple[date, ...]:
    if frequency.every in {Every.HALF_MONTH, Every.MONTH}:
        days = {
            date(year, month, min(day, monthrange(year, month)[1]))
            for month in range(1, 13)
            for day in frequency.month_days
        }
    else:
        days = {month_day.in_year(year) for month_day in frequency.dates}
    return tuple(sorted(days))

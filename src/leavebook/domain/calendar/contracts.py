"""How much somebody is contracted to work, as hours of a week and as a working pattern."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from leavebook.domain.calendar.patterns import DAYS_OF_A_WEEK, MONDAY_TO_FRIDAY, WorkWeek, even_week
from leavebook.domain.limits import invalid

FULL_TIME_HOURS: Final = Decimal(40)
MINUTES_OF_AN_HOUR: Final = 60
_FOUR_PLACES: Final = Decimal("0.0001")
_LEAST: Final = Decimal("0.1667")
"""Ten minutes: two halves of a minute each on five days."""
_MOST: Final = Decimal(DAYS_OF_A_WEEK * 24)


def weekly_minutes(hours: Decimal) -> int:
    """Return the minutes of so many hours a week.

    Hours count to four decimal places, as they are shown: 16.6667 is 1,000 minutes. Raises
    Refused for hours that come to no whole number of minutes (38.33), for fewer than ten
    minutes and for more than a week has.
    """
    if not _LEAST <= hours <= _MOST:
        raise invalid("weekly_hours", "out_of_range", least=_LEAST, most=_MOST)
    minutes = int((hours * MINUTES_OF_AN_HOUR).to_integral_value(ROUND_HALF_UP))
    if weekly_hours(minutes) != hours.quantize(_FOUR_PLACES, ROUND_HALF_UP):
        raise invalid("weekly_hours", "not_whole_minutes")
    return minutes


def weekly_hours(minutes: int) -> Decimal:
    """Return minutes of a week as hours, to four decimal places."""
    return (Decimal(minutes) / MINUTES_OF_AN_HOUR).quantize(_FOUR_PLACES, ROUND_HALF_UP)


def spread(minutes: int, before: Sequence[WorkWeek] = ()) -> tuple[WorkWeek, ...]:
    """Return the weeks in which so many minutes a week are worked on average.

    They are spread evenly over Monday to Friday, or over the days that were worked before.
    Weeks that rotate keep their days and their share of the work.
    """
    total = sum(week.minutes for week in before)
    if not total:
        return (even_week(minutes),)
    if len(before) == 1:
        return (even_week(minutes, _days(before[0])),)
    return tuple(_scaled(week, minutes * len(before), total) for week in before)


def _scaled(week: WorkWeek, minutes: int, total: int) -> WorkWeek:
    if not week.minutes:
        return week
    return even_week((week.minutes * minutes + total // 2) // total, _days(week))


def _days(week: WorkWeek) -> tuple[int, ...]:
    return tuple(day for day, work in enumerate(week.days) if work) or MONDAY_TO_FRIDAY

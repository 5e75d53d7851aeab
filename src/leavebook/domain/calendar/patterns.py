"""When a person works: dated patterns of one week, or of several that rotate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from leavebook.domain.calendar.spans import DAY_MINUTES, Half
from leavebook.domain.limits import EARLIEST, LATEST, invalid

MONDAY: Final = 0
MONDAY_TO_FRIDAY: Final = (0, 1, 2, 3, 4)
DAYS_OF_A_WEEK: Final = 7
NOON_MINUTE: Final = 12 * 60
LUNCH_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class WorkInterval:
    """A stretch of work on one date, in minutes from midnight, and the half it belongs to.

    The half is the pattern's own: a shift from ten to six may call ten to two its morning.
    """

    start_minute: int
    end_minute: int
    half: Half

    def __post_init__(self) -> None:
        if not 0 <= self.start_minute < self.end_minute <= DAY_MINUTES:
            raise invalid("working_hours", "not_a_time_range")

    @property
    def minutes(self) -> int:
        """The length of the stretch."""
        return self.end_minute - self.start_minute


DayOfWork = tuple[WorkInterval, ...]


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Seven days of work, Monday first; an empty day is not worked."""

    days: tuple[DayOfWork, ...]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS_OF_A_WEEK:
            raise invalid("weeks", "not_seven_days")
        for intervals in self.days:
            ordered = sorted(intervals, key=lambda interval: interval.start_minute)
            if any(one.end_minute > later.start_minute for one, later in pairwise(ordered)):
                raise invalid("working_hours", "overlapping")

    @property
    def minutes(self) -> int:
        """All the work of the week."""
        return sum(interval.minutes for day in self.days for interval in day)

    @property
    def worked_days(self) -> int:
        """The number of dates with any work."""
        return sum(1 for day in self.days if day)


@dataclass(frozen=True, slots=True)
class WorkingPattern:
    """The weeks that repeat while the pattern is valid; open ends are None.

    Several weeks rotate: the anchor is the Monday on which the first of them began.
    """

    weeks: tuple[WorkWeek, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    anchor: date | None = None

    def __post_init__(self) -> None:
        if not self.weeks:
            raise invalid("weeks", "required")
        if (self.valid_from or EARLIEST) > (self.valid_to or LATEST):
            raise invalid("valid_to", "before_start")
        if self.anchor is not None and self.anchor.weekday() != MONDAY:
            raise invalid("anchor", "not_a_monday")
        if len(self.weeks) > 1 and self.anchor is None:
            raise invalid("anchor", "required")

    def holds_on(self, day: date) -> bool:
        """Whether the pattern is the one in force on the day."""
        starts_later = self.valid_from is not None and day < self.valid_from
        return not starts_later and (self.valid_to is None or day <= self.valid_to)

    def work_on(self, day: date) -> DayOfWork:
        """Return the stretches of work that the pattern plans for the day."""
        if self.anchor is None:
            return self.weeks[0].days[day.weekday()]
        weeks_since = (day - self.anchor).days // DAYS_OF_A_WEEK
        return self.weeks[weeks_since % len(self.weeks)].days[day.weekday()]


def pattern_on(patterns: Collection[WorkingPattern], day: date) -> WorkingPattern | None:
    """Return the pattern in force on the day; the one that began last where several are."""
    in_force = [pattern for pattern in patterns if pattern.holds_on(day)]
    return max(in_force, key=lambda pattern: pattern.valid_from or date.min, default=None)


def even_week(weekly_minutes: int, days: Collection[int] = MONDAY_TO_FRIDAY) -> WorkWeek:
    """Return the week that spreads the minutes evenly, with halves as equal as minutes allow.

    Days are counted from Monday as 0. Minutes that do not divide go to the first days; the
    lunch hour begins at noon where the day leaves room for one.
    """
    worked = sorted(set(days))
    if not worked or not set(worked) <= set(range(DAYS_OF_A_WEEK)):
        raise invalid("working_days", "out_of_range", least=1, most=DAYS_OF_A_WEEK)
    if not 2 * len(worked) <= weekly_minutes <= len(worked) * DAY_MINUTES:
        raise invalid("weekly_hours", "out_of_range", most=len(worked) * DAY_MINUTES // 60)
    share, rest = divmod(weekly_minutes, len(worked))
    minutes = {day: share + (place < rest) for place, day in enumerate(worked)}
    return WorkWeek(
        tuple(_even_day(minutes[day]) if day in minutes else () for day in range(DAYS_OF_A_WEEK))
    )


def _even_day(minutes: int) -> DayOfWork:
    morning = (minutes + 1) // 2
    afternoon = minutes - morning
    lunch = min(LUNCH_MINUTES, max(0, DAY_MINUTES - NOON_MINUTE - afternoon))
    return (
        WorkInterval(NOON_MINUTE - morning, NOON_MINUTE, Half.AM),
        WorkInterval(NOON_MINUTE + lunch, NOON_MINUTE + lunch + afternoon, Half.PM),
    )

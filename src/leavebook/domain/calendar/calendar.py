"""What a day is worth to one person: the pattern in force, less what is free anyway."""

from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from leavebook.domain.calendar.patterns import DayOfWork, WorkingPattern, pattern_on
from leavebook.domain.calendar.spans import BOTH_HALVES, NO_HALF, Half
from leavebook.domain.limits import invalid

HALF_A_DAY: Final = Decimal("0.5")
SATURDAY: Final = 5
LEAP_DAY: Final = (2, 29)


class Part(StrEnum):
    """A whole date or one half of it."""

    FULL = "full"
    AM = "am"
    PM = "pm"

    @property
    def halves(self) -> frozenset[Half]:
        """The halves that the part covers."""
        return BOTH_HALVES if self is Part.FULL else frozenset({Half(self.value)})


class Why(StrEnum):
    """Why a date is charged as it is; the order is the one in which reasons win."""

    NOT_EMPLOYED = "not_employed"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    NOT_A_WORKING_DAY = "not_a_working_day"
    BETWEEN_LEAVE = "between_leave"  # charged although it is not worked: a sandwich rule


@dataclass(frozen=True, slots=True)
class Holiday:
    """A date of which a part is free for everybody at a site."""

    on: date
    name: str
    free: Part = Part.FULL


@dataclass(frozen=True, slots=True)
class CompanyDay:
    """A date of every year of which the company works only a part, such as Christmas Eve."""

    month: int
    day: int
    name: str
    working: Part | None

    def __post_init__(self) -> None:
        try:
            date(2000, self.month, self.day)
        except ValueError as error:
            raise invalid("day", "not_a_date") from error

    def holiday_in(self, year: int) -> Holiday | None:
        """Return the holiday it makes in the year; none when all of the date is worked."""
        falls_out = (self.month, self.day) == LEAP_DAY and not isleap(year)
        if self.working is Part.FULL or falls_out:
            return None
        return Holiday(date(year, self.month, self.day), self.name, _REST[self.working])


@dataclass(frozen=True, slots=True)
class DayWorth:
    """What one date is worth: what is planned, and what is left of it after free time."""

    on: date
    fraction: Decimal
    minutes: int
    scheduled_fraction: Decimal
    scheduled_minutes: int
    why_nothing: Why | None


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """One person's working patterns, with the holidays and closures of their site.

    A closure is a date that the company gives away whole. Employment is open where None.
    """

    patterns: tuple[WorkingPattern, ...]
    holidays: tuple[Holiday, ...] = ()
    closures: frozenset[date] = frozenset()
    employed_from: date | None = None
    employed_to: date | None = None
    _holiday_halves: Mapping[date, frozenset[Half]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.employed_from and self.employed_to and self.employed_to < self.employed_from:
            raise invalid("left_at", "before_start")
        object.__setattr__(self, "_holiday_halves", _by_date(self.holidays))

    def employs_on(self, day: date) -> bool:
        """Whether the day lies in the person's employment, both ends included."""
        started = self.employed_from is None or self.employed_from <= day
        return started and (self.employed_to is None or day <= self.employed_to)

    def work_on(self, day: date) -> DayOfWork:
        """Return the work planned for the day, holidays or not; none outside employment."""
        if not self.employs_on(day):
            return ()
        pattern = pattern_on(self.patterns, day)
        return () if pattern is None else pattern.work_on(day)

    def free_halves(self, day: date) -> frozenset[Half]:
        """Return the halves of the day that a holiday or a closure gives away."""
        return BOTH_HALVES if day in self.closures else self._holiday_halves.get(day, NO_HALF)

    def why_nothing(self, day: date, asked: frozenset[Half] = BOTH_HALVES) -> Why:
        """Return the reason that wins on a day of which the asked halves are worth nothing."""
        if not self.employs_on(day):
            return Why.NOT_EMPLOYED
        if day.weekday() >= SATURDAY and not self.work_on(day):
            return Why.WEEKEND
        if self._holiday_halves.get(day, NO_HALF) & asked:
            return Why.HOLIDAY
        return Why.CLOSURE if day in self.closures else Why.NOT_A_WORKING_DAY

    def worth(self, day: date) -> DayWorth:
        """Return what the whole day is worth in days and minutes, and why when nothing."""
        planned = self.work_on(day)
        free = self.free_halves(day)
        left = tuple(interval for interval in planned if interval.half not in free)
        return DayWorth(
            day,
            fraction=fraction_of(left),
            minutes=minutes_of(left),
            scheduled_fraction=fraction_of(planned),
            scheduled_minutes=minutes_of(planned),
            why_nothing=None if left else self.why_nothing(day),
        )


def fraction_of(work: DayOfWork) -> Decimal:
    """Return the worth in days: each half with any work is half a day, whatever its length."""
    return HALF_A_DAY * len({interval.half for interval in work})


def minutes_of(work: DayOfWork) -> int:
    """Return the length of the work in minutes."""
    return sum(interval.minutes for interval in work)


_REST: Final[Mapping[Part | None, Part]] = {
    None: Part.FULL,
    Part.AM: Part.PM,
    Part.PM: Part.AM,
}


def _by_date(holidays: Iterable[Holiday]) -> dict[date, frozenset[Half]]:
    free: dict[date, frozenset[Half]] = {}
    for holiday in holidays:
        free[holiday.on] = free.get(holiday.on, NO_HALF) | holiday.free.halves
    return free

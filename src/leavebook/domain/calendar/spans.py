"""The time that somebody asks to be away: dates plus parts, never timestamps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from leavebook.domain.limits import invalid, known_day
from leavebook.domain.problems import Code, Problem, Refused

ClockRange = tuple[datetime, datetime]
"""A half-open range of local wall-clock time, without a zone."""

DAY_MINUTES: Final = 24 * 60
NOON: Final = time(12)
ONE_DAY: Final = timedelta(days=1)


class Half(StrEnum):
    """The two bookable halves of a date."""

    AM = "am"
    PM = "pm"


BOTH_HALVES: Final = frozenset(Half)
NO_HALF: Final[frozenset[Half]] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """Leave from a half of its first date to a half of its last one, both included.

    With minutes it means that stretch of the clock on every one of its dates instead.
    """

    first: date
    last: date
    first_half: Half = Half.AM
    last_half: Half = Half.PM
    start_minute: int | None = None
    end_minute: int | None = None

    def __post_init__(self) -> None:
        known_day(self.first, field="start_date")
        known_day(self.last, field="end_date")
        if (self.last, self.last_half) < (self.first, self.first_half):
            raise Refused(Problem(Code.ENDS_BEFORE_START))
        _check_minutes(self.start_minute, self.end_minute)

    @property
    def in_hours(self) -> bool:
        """Whether the span is a stretch of the clock rather than halves of days."""
        return self.start_minute is not None

    @property
    def has_half_day(self) -> bool:
        """Whether the span begins at noon or ends at noon."""
        return not self.in_hours and (self.first_half is Half.PM or self.last_half is Half.AM)

    def covers(self, day: date) -> bool:
        """Whether any part of the day lies in the span."""
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Yield every date of the span, in order."""
        return days_between(self.first, self.last)

    def halves_on(self, day: date) -> frozenset[Half]:
        """Return the halves of the day that are asked for; none for a span in hours."""
        if self.in_hours:
            return NO_HALF
        start, end = (self.first, self.first_half), (self.last, self.last_half)
        return frozenset(half for half in Half if start <= (day, half) <= end)


def whole_days(first: date, last: date | None = None) -> Span:
    """Return the span of whole dates; one date when no last one is given."""
    return Span(first, first if last is None else last)


def half_day(first: date, last: date, half: Half) -> Span:
    """Return one half of one date; "half a day" of several dates is refused."""
    if last < first:
        raise Refused(Problem(Code.ENDS_BEFORE_START))
    if first != last:
        raise Refused(Problem(Code.HALF_DAY_IS_ONE_DATE))
    return Span(first, last, first_half=half, last_half=half)


def clock_ranges(span: Span) -> tuple[ClockRange, ...]:
    """Return the local wall-clock time that the span takes, as half-open ranges.

    A morning is 00:00 to noon and an afternoon noon to midnight, whatever the pattern says,
    so halves of one date never meet. Hours give one range for each date.
    """
    if span.start_minute is None or span.end_minute is None:
        return (_from_half_to_half(span),)
    return tuple(
        (_clock(day, span.start_minute), _clock(day, span.end_minute)) for day in span.days()
    )


def overlaps(one: Span, other: Span) -> bool:
    """Whether the two spans share any moment; touching is not sharing."""
    if one.last < other.first or other.last < one.first:
        return False
    return any(
        start < other_end and other_start < end
        for start, end in clock_ranges(one)
        for other_start, other_end in clock_ranges(other)
    )


def disjoint(spans: tuple[Span, ...]) -> bool:
    """Whether no two of the spans of one request share a moment."""
    ranges = sorted(moment for span in spans for moment in clock_ranges(span))
    return all(end <= next_start for (_, end), (next_start, _) in pairwise(ranges))


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every date from the first to the last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _check_minutes(start: int | None, end: int | None) -> None:
    if (start is None) != (end is None):
        raise invalid("start_time" if start is None else "end_time", "required")
    if start is None or end is None:
        return
    for field, minute in (("start_time", start), ("end_time", end)):
        if not 0 <= minute <= DAY_MINUTES:
            raise invalid(field, "out_of_range", least=0, most=DAY_MINUTES)
    if end <= start:
        raise invalid("end_time", "not_after_start")


def _from_half_to_half(span: Span) -> ClockRange:
    start = datetime.combine(span.first, NOON if span.first_half is Half.PM else time.min)
    if span.last_half is Half.AM:
        return start, datetime.combine(span.last, NOON)
    return start, datetime.combine(span.last + ONE_DAY, time.min)


def _clock(day: date, minute: int) -> datetime:
    return datetime.combine(day, time.min) + timedelta(minutes=minute)

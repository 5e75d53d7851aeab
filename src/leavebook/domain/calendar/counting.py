"""What leave costs: one row for each of its dates, and their sum in days and minutes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, TypeVar

from leavebook.domain.calendar.calendar import Why, WorkCalendar, fraction_of, minutes_of
from leavebook.domain.calendar.patterns import MONDAY_TO_FRIDAY, DayOfWork, WorkInterval, even_week
from leavebook.domain.calendar.sandwich import Sandwich, days_between_leave
from leavebook.domain.calendar.spans import BOTH_HALVES, DAY_MINUTES, NO_HALF, Half, Span
from leavebook.domain.limits import invalid

STANDARD_DAY: Final = 480
SHORTEST_DAY: Final = 2  # a minute for each half
HOUR: Final = 60
SUNDAY: Final = 6
NOTHING: Final = Decimal(0)
EXACT: Final = Decimal("0.0001")


class Unit(StrEnum):
    """The one unit in which a leave type keeps its ledger."""

    DAY = "day"
    HOUR = "hour"


class CountMode(StrEnum):
    """Which dates of a span are charged."""

    WORKING_DAYS = "working"  # what the person's pattern plans
    CALENDAR_DAYS = "calendar"  # every date
    SIX_DAY_WEEK = "six_day"  # Monday to Saturday, whatever the pattern
    HOURS = "hours"  # worked minutes, a day being a standard day's minutes


@dataclass(frozen=True, slots=True)
class CountRules:
    """How a leave type counts; `day_minutes` is a standard day's length."""

    mode: CountMode = CountMode.WORKING_DAYS
    unit: Unit = Unit.DAY
    sandwich: Sandwich = Sandwich.NONE
    counts_holidays: bool = False
    day_minutes: int = STANDARD_DAY

    def __post_init__(self) -> None:
        if not SHORTEST_DAY <= self.day_minutes <= DAY_MINUTES:
            raise invalid("day_minutes", "out_of_range", least=SHORTEST_DAY, most=DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class DayRow:
    """What one date is charged; the reason says why it is nothing, or why it is not."""

    on: date
    minutes: int
    fraction: Decimal
    reason: Why | None = None

    @property
    def is_charged(self) -> bool:
        """Whether the date costs anything."""
        return self.minutes > 0 or self.fraction > 0


def count(
    spans: Iterable[Span],
    calendar: WorkCalendar,
    rules: CountRules,
    *,
    linked: frozenset[date] = frozenset(),
) -> tuple[DayRow, ...]:
    """Return one row for every date of the spans, and for those a sandwich rule adds.

    `linked` are the dates charged by the person's other live requests under a sandwich rule:
    what lies between them and these spans is charged here, unless it is charged there.
    """
    spans = tuple(spans)
    dates = sorted({day for span in spans for day in span.days()})
    rows = {day: _row(day, spans, calendar, rules) for day in dates}
    charged = frozenset(day for day, row in rows.items() if row.is_charged)
    for day in days_between_leave(charged, linked, calendar, rules.sandwich):
        rows[day] = DayRow(day, rules.day_minutes, Decimal(1), Why.BETWEEN_LEAVE)
    return tuple(rows[day] for day in sorted(rows))


def days_of(rows: Iterable[DayRow]) -> Decimal:
    """Return the sum in days."""
    return sum((row.fraction for row in rows), NOTHING)


def minutes_of_rows(rows: Iterable[DayRow]) -> int:
    """Return the sum in minutes."""
    return sum(row.minutes for row in rows)


def amount(rows: Iterable[DayRow], unit: Unit) -> Decimal:
    """Return the sum in the leave type's unit; minutes become hours once, at the end."""
    if unit is Unit.DAY:
        return days_of(rows)
    return (Decimal(minutes_of_rows(rows)) / HOUR).quantize(EXACT, ROUND_HALF_UP)


Key = TypeVar("Key")


def split(rows: Iterable[DayRow], key: Callable[[date], Key]) -> dict[Key, tuple[DayRow, ...]]:
    """Return the rows by what the key says of their date, such as its leave year."""
    parts: dict[Key, tuple[DayRow, ...]] = {}
    for row in rows:
        parts[key(row.on)] = (*parts.get(key(row.on), ()), row)
    return parts


def by_year(rows: Iterable[DayRow]) -> dict[int, tuple[DayRow, ...]]:
    """Return the rows by calendar year."""
    return split(rows, lambda day: day.year)


def by_month(rows: Iterable[DayRow]) -> dict[tuple[int, int], tuple[DayRow, ...]]:
    """Return the rows by year and month."""
    return split(rows, lambda day: (day.year, day.month))


def _row(day: date, spans: tuple[Span, ...], calendar: WorkCalendar, rules: CountRules) -> DayRow:
    halves = NO_HALF.union(*(span.halves_on(day) for span in spans))
    windows = _windows(day, spans)
    asked = BOTH_HALVES if windows else halves
    free = NO_HALF if rules.counts_holidays else calendar.free_halves(day)
    work = tuple(
        interval for interval in _countable(day, calendar, rules) if interval.half not in free
    )
    whole = tuple(interval for interval in work if interval.half in halves)
    minutes = minutes_of(whole)
    clipped = sum(_shared(i, windows) for i in work if i.half not in halves)
    if minutes + clipped == 0:
        return DayRow(day, 0, NOTHING, _why(day, calendar, rules, asked))
    fraction = fraction_of(whole) + _part(clipped, work, fraction_of(whole))
    if rules.mode is CountMode.HOURS:
        fraction = (Decimal(minutes + clipped) / rules.day_minutes).quantize(EXACT, ROUND_HALF_UP)
    return DayRow(day, minutes + clipped, fraction)


def _countable(day: date, calendar: WorkCalendar, rules: CountRules) -> DayOfWork:
    """Return the work that the mode sees on the day, free or not."""
    planned = calendar.work_on(day)
    if rules.mode in {CountMode.WORKING_DAYS, CountMode.HOURS} or not calendar.employs_on(day):
        return planned
    if rules.mode is CountMode.SIX_DAY_WEEK and day.weekday() == SUNDAY:
        return ()
    worked = {interval.half for interval in planned}
    standard = even_week(rules.day_minutes * len(MONDAY_TO_FRIDAY)).days[0]
    return planned + tuple(interval for interval in standard if interval.half not in worked)


def _windows(day: date, spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (span.start_minute, span.end_minute)
        for span in spans
        if span.covers(day) and span.start_minute is not None and span.end_minute is not None
    )


def _shared(interval: WorkInterval, windows: tuple[tuple[int, int], ...]) -> int:
    # The spans of a request are disjoint, so no minute is counted twice.
    return sum(
        max(0, min(interval.end_minute, end) - max(interval.start_minute, start))
        for start, end in windows
    )


def _part(clipped: int, work: DayOfWork, taken: Decimal) -> Decimal:
    """Return hours as a part of the day's worth, never more than what is left of it."""
    if not clipped:
        return NOTHING
    worth = fraction_of(work)
    part = (worth * clipped / minutes_of(work)).quantize(EXACT, ROUND_HALF_UP)
    return min(part, worth - taken)


def _why(day: date, calendar: WorkCalendar, rules: CountRules, asked: frozenset[Half]) -> Why:
    six_days = rules.mode is CountMode.SIX_DAY_WEEK
    if six_days and day.weekday() == SUNDAY and calendar.employs_on(day):
        return Why.WEEKEND
    return calendar.why_nothing(day, asked)

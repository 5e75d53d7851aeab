"""Translations that several case files share: schedules, holidays, spans."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from leavebook.domain.calendar.calendar import Holiday, Part, WorkCalendar
from leavebook.domain.calendar.patterns import DayOfWork, WorkingPattern, WorkInterval, WorkWeek
from leavebook.domain.calendar.spans import Half, Span
from leavebook.domain.limits import read_day
from tests.cases.runner import Data

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_of(schedule: Iterable[Data], holidays: Iterable[Data]) -> WorkCalendar:
    """Return the calendar of somebody who works the schedule."""
    return WorkCalendar(
        tuple(_pattern(entry) for entry in schedule),
        tuple(
            Holiday(day(entry["date"]), "", Part(entry.get("part", "full"))) for entry in holidays
        ),
    )


def span_of(request: Data) -> Span:
    """Return the span that a request of the cases names."""
    return Span(
        read_day(str(request["start"]), field="start_date"),
        read_day(str(request["end"]), field="end_date"),
        first_half=Half(request.get("start_half") or "am"),
        last_half=Half(request.get("end_half") or "pm"),
        start_minute=minute(request.get("start_time")),
        end_minute=minute(request.get("end_time")),
    )


def spans_of(request: Data) -> tuple[Span, ...]:
    """Return the spans of a request; "that half of every date" is a span for each date."""
    span = span_of(request)
    half = request.get("each_day_half")
    if half is None:
        return (span,)
    return tuple(Span(on, on, Half(half), Half(half)) for on in span.days())


def day(text: str) -> date:
    """Return the date that the text names."""
    return date.fromisoformat(text)


def minute(text: str | None) -> int | None:
    """Return the minutes from midnight that a clock time names."""
    if not text:
        return None
    hours, minutes = text.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _pattern(entry: Data) -> WorkingPattern:
    return WorkingPattern(
        tuple(_week(week) for week in entry["weeks"]),
        valid_from=_day_or_none(entry["valid_from"]),
        valid_to=_day_or_none(entry["valid_to"]),
        anchor=_day_or_none(entry.get("anchor")),
    )


def _week(week: Data) -> WorkWeek:
    return WorkWeek(tuple(_work(week.get(name, ())) for name in WEEKDAYS))


def _work(intervals: Iterable[tuple[str, str, str]]) -> DayOfWork:
    return tuple(
        WorkInterval(minute(start) or 0, minute(end) or 0, Half(half))
        for start, end, half in intervals
    )


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else day(text)

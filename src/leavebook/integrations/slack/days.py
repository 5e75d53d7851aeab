"""Days as a message says them: pure."""

from datetime import date
from typing import Final

from leavebook.domain.calendar.spans import Half
from leavebook.services.outside.remote_systems import RemoteLeave

_MONTHS: Final = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_HALVES: Final = {Half.AM: "in the morning", Half.PM: "in the afternoon"}
_HOUR: Final = 60


def days(leave: RemoteLeave) -> str:
    """Return when the leave is, such as "4 May – 6 May 2026" or "4 May 2026 in the morning"."""
    if leave.half_day is not None:
        return f"{day(leave.first_day)} {_HALVES[leave.half_day]}"
    if leave.first_day == leave.last_day:
        return day(leave.first_day) + _hours(leave)
    return between(leave.first_day, leave.last_day) + _hours(leave)


def between(first: date, last: date) -> str:
    """Return the days from the first to the last, both included."""
    if first == last:
        return day(first)
    start = day(first) if first.year != last.year else day(first).rpartition(" ")[0]
    return f"{start} – {day(last)}"


def day(on: date) -> str:
    """Return one date; the months are English whatever the server's language."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def _hours(leave: RemoteLeave) -> str:
    """Return the stretch of the clock that leave in hours takes."""
    span = leave.spans[0] if len(leave.spans) == 1 else None
    if span is None or span.start_minute is None or span.end_minute is None:
        return ""
    return f", {_clock(span.start_minute)}–{_clock(span.end_minute)}"


def _clock(minute: int) -> str:
    return f"{minute // _HOUR:02}:{minute % _HOUR:02}"

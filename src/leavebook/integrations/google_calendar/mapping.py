"""Our leave as an event of a shared calendar: pure."""

import base64
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.spans import ONE_DAY, Half, Span, clock_ranges
from leavebook.services.remote_systems import RemoteLeave

SHOWS_TYPE: Final = "shows_type"
_MARKER: Final = "leavebook"
_CANCELLED: Final = "cancelled"


def event_id(leave: RemoteLeave) -> str:
    """Return the id that the event has in the calendar: the same whenever it is told again."""
    key = leave.request.bytes + leave.generation.to_bytes(4, "big")
    return base64.b32hexencode(key).decode().lower().rstrip("=")


def event(leave: RemoteLeave, settings: Mapping[str, str]) -> dict[str, object]:
    """Return the event; what kind of leave it is stays inside unless the company shows it."""
    what = leave.leave_type if settings.get(SHOWS_TYPE) == "yes" else None
    return {
        "id": event_id(leave),
        "summary": f"{leave.person} – {what or 'away'}",
        "transparency": "transparent",
        "visibility": "private" if leave.leave_type is None else "default",
        "extendedProperties": {"private": {_MARKER: leave.marker}},
        **_when(leave),
    }


def is_ours(found: Any, leave: RemoteLeave) -> bool:  # noqa: ANN401  JSON holds anything
    """Whether the event is this very generation of this leave."""
    private = found.get("extendedProperties", {}).get("private", {})
    return bool(private.get(_MARKER) == leave.marker)


def is_cancelled(found: Any) -> bool:  # noqa: ANN401  JSON holds anything
    """Whether the event was deleted; its id stays taken."""
    return bool(found.get("status") == _CANCELLED)


def _when(leave: RemoteLeave) -> dict[str, object]:
    """Return when the event is; several spans of one request show as one stretch of days."""
    span = leave.spans[0] if len(leave.spans) == 1 else None
    if span is None or _is_whole(span):
        return {
            "start": {"date": leave.first_day.isoformat()},
            "end": {"date": (leave.last_day + ONE_DAY).isoformat()},  # the first day after
        }
    start, end = clock_ranges(span)[0]
    timed: dict[str, object] = {
        "start": _moment(start, leave.timezone),
        "end": _moment(end, leave.timezone),
    }
    if span.in_hours and span.last > span.first:
        timed["recurrence"] = [f"RRULE:FREQ=DAILY;COUNT={_count(span.first, span.last)}"]
    return timed


def _is_whole(span: Span) -> bool:
    whole = span.first_half is Half.AM and span.last_half is Half.PM
    return whole and not span.in_hours


def _moment(at: datetime, zone: str) -> dict[str, str]:
    """Return a moment as Google's description has it: with its offset, besides the zone."""
    return {"dateTime": at.replace(tzinfo=ZoneInfo(zone)).isoformat(), "timeZone": zone}


def _count(first: date, last: date) -> int:
    return (last - first) // timedelta(days=1) + 1

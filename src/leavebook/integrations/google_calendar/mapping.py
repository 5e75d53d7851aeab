"""Our leave as events of a shared calendar, and of the person's own: pure."""

import base64
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.spans import ONE_DAY, ClockRange, Half, Span, clock_ranges
from leavebook.services.outside.remote_systems import RemoteLeave

Event = dict[str, object]

SHOWS_TYPE: Final = "shows_type"
_MARKER: Final = "leavebook"
_CANCELLED: Final = "cancelled"


def event_id(leave: RemoteLeave) -> str:
    """Return the id that the event has in the calendar: the same whenever it is told again."""
    return _id(leave.request.bytes + leave.generation.to_bytes(4, "big"))


def event(leave: RemoteLeave, settings: Mapping[str, str]) -> Event:
    """Return the event; its type is shown where the company does so and everybody may know it."""
    what = leave.leave_type if settings.get(SHOWS_TYPE) == "yes" and leave.is_open else None
    return {
        "id": event_id(leave),
        "summary": f"{leave.person} – {what or 'away'}",
        "transparency": "transparent",
        "visibility": "private" if leave.leave_type is None else "default",
        "extendedProperties": {"private": {_MARKER: leave.marker}},
        **_when(leave),
    }


def own_events(leave: RemoteLeave) -> tuple[Event, ...]:
    """Return what the person's own calendar shows: each stretch of the leave, and never why.

    New invitations are declined; what had been accepted before stays, for nobody could take
    that back.
    """
    key = leave.request.bytes + leave.generation.to_bytes(4, "big")
    return tuple(
        {
            "id": _id(key + b"own" + number.to_bytes(4, "big")),
            "eventType": "outOfOffice",
            "summary": "Out of office",
            "transparency": "opaque",
            "outOfOfficeProperties": {
                "autoDeclineMode": "declineOnlyNewConflictingInvitations",
                "declineMessage": "I am out of office.",
            },
            "extendedProperties": {"private": {_MARKER: leave.marker}},
            "start": _moment(start, leave.timezone),
            "end": _moment(end, leave.timezone),
        }
        for number, (start, end) in enumerate(_stretches(leave))
    )


def is_ours(found: Any, leave: RemoteLeave) -> bool:  # noqa: ANN401  JSON holds anything
    """Whether the event is this very generation of this leave."""
    private = found.get("extendedProperties", {}).get("private", {})
    return bool(private.get(_MARKER) == leave.marker)


def is_cancelled(found: Any) -> bool:  # noqa: ANN401  JSON holds anything
    """Whether the event was deleted; its id stays taken."""
    return bool(found.get("status") == _CANCELLED)


def _id(key: bytes) -> str:
    return base64.b32hexencode(key).decode().lower().rstrip("=")


def _stretches(leave: RemoteLeave) -> list[ClockRange]:
    """Return the times of the leave, as one where they follow on each other."""
    found: list[ClockRange] = []
    for start, end in sorted(each for span in leave.spans for each in clock_ranges(span)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _when(leave: RemoteLeave) -> dict[str, object]:
    """Return when the event is.

    Spans that lie apart are one event that comes back: on each of the days, or each time at the
    same hours. Where they differ it is one stretch of days, and its description says which.
    """
    if all(_is_whole(span) for span in leave.spans):
        days = sorted({day for span in leave.spans for day in span.days()})
        is_one_stretch = len(days) == (leave.last_day - leave.first_day).days + 1
        return _all_day(leave.first_day, leave.last_day) if is_one_stretch else _on_days(days)
    ranges = sorted(each for span in leave.spans for each in clock_ranges(span))
    if len({(start.time(), end - start) for start, end in ranges}) == 1:
        return _at_hours(ranges, leave.timezone)
    said = (f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M}" for start, end in ranges)
    return {**_all_day(leave.first_day, leave.last_day), "description": "\n".join(said)}


def _is_whole(span: Span) -> bool:
    whole = span.first_half is Half.AM and span.last_half is Half.PM
    return whole and not span.in_hours


def _all_day(first: date, last: date) -> dict[str, object]:
    return {
        "start": {"date": first.isoformat()},
        "end": {"date": (last + ONE_DAY).isoformat()},  # the first day after
    }


def _on_days(days: Sequence[date]) -> dict[str, object]:
    """Return one day that comes back on the others (RFC 5545, 3.8.5.2)."""
    others = ",".join(f"{day:%Y%m%d}" for day in days[1:])
    return {**_all_day(days[0], days[0]), "recurrence": [f"RDATE;VALUE=DATE:{others}"]}


def _at_hours(ranges: Sequence[ClockRange], zone: str) -> dict[str, object]:
    (start, end), *others = ranges
    timed: dict[str, object] = {"start": _moment(start, zone), "end": _moment(end, zone)}
    if others and others[-1][0] - start == ONE_DAY * len(others):
        timed["recurrence"] = [f"RRULE:FREQ=DAILY;COUNT={len(ranges)}"]
    elif others:
        times = ",".join(f"{again:%Y%m%dT%H%M%S}" for again, _ in others)
        timed["recurrence"] = [f"RDATE;TZID={zone}:{times}"]
    return timed


def _moment(at: datetime, zone: str) -> dict[str, str]:
    """Return a moment as Google's description has it: with its offset, besides the zone."""
    return {"dateTime": at.replace(tzinfo=ZoneInfo(zone)).isoformat(), "timeZone": zone}

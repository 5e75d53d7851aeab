"""Writes leave as a calendar program reads it (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from icalendar import Calendar, Event, Timezone

from leavebook.domain.calendar.spans import BOTH_HALVES, NOON, Half, Span
from leavebook.queries.leave.calendar_feed import CalendarFeed, Entry
from leavebook.services.telling.calendar_feeds import Feed
from leavebook.web.languages import Words

MEDIA_TYPE = "text/calendar"

_ONE_DAY = timedelta(days=1)


def calendar_file(told: CalendarFeed, feed: Feed, words: Words) -> bytes:
    """Return the calendar; whole days end the day after their last, as the format has it.

    Parts of days are local wall-clock time without a zone, so that a morning stays a morning
    wherever it is looked at.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Leavebook//Leave//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{told.company}: {_title(feed, words)}")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    # A calendar without any component is no calendar, and somebody may have no leave at all.
    calendar.add_component(Timezone.from_tzid(told.timezone))
    for entry in told.entries:
        for place, (start, end, half) in enumerate(_stretches(entry.spans)):
            calendar.add_component(
                _event(entry, feed, words, place=place, start=start, end=end, half=half)
            )
    written: bytes = calendar.to_ical()
    return written


def _title(feed: Feed, words: Words) -> str:
    return words.gettext("My leave") if feed is Feed.OWN else words.gettext("Who is away")


def _event(
    entry: Entry,
    feed: Feed,
    words: Words,
    *,
    place: int,
    start: date,
    end: date,
    half: Half | None,
) -> Event:
    event = Event()
    event.add("uid", f"{entry.uuid}-{place}@leavebook")
    event.add("sequence", entry.version)
    event.add("dtstamp", entry.changed_at)
    event.add("created", entry.asked_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _summary(entry, feed, words, half))
    event.add("status", _status(entry))
    # A colleague's leave does not make the reader busy; their own does.
    event.add("transp", "OPAQUE" if feed is Feed.OWN else "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(entry: Entry, feed: Feed, words: Words, half: Half | None) -> str:
    kind = entry.leave_type or words.gettext("Away")
    said = kind if feed is Feed.OWN else f"{entry.full_name}: {kind}"
    if half is not None:
        part = words.gettext("morning") if half is Half.AM else words.gettext("afternoon")
        said = f"{said} ({part})"
    if not entry.is_agreed and not entry.is_called_off:
        return f"{said} – {words.gettext('waiting')}"
    return said


def _status(entry: Entry) -> str:
    if entry.is_called_off:
        return "CANCELLED"
    return "CONFIRMED" if entry.is_agreed else "TENTATIVE"


def _stretches(spans: Iterable[Span]) -> Iterator[tuple[date, date, Half | None]]:
    """Yield start, end and, for half a day, which one; whole days are dates, parts are times."""
    for span in spans:
        if span.start_minute is not None and span.end_minute is not None:
            for day in span.days():
                yield _at(day, span.start_minute), _at(day, span.end_minute), None
            continue
        for halves, run in groupby(span.days(), span.halves_on):
            days = list(run)
            if halves == BOTH_HALVES:
                yield days[0], days[-1] + _ONE_DAY, None
            else:
                (half,) = halves
                yield *_half(days[0], half), half


def _half(day: date, half: Half) -> tuple[datetime, datetime]:
    noon = datetime.combine(day, NOON)
    midnight = datetime.combine(day, time())
    return (midnight, noon) if half is Half.AM else (noon, midnight + _ONE_DAY)


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)

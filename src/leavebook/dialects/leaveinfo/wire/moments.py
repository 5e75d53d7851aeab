"""Date-times of this API, and the days they stand for.

A leave is made of days. A date-time stands for the date that it is in the company's time zone
at that moment; only midnight UTC, which is how a bare date is written here, is that date itself
everywhere. So what is read can be sent back from any time zone and means the same.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from leavebook.domain.limits import EARLIEST, LATEST, invalid, known_day, read_day
from leavebook.http.moments import utc_text
from leavebook.http.reading import Fault

_FORM: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FINER_THAN_KEPT: Final = re.compile(r"(\.\d{6})\d+")


@dataclass(frozen=True, slots=True)
class Given:
    """A moment that a caller gave, and the day it stands for."""

    at: datetime
    day: date


def read_moment(text: str, *, field: str, zone: str) -> Given:
    """Return the moment and its day; a bare date is its midnight UTC.

    Raises Refused naming the field for anything that is neither a date-time with its offset
    nor a date, and for days outside the calendar.
    """
    if not text:
        raise invalid(field, Fault.MISSING)
    if _DATE.fullmatch(text):
        day = read_day(text, field=field)
        return Given(midnight(day), day)
    if not _FORM.fullmatch(text):
        raise invalid(field, Fault.NOT_A_DATE)
    try:
        given = datetime.fromisoformat(_FINER_THAN_KEPT.sub(r"\1", text.upper()))
    except ValueError as error:
        raise invalid(field, Fault.NOT_A_DATE) from error
    if not EARLIEST.year <= given.year <= LATEST.year:
        raise invalid(field, "out_of_range", earliest=EARLIEST, latest=LATEST)
    at = given.astimezone(UTC)
    day = at.date() if at.time() == time.min else at.astimezone(ZoneInfo(zone)).date()
    return Given(at, known_day(day, field=field))


def midnight(day: date) -> datetime:
    """Return the moment that stands for a bare date."""
    return datetime.combine(day, time.min, UTC)


def stamp(moment: datetime) -> str:
    """Return a moment in UTC with three digits of a second and a Z."""
    return f"{utc_text(moment, digits=3)}Z"


def day_stamp(day: date) -> str:
    """Return the moment that stands for a bare date, as this API writes it."""
    return f"{msgspec.to_builtins(day)}T00:00:00.000Z"

"""Dates and moments as this API writes and reads them.

The civil-date rule: YYYY-MM-DD names its day. A date-time without an offset names the day it
is written on. Midnight in UTC names its day as well, because that is how this API writes days;
any other date-time names the day it is in the company's time zone, so that midnight by a
browser's clock stays the day that was picked.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from leavebook.domain.limits import EARLIEST, LATEST
from leavebook.domain.problems import Refused
from leavebook.http.moments import utc_text
from leavebook.http.reading import Fault, invalid

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII
)


def moment(at: datetime) -> str:
    """Return a moment in UTC with milliseconds: 2026-04-01T08:00:00.000Z."""
    return f"{utc_text(at, digits=3)}Z"


def midnight(day: date) -> str:
    """Return a day as this API writes one: 2026-04-01T00:00:00.000Z."""
    return f"{msgspec.to_builtins(day)}T00:00:00.000Z"


def read_day(text: str, *, field: str, zone: str) -> date:
    """Return the day that a text names by the rule above; raises Refused naming the field."""
    if _DAY.fullmatch(text):
        return _known(_parsed(text, field).date(), field)
    at = _date_time(text, field)
    utc = _in_utc(at)
    if at.tzinfo is None or utc.time() == time.min:
        return _known(utc.date(), field)
    _known(utc.date(), field)
    return _known(at.astimezone(ZoneInfo(zone)).date(), field)


def read_moment(text: str, *, field: str) -> datetime:
    """Return the moment that a text names; a day, or no offset, means UTC."""
    at = _parsed(text, field) if _DAY.fullmatch(text) else _date_time(text, field)
    at = _in_utc(at)
    _known(at.date(), field)
    return at


def _date_time(text: str, field: str) -> datetime:
    if not _DATE_TIME.fullmatch(text):
        raise Refused(invalid(field, Fault.NOT_A_DATE))
    return _parsed(text, field)


def _parsed(text: str, field: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        _in_utc(at)
    except (ValueError, OverflowError) as error:
        raise Refused(invalid(field, Fault.NOT_A_DATE)) from error
    return at


def _in_utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _known(day: date, field: str) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Refused(invalid(field, Fault.DATE_OUT_OF_RANGE))
    return day

"""Dates as Xero writes them: the older payroll as milliseconds, the newer ones as ISO dates."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)

# The offset says which zone somebody was in; the milliseconds are UTC with or without it.
_DOTTED: Final = re.compile(r"/Date\((-?\d{1,15})(?:[+-]\d{4})?\)/", re.ASCII)
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)


def written(day: date) -> str:
    """Return the day as the older payroll writes it: midnight UTC in milliseconds since 1970."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return f"/Date({(midnight - _EPOCH) // _MILLISECOND}+0000)/"


def read(text: object) -> date:
    """Return the day that Xero means; raises ValueError for what is none."""
    if not isinstance(text, str):
        raise ValueError("not a date")  # noqa: TRY004  an answer of another server, not a call of ours
    if found := _DOTTED.fullmatch(text):
        return _moment(int(found[1])).date()
    if found := _ISO.fullmatch(text):
        return date.fromisoformat(found[1])
    raise ValueError("not a date")


def _moment(milliseconds: int) -> datetime:
    try:
        return _EPOCH + milliseconds * _MILLISECOND
    except OverflowError as error:
        raise ValueError("a date beyond the calendar") from error

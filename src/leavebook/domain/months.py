"""Months from a day, where a month that is too short ends on its last day."""

from calendar import monthrange
from datetime import date
from typing import Final

MONTHS_OF_A_YEAR: Final = 12


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

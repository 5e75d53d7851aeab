"""Lengths of time as people agree them (three months, two years) and days of the year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MONTHS_A_YEAR: Final = 12
LAST_DAY: Final = 31
"""The last day of a month; every day of the month is cut to the month's length."""


class LengthUnit(StrEnum):
    """What a length counts."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days, months or years."""

    count: int
    unit: LengthUnit = LengthUnit.MONTH

    def after(self, day: date) -> date:
        """Return the date this long after the day; a month's overflow is cut to its end."""
        if self.unit is LengthUnit.DAY:
            return day + timedelta(days=self.count)
        months = self.count * (MONTHS_A_YEAR if self.unit is LengthUnit.YEAR else 1)
        return add_months(day, months)


NO_TIME: Final = Length(0, LengthUnit.DAY)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the year, such as 31 March; 29 February is 28 February in other years."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the day in that year."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def on_or_after(self, day: date) -> date:
        """Return the first such day that is not before the given one."""
        here = self.in_year(day.year)
        return here if here >= day else self.in_year(day.year + 1)

    def on_or_before(self, day: date) -> date:
        """Return the last such day that is not after the given one."""
        here = self.in_year(day.year)
        return here if here <= day else self.in_year(day.year - 1)


NEW_YEAR: Final = MonthDay(1, 1)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

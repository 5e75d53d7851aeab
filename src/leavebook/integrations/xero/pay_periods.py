"""Which pay period of a payroll calendar a day falls into: pure."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_DAYS: Final = {"WEEKLY": 7, "FORTNIGHTLY": 14, "FOURWEEKLY": 28}
_MONTHS: Final = {"MONTHLY": 1, "QUARTERLY": 3}
_TWICE_A_MONTH: Final = "TWICEMONTHLY"
_MIDDLE: Final = 16
_HOUR: Final = 60
_EXACT: Final = Decimal("0.0001")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PayPeriod:
    """The days that are paid together, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class PayCalendar:
    """How often people are paid, and the first day of one of their pay periods."""

    kind: str
    begins: date


def period_of(day: date, paid: PayCalendar) -> PayPeriod | None:
    """Return the pay period of the day; None for a calendar whose periods cannot be told."""
    if paid.kind in _DAYS:
        length = _DAYS[paid.kind]
        first = paid.begins + timedelta(days=(day - paid.begins).days // length * length)
        return PayPeriod(first, first + timedelta(days=length - 1))
    if paid.kind in _MONTHS:
        return _of_months(day, paid.begins, _MONTHS[paid.kind])
    if paid.kind == _TWICE_A_MONTH and paid.begins.day in {1, _MIDDLE}:
        if day.day < _MIDDLE:
            return PayPeriod(day.replace(day=1), day.replace(day=_MIDDLE - 1))
        return PayPeriod(day.replace(day=_MIDDLE), _last_of_month(day))
    return None


def hours_by_period(
    days: Iterable[tuple[date, int]], paid: PayCalendar
) -> tuple[tuple[PayPeriod, Decimal], ...] | None:
    """Return the hours that fall into each pay period, earliest first; None when nobody can tell.

    `days` are dates with the minutes that each of them takes.
    """
    minutes: dict[PayPeriod, int] = {}
    for day, taken in days:
        period = period_of(day, paid)
        if period is None:
            return None
        minutes[period] = minutes.get(period, 0) + taken
    ordered = sorted(minutes.items(), key=lambda each: each[0].first)
    return tuple((period, hours(taken)) for period, taken in ordered)


def hours(minutes: int) -> Decimal:
    """Return minutes as hours, as exactly as payroll keeps them."""
    return (Decimal(minutes) / _HOUR).quantize(_EXACT, ROUND_HALF_UP)


def _of_months(day: date, begins: date, step: int) -> PayPeriod:
    months = (day.year - begins.year) * 12 + day.month - begins.month
    count = months // step
    if _later(begins, count * step) > day:
        count -= 1
    return PayPeriod(_later(begins, count * step), _later(begins, (count + 1) * step) - _ONE_DAY)


def _later(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, length))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])

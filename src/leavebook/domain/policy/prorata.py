"""The part of a year's entitlement that joiners, leavers and part-timers get."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYear
from leavebook.domain.policy.lengths import add_months

MIDDLE_OF_A_MONTH: Final = 15
NO_PART: Final = Decimal(0)
Days = tuple[date, date]
"""A first and a last day, both included."""


class ProRataMethod(StrEnum):
    """What counts as employed."""

    DAILY = "daily"  # calendar days out of the days of that leave year
    FULL_MONTHS = "full_months"  # complete months of employment
    STARTED_MONTHS = "started_months"  # months of the leave year that count when begun in time
    NONE = "none"  # no pro rata: whoever is employed at all gets the whole figure


@dataclass(frozen=True, slots=True)
class ProRata:
    """A method, and for started months the last day of joining and the first of leaving.

    Joined by 31 and left from 1 counts every month that employment touches.
    """

    method: ProRataMethod = ProRataMethod.DAILY
    joined_by: int = MIDDLE_OF_A_MONTH
    left_from: int = MIDDLE_OF_A_MONTH


BY_DAYS: Final = ProRata()
TOUCHED_MONTHS: Final = ProRata(ProRataMethod.STARTED_MONTHS, joined_by=31, left_from=1)


def prorated(
    amount: Decimal,
    year: LeaveYear,
    *,
    employed: Days,
    rule: ProRata = BY_DAYS,
    part: Days | None = None,
) -> Decimal:
    """Return the unrounded part of a yearly amount that employment in the year earns.

    `part` asks for a stretch of that employment alone: stretches side by side add up to the
    whole, so that different amounts can be summed before rounding.
    """
    first, last = max(employed[0], year.start), min(employed[1], year.end)
    part_first, part_last = part or (first, last)
    part_first, part_last = max(part_first, first), min(part_last, last)
    if part_first > part_last:
        return NO_PART
    if rule.method is ProRataMethod.DAILY:
        return amount * _days(part_first, part_last) / year.days
    if rule.method is ProRataMethod.NONE:
        return amount * _days(part_first, part_last) / _days(first, last)
    if rule.method is ProRataMethod.FULL_MONTHS:
        months = _employment_months(first, last)
    else:
        months = _counted_months(year, first, last, rule)
    earned = sum((_share_of(month, part_first, part_last) for month in months), NO_PART)
    return amount * earned / len(_months(year))


def _share_of(month: Days, first: date, last: date) -> Decimal:
    start, end = max(month[0], first), min(month[1], last)
    if start > end:
        return NO_PART
    return Decimal(_days(start, end)) / _days(*month)


# Every instalment of the same year asks for the same months.
@lru_cache(maxsize=256)
def _employment_months(first: date, last: date) -> tuple[Days, ...]:
    months: list[Days] = []
    while (following := add_months(first, len(months) + 1)) - ONE_DAY <= last:
        months.append((add_months(first, len(months)), following - ONE_DAY))
    return tuple(months)


@lru_cache(maxsize=256)
def _counted_months(year: LeaveYear, first: date, last: date, rule: ProRata) -> tuple[Days, ...]:
    return tuple(_begun_in_time(year, first, last, rule))


def _begun_in_time(year: LeaveYear, first: date, last: date, rule: ProRata) -> Iterator[Days]:
    for start, end in _months(year):
        worked_from, worked_to = max(start, first), min(end, last)
        if worked_from > worked_to:
            continue
        joined_late = worked_from > start and _days(start, worked_from) > rule.joined_by
        left_early = worked_to < end and _days(start, worked_to) < rule.left_from
        if not joined_late and not left_early:
            yield worked_from, worked_to


@lru_cache(maxsize=256)
def _months(year: LeaveYear) -> tuple[Days, ...]:
    months: list[Days] = []
    while (start := add_months(year.start, len(months))) <= year.end:
        months.append((start, min(add_months(year.start, len(months) + 1) - ONE_DAY, year.end)))
    return tuple(months)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1

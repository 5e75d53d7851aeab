"""The year that an entitlement belongs to: by date, by anniversary, by cycle or rolling."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from leavebook.domain.limits import LATEST
from leavebook.domain.policy.lengths import MONTHS_A_YEAR, NEW_YEAR, MonthDay, add_months

ONE_DAY: Final = timedelta(days=1)


class YearKind(StrEnum):
    """How leave years follow each other."""

    FIXED = "fixed"  # begins on the same day of every year
    ANNIVERSARY = "anniversary"  # begins on the day of joining
    CYCLE = "cycle"  # lasts N months, counted from the anchor or the day of joining
    ROLLING = "rolling"  # the last N months, seen from every day anew
    ENDLESS = "endless"  # never closes; nothing is carried over


@dataclass(frozen=True, slots=True)
class LeaveYearRule:
    """When a leave year begins and how long it lasts."""

    kind: YearKind = YearKind.FIXED
    starts: MonthDay = NEW_YEAR
    months: int = MONTHS_A_YEAR
    anchor: date | None = None


CALENDAR_YEAR: Final = LeaveYearRule()


@dataclass(frozen=True, slots=True)
class LeaveYear:
    """A leave year, both days included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """The number of calendar days, 365 or 366 for an ordinary year."""
        return (self.end - self.start).days + 1

    def covers(self, day: date) -> bool:
        """Whether the day lies in the year."""
        return self.start <= day <= self.end


def leave_year(rule: LeaveYearRule, on: date, *, joined: date) -> LeaveYear:
    """Return the leave year that the day belongs to.

    A year's end is the day before the next start. Anniversaries of 29 February fall on
    28 February in other years. A rolling year is the window that ends on the day itself.
    """
    if rule.kind is YearKind.ENDLESS:
        return LeaveYear(min(on, joined), LATEST)
    if rule.kind is YearKind.ROLLING:
        return LeaveYear(add_months(on, -rule.months) + ONE_DAY, on)
    if rule.kind is YearKind.CYCLE:
        return _cycle(rule.anchor or joined, rule.months, on)
    starts = rule.starts if rule.kind is YearKind.FIXED else MonthDay(joined.month, joined.day)
    start = starts.on_or_before(on)
    return LeaveYear(start, starts.in_year(start.year + 1) - ONE_DAY)


def _cycle(anchor: date, months: int, on: date) -> LeaveYear:
    since = (on.year - anchor.year) * MONTHS_A_YEAR + on.month - anchor.month
    turn = since // months
    if add_months(anchor, turn * months) > on:
        turn -= 1
    return LeaveYear(
        add_months(anchor, turn * months), add_months(anchor, (turn + 1) * months) - ONE_DAY
    )

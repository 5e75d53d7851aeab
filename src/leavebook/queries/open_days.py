"""What is still owed to people, and what of it lapses when: drawn from their balances."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.queries.balance_report import BalanceReport, ReportLine

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDays:
    """What the people of a department have left together, in the leave type's unit.

    `overdrawn` is what others of them have taken too much, above zero; the two are not set off
    against each other, for nobody pays with a colleague's days. None is no department.
    """

    department: str | None
    people: int
    left: Decimal
    overdrawn: Decimal


def open_days(report: BalanceReport) -> tuple[OpenDays, ...]:
    """Return what is left by department, the department with the most first."""
    lines: dict[str | None, list[ReportLine]] = defaultdict(list)
    for line in report.lines:
        lines[line.department].append(line)
    found = [_together(department, of_it) for department, of_it in lines.items()]
    return tuple(sorted(found, key=lambda each: (-each.left, each.department or "")))


def lapsing(report: BalanceReport) -> tuple[ReportLine, ...]:
    """Return whose days lapse next, the earliest first."""
    found = [line for line in report.lines if line.next_expiry_on and line.next_expiry > 0]
    return tuple(sorted(found, key=lambda line: (line.next_expiry_on or date.max, line.full_name)))


def lapsing_by_day(lines: Iterable[ReportLine]) -> tuple[tuple[date, Decimal], ...]:
    """Return how much lapses after each day, the earliest first."""
    days: dict[date, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.next_expiry_on is not None:
            days[line.next_expiry_on] += line.next_expiry
    return tuple(sorted(days.items()))


def _together(department: str | None, lines: list[ReportLine]) -> OpenDays:
    left = [line.remaining for line in lines]
    return OpenDays(
        department=department,
        people=len(lines),
        left=sum((each for each in left if each > 0), NOTHING),
        overdrawn=-sum((each for each in left if each < 0), NOTHING),
    )

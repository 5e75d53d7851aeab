"""What is still owed to people, and what of it lapses when: drawn from their balances."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.queries.books.balance_report import BalanceReport, ReportLine
from leavebook.queries.books.closing_preview import closings
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.storage.transaction import Transaction

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """What somebody loses when they do not use it by its last day, and what they have left."""

    employee_id: int
    full_name: str
    department: str | None
    last_day: date
    amount: Decimal
    left: Decimal


def open_days(report: BalanceReport) -> tuple[OpenDays, ...]:
    """Return what is left by department, the department with the most first."""
    lines: dict[str | None, list[ReportLine]] = defaultdict(list)
    for line in report.lines:
        lines[line.department].append(line)
    found = [_together(department, of_it) for department, of_it in lines.items()]
    return tuple(sorted(found, key=lambda each: (-each.left, each.department or "")))


def lapsing(tx: Transaction, leave_type_id: int, report: BalanceReport) -> tuple[Lapse, ...]:
    """Return whose days of the leave type lapse next and at the end of the year, as things stand.

    The earliest come first. Leave that is booked ahead is not lost.
    """
    kind = leave_type_named(tx, leave_type_id)
    at_close = closings(tx, kind, sorted(line.id for line in report.lines))
    lines = {line.id: line for line in report.lines}
    found = [
        *(
            _lapse(line, line.next_expiry_on, line.next_expiry)
            for line in report.lines
            if line.next_expiry_on is not None
        ),
        *(_lapse(lines[each.employee_id], each.year_end, each.lapsed) for each in at_close),
    ]
    lost = [each for each in found if each.amount > 0]
    return tuple(sorted(lost, key=lambda each: (each.last_day, -each.amount, each.full_name)))


def lapsing_by_day(lapses: Iterable[Lapse]) -> tuple[tuple[date, Decimal], ...]:
    """Return how much lapses after each day, the earliest first."""
    days: dict[date, Decimal] = defaultdict(Decimal)
    for each in lapses:
        days[each.last_day] += each.amount
    return tuple(sorted(days.items()))


def _lapse(line: ReportLine, last_day: date, amount: Decimal) -> Lapse:
    return Lapse(
        employee_id=line.id,
        full_name=line.full_name,
        department=line.department,
        last_day=last_day,
        amount=amount,
        left=line.remaining,
    )


def _together(department: str | None, lines: list[ReportLine]) -> OpenDays:
    left = [line.remaining for line in lines]
    return OpenDays(
        department=department,
        people=len(lines),
        left=sum((each for each in left if each > 0), NOTHING),
        overdrawn=-sum((each for each in left if each < 0), NOTHING),
    )

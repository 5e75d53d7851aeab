"""The reports as tables, the same for every kind of file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from leavebook.domain.limits import EARLIEST
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.queries.books.balance_report import BalanceReport, balance_report, reported_types
from leavebook.queries.books.open_days import lapsing, open_days
from leavebook.queries.people.absence_rate import AbsenceRate, absence_rate
from leavebook.queries.people.visitor import visitor
from leavebook.queries.policies.policies_in_force import TypeInForce
from leavebook.web.fields import asked_in, number_or_none

_BALANCES: Final = (
    "name", "department", "allocated", "carried_forward", "used", "pending", "remaining",
    "next_expiry_on", "next_expiry",
)  # fmt: skip
_LAPSING: Final = ("name", "department", "last_day", "amount")
_OPEN: Final = ("department", "people", "left", "overdrawn")
_ABSENCE: Final = (
    "month_or_department", "planned", "away", "percent_away", "sick", "percent_sick",
)  # fmt: skip

HEADS: Final = {
    "name": "Name",
    "department": "Department",
    "allocated": "This year",
    "carried_forward": "Carried over",
    "used": "Booked",
    "pending": "Waiting",
    "remaining": "Left",
    "next_expiry_on": "Last day",
    "next_expiry": "Lapses next",
    "last_day": "Last day",
    "amount": "Lapses",
    "people": "People",
    "left": "Left",
    "overdrawn": "Overdrawn",
    "month_or_department": "Month or department",
    "planned": "Planned days",
    "away": "Away",
    "percent_away": "Percent away",
    "sick": "Sick",
    "percent_sick": "Percent sick",
}
"""What the columns are called where people read them; programs know them by the names before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A report: what it is called, its columns and its rows."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def balances_table(call: Call, tx: Transaction) -> Table:
    """Return what everybody has of one leave type."""
    _, _, report = report_asked(call, tx)
    rows = [
        tuple(getattr(line, "full_name" if name == "name" else name) for name in _BALANCES)
        for line in report.lines
    ]
    return Table(name="balances", title="Balances", head=_BALANCES, rows=rows)


def lapsing_table(call: Call, tx: Transaction) -> Table:
    """Return whose days of one leave type lapse, and when."""
    _, chosen, report = report_asked(call, tx)
    rows = [
        (line.full_name, line.department, line.last_day, line.amount)
        for line in (lapsing(tx, chosen.id, report) if chosen else ())
    ]
    return Table(name="lapsing", title="What lapses", head=_LAPSING, rows=rows)


def open_table(call: Call, tx: Transaction) -> Table:
    """Return what is still owed to people of one leave type, by department."""
    _, _, report = report_asked(call, tx)
    rows = [(each.department, each.people, each.left, each.overdrawn) for each in open_days(report)]
    return Table(name="open", title="What is owed", head=_OPEN, rows=rows)


def absence_table(call: Call, tx: Transaction) -> Table:
    """Return on which part of their planned days people were away, by month and department."""
    year, rate = rate_asked(call, tx)
    parts = [
        *((f"{year}-{month:02}", each) for month, each in rate.by_month),
        *((name, each) for name, each in rate.by_department),
    ]
    rows = [
        (name, each.planned, each.away, each.percent_away, each.sick, each.percent_sick)
        for name, each in parts
    ]
    return Table(name="absence", title="Absence", head=_ABSENCE, rows=rows)


def report_asked(
    call: Call, tx: Transaction
) -> tuple[tuple[TypeInForce, ...], TypeInForce | None, BalanceReport]:
    """Return the leave types that are reported, the one that is asked for, and its report."""
    types = reported_types(tx)
    wanted = asked_in(call).text("type")
    first = types[0] if types else None
    chosen = next((each for each in types if str(each.id) == wanted), first)
    report = balance_report(tx, chosen.id if chosen else 0, today=visitor(tx).today)
    return types, chosen, report


def rate_asked(call: Call, tx: Transaction) -> tuple[int, AbsenceRate]:
    """Return the year that is asked for, this one at most, and its rates until today."""
    today = visitor(tx).today
    wanted = number_or_none(asked_in(call).text("year")) or today.year
    year = wanted if EARLIEST.year <= wanted < today.year else today.year
    last = min(today, date(year, 12, 31))
    return year, absence_rate(tx, first=date(year, 1, 1), last=last)

"""Reports: balances, what is owed, what lapses, and how much people are away; as files too."""

from collections.abc import Iterable, Sequence
from datetime import date

from leavebook.domain.limits import EARLIEST
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.absence_rate import AbsenceRate, absence_rate
from leavebook.queries.balance_report import BalanceReport, balance_report
from leavebook.queries.open_days import lapsing, lapsing_by_day, open_days
from leavebook.queries.policies_in_force import TypeInForce, policies_in_force
from leavebook.queries.visitor import visitor
from leavebook.web.fields import asked_in, number_or_none
from leavebook.web.page import show
from leavebook.web.reports.csv_file import csv_of

_HEAD = (
    "name", "department", "allocated", "carried_forward", "used", "pending", "remaining",
    "next_expiry_on", "next_expiry",
)  # fmt: skip


def reports(call: Call, tx: Transaction) -> Answer:
    """Show what everybody has of one leave type, and the days taken month by month."""
    types, chosen, report = _report(call, tx)
    return show(call, tx, "reports/reports.html", types=types, chosen=chosen, report=report)


def balances_file(call: Call, tx: Transaction) -> Answer:
    """Send the balances as a file for spreadsheets."""
    _, _, report = _report(call, tx)
    rows = [
        tuple(getattr(line, "full_name" if name == "name" else name) for name in _HEAD)
        for line in report.lines
    ]
    return _file("balances.csv", (_HEAD, *rows))


def lapsing_page(call: Call, tx: Transaction) -> Answer:
    """Show whose days of one leave type lapse, and when."""
    types, chosen, report = _report(call, tx)
    lines = lapsing(tx, chosen.id, report) if chosen else ()
    return show(
        call,
        tx,
        "reports/lapsing.html",
        types=types,
        chosen=chosen,
        lines=lines,
        days=lapsing_by_day(lines),
    )


def lapsing_file(call: Call, tx: Transaction) -> Answer:
    """Send whose days lapse as a file for spreadsheets."""
    _, chosen, report = _report(call, tx)
    rows = [
        (line.full_name, line.department, line.last_day, line.amount)
        for line in (lapsing(tx, chosen.id, report) if chosen else ())
    ]
    return _file("lapsing.csv", (("name", "department", "last_day", "amount"), *rows))


def open_page(call: Call, tx: Transaction) -> Answer:
    """Show what is still owed to people of one leave type, by department."""
    types, chosen, report = _report(call, tx)
    return show(
        call, tx, "reports/open.html", types=types, chosen=chosen, departments=open_days(report)
    )


def open_file(call: Call, tx: Transaction) -> Answer:
    """Send what is still owed as a file for spreadsheets."""
    _, _, report = _report(call, tx)
    rows = [(each.department, each.people, each.left, each.overdrawn) for each in open_days(report)]
    return _file("open.csv", (("department", "people", "left", "overdrawn"), *rows))


def absence_page(call: Call, tx: Transaction) -> Answer:
    """Show on which part of their planned days people were away, this year until today."""
    year, rate = _rate(call, tx)
    return show(
        call, tx, "reports/absence.html", year=year, rate=rate, this_year=visitor(tx).today.year
    )


def absence_file(call: Call, tx: Transaction) -> Answer:
    """Send the rates of absence as a file for spreadsheets."""
    year, rate = _rate(call, tx)
    parts = [
        *((f"{year}-{month:02}", each) for month, each in rate.by_month),
        *((name, each) for name, each in rate.by_department),
    ]
    rows = [
        (name, each.planned, each.away, each.percent_away, each.sick, each.percent_sick)
        for name, each in parts
    ]
    head = ("month_or_department", "planned", "away", "percent_away", "sick", "percent_sick")
    return _file("absence.csv", (head, *rows))


def _report(
    call: Call, tx: Transaction
) -> tuple[list[TypeInForce], TypeInForce | None, BalanceReport]:
    types = [each for each in policies_in_force(tx) if each.rules.has_balance]
    wanted = asked_in(call).text("type")
    first = types[0] if types else None
    chosen = next((each for each in types if str(each.id) == wanted), first)
    report = balance_report(tx, chosen.id if chosen else 0, today=visitor(tx).today)
    return types, chosen, report


def _rate(call: Call, tx: Transaction) -> tuple[int, AbsenceRate]:
    today = visitor(tx).today
    wanted = number_or_none(asked_in(call).text("year")) or today.year
    year = wanted if EARLIEST.year <= wanted < today.year else today.year
    last = min(today, date(year, 12, 31))
    return year, absence_rate(tx, first=date(year, 1, 1), last=last)


def _file(name: str, rows: Iterable[Sequence[object]]) -> Answer:
    return Answer(
        200,
        csv_of(rows),
        {"Content-Disposition": f'attachment; filename="{name}"'},
        "text/csv",
    )

"""Reports: balances, what is owed, what lapses, and how much people are away."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.books.open_days import lapsing, lapsing_by_day, open_days
from leavebook.queries.people.visitor import visitor
from leavebook.web.page import show
from leavebook.web.reports.tables import rate_asked, report_asked


def reports(call: Call, tx: Transaction) -> Answer:
    """Show what everybody has of one leave type, and the days taken month by month."""
    types, chosen, report = report_asked(call, tx)
    return show(call, tx, "reports/reports.html", types=types, chosen=chosen, report=report)


def lapsing_page(call: Call, tx: Transaction) -> Answer:
    """Show whose days of one leave type lapse, and when."""
    types, chosen, report = report_asked(call, tx)
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


def open_page(call: Call, tx: Transaction) -> Answer:
    """Show what is still owed to people of one leave type, by department."""
    types, chosen, report = report_asked(call, tx)
    return show(
        call, tx, "reports/open.html", types=types, chosen=chosen, departments=open_days(report)
    )


def absence_page(call: Call, tx: Transaction) -> Answer:
    """Show on which part of their planned days people were away, this year until today."""
    year, rate = rate_asked(call, tx)
    return show(
        call, tx, "reports/absence.html", year=year, rate=rate, this_year=visitor(tx).today.year
    )

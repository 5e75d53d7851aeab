"""Reports: balances of everybody and what lapses soon, as a page and as a file."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.balance_report import balance_report
from leavebook.queries.policies_in_force import TypeInForce, policies_in_force
from leavebook.queries.visitor import visitor
from leavebook.web.fields import asked_in
from leavebook.web.page import show
from leavebook.web.reports.csv_file import csv_of


def reports(call: Call, tx: Transaction) -> Answer:
    """Show what everybody has of one leave type, and the days taken month by month."""
    types, chosen = _chosen(call, tx)
    report = balance_report(tx, chosen.id if chosen else 0, today=visitor(tx).today)
    most = max((days for _, days in report.by_month), default=0)
    return show(
        call, tx, "reports/reports.html", types=types, chosen=chosen, report=report, most=most or 1
    )


def balances_file(call: Call, tx: Transaction) -> Answer:
    """Send the balances as a file for spreadsheets."""
    _, chosen = _chosen(call, tx)
    report = balance_report(tx, chosen.id if chosen else 0, today=visitor(tx).today)
    head = (
        "name", "department", "allocated", "carried_forward", "used", "pending", "remaining",
        "next_expiry_on", "next_expiry",
    )  # fmt: skip
    rows = [
        tuple(getattr(line, "full_name" if name == "name" else name) for name in head)
        for line in report.lines
    ]
    return Answer(
        200,
        csv_of((head, *rows)),
        {"Content-Disposition": 'attachment; filename="balances.csv"'},
        "text/csv",
    )


def _chosen(call: Call, tx: Transaction) -> tuple[list[TypeInForce], TypeInForce | None]:
    types = [each for each in policies_in_force(tx) if each.rules.has_balance]
    wanted = asked_in(call).text("type")
    first = types[0] if types else None
    return types, next((each for each in types if str(each.id) == wanted), first)

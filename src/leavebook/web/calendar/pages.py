"""The wallchart."""

import re
from calendar import monthrange
from datetime import date, timedelta

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.http.reading import EARLIEST, LATEST
from leavebook.queries.visitor import visitor
from leavebook.queries.wallchart import View, wallchart
from leavebook.web.calendar.cells import Cells
from leavebook.web.fields import Fields, asked_in
from leavebook.web.languages import language_of
from leavebook.web.page import show

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def calendar(call: Call, tx: Transaction) -> Answer:
    """Show who is away in a month, by site and department."""
    asked = asked_in(call)
    today = visitor(tx).today
    first = _first_of_month(asked.text("month"), today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    view = View(
        first=first,
        last=last,
        site_id=_id(asked, "site"),
        department_id=_id(asked, "department"),
        only_away=asked.text("away") == "1",
    )
    chart = wallchart(tx, view)
    return show(
        call,
        tx,
        "calendar/wallchart.html",
        chart=chart,
        cells=Cells(chart, language_of(call)),
        view=view,
        today=today,
        before=(first - timedelta(days=1)).replace(day=1),
        after=last + timedelta(days=1),
    )


def _first_of_month(typed: str, today: date) -> date:
    found = _MONTH.fullmatch(typed)
    if found is None:
        return today.replace(day=1)
    try:
        month = date(int(found[1]), int(found[2]), 1)
    except ValueError:
        return today.replace(day=1)
    return month if EARLIEST < month < LATEST.replace(month=12, day=1) else today.replace(day=1)


def _id(asked: Fields, name: str) -> int | None:
    typed = asked.text(name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None  # noqa: PLR2004  a bigint

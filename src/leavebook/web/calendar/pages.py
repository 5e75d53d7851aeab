"""The wallchart."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.http.reading import EARLIEST, LATEST
from leavebook.queries.leave.wallchart import View, WallRow, wallchart
from leavebook.queries.people.visitor import visitor
from leavebook.web.calendar.cells import Cells
from leavebook.web.fields import Fields, asked_in, number_or_none
from leavebook.web.languages import language_of
from leavebook.web.page import show

_QUARTER = 3
_MOST_FOR_A_QUARTER = 300
"""More rows of ninety days would make the page heavier than anybody can look through."""

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def calendar(call: Call, tx: Transaction) -> Answer:
    """Show who is away in a month or three, by site and department."""
    asked = asked_in(call)
    who = visitor(tx)
    today = who.today
    first = _first_of_month(asked.text("month"), today)
    view = View(
        first=first,
        last=_last_of_months(first, 1),
        site_id=_id(asked, "site"),
        department_id=_id(asked, "department"),
        only_away=asked.text("away") == "1",
    )
    chart = wallchart(tx, view)
    fits_a_quarter = chart.people <= _MOST_FOR_A_QUARTER
    is_quarter = fits_a_quarter and asked.text("span") == "quarter"
    if is_quarter:
        view = replace(view, last=_last_of_months(first, _QUARTER))
        chart = wallchart(tx, view)
    return show(
        call,
        tx,
        "calendar/wallchart.html",
        chart=replace(chart, rows=_own_first(chart.rows, who.employee_id)),
        cells=Cells(chart, language_of(call)),
        view=view,
        today=today,
        away_today=sum(_is_away(row, today) for row in chart.rows),
        before=_back(first, _QUARTER if is_quarter else 1),
        after=view.last + timedelta(days=1),
        is_quarter=is_quarter,
        fits_a_quarter=fits_a_quarter,
    )


def _own_first(rows: tuple[WallRow, ...], own: int | None) -> tuple[WallRow, ...]:
    """Return the rows with that of whoever looks at the top, where their days are at hand."""
    return tuple(sorted(rows, key=lambda row: row.employee_id != own))


def _is_away(row: WallRow, day: date) -> bool:
    return any(not each.is_pending for each in row.by_day.get(day, ()))


def _last_of_months(first: date, months: int) -> date:
    last = first
    for _ in range(months):
        last = last.replace(day=monthrange(last.year, last.month)[1]) + timedelta(days=1)
    return last - timedelta(days=1)


def _back(first: date, months: int) -> date:
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


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
    return number_or_none(asked.text(name))

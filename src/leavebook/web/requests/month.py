"""The month beside the dates of a request: days to choose from, with what is known of each."""

import re
from datetime import date, timedelta
from typing import Any, Final

from leavebook.domain.limits import EARLIEST, LATEST
from leavebook.domain.problems import Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.books.balance_cards import balance_cards
from leavebook.queries.leave.month_glance import Week, month_glance
from leavebook.queries.people.visitor import visitor
from leavebook.services.leave.filing import filed_for
from leavebook.services.people.people import Employee
from leavebook.web.fields import Fields, asked_in, day_or_none, number_or_none
from leavebook.web.page import show

_MONTH: Final = re.compile(r"\d{4}-\d{2}", re.ASCII)
_ONE_DAY: Final = timedelta(days=1)
_FIRST: Final = date(EARLIEST.year + 1, 1, 1)
_LAST: Final = date(LATEST.year - 1, 12, 1)


def ask_month(call: Call, tx: Transaction) -> Answer:
    """Show another month beside the form."""
    asked = asked_in(call)
    person = filed_for(tx, number_or_none(asked.text("person")))
    kinds = [card.leave_type_id for card in balance_cards(tx, person.id)]
    month = month_of(tx, asked, person, kinds)
    return show(call, tx, "requests/month.html", month=month, typed=asked, address="/ask")


def month_of(
    tx: Transaction, typed: Fields, person: Employee, kinds: list[int]
) -> dict[str, Any] | None:
    """Return the month that is asked for, or that of the first day, or this one.

    None where nobody knows the holidays of any, and for people without a type of leave.
    """
    today = visitor(tx).today
    chosen = day_or_none(typed.text("first_day"))
    this_month = today.replace(day=1)
    wanted = _asked_month(typed) or (this_month if chosen is None else chosen.replace(day=1))
    first = wanted if _FIRST <= wanted <= _LAST else this_month
    weeks = _weeks(tx, person, kinds, first)
    if weeks is None:
        first, weeks = this_month, _weeks(tx, person, kinds, this_month)
    if weeks is None:
        return None
    return {
        "first": first,
        "weeks": weeks,
        "before": first - _ONE_DAY,
        "after": first + 31 * _ONE_DAY,
        "from_day": chosen,
        "to_day": day_or_none(typed.text("last_day")) or chosen,
        "today": today,
        "person": person.id,
        "kind": typed.text("leave_type_id") or kinds[0],
    }


def _weeks(
    tx: Transaction, person: Employee, kinds: list[int], month: date
) -> tuple[Week, ...] | None:
    try:
        return month_glance(tx, person, kinds[0], month=month) if kinds else None
    except Refused:  # years whose public holidays nobody knows
        return None


def _asked_month(typed: Fields) -> date | None:
    asked = typed.text("month")
    return day_or_none(f"{asked}-01") if _MONTH.fullmatch(asked) else None

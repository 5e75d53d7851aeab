"""Somebody leaves: what it means for their leave, and taking it back."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.books.exit_rests import leavers, leaving
from leavebook.services.people import exits
from leavebook.web.fields import asked_in, day_or_none, number_in, number_or_none
from leavebook.web.page import go_to, show

_A_PAGE = 60
_MOST_PAGES = 10_000


def who_leaves(call: Call, tx: Transaction) -> Answer:
    """Show whose last day is set, with what is left by then."""
    wanted = number_or_none(asked_in(call).text("page")) or 1
    page = min(wanted, _MOST_PAGES)
    found = leavers(tx, limit=_A_PAGE + 1, offset=(page - 1) * _A_PAGE)
    return show(
        call,
        tx,
        "people/leavers.html",
        leavers=found[:_A_PAGE],
        page=page,
        has_more=len(found) > _A_PAGE,
    )


def exit_page(call: Call, tx: Transaction) -> Answer:
    """Show what is left and owed on the last day, or on a day that is only thought of."""
    day = day_or_none(asked_in(call).text("on"))
    found = leaving(tx, number_in(call, "id"), on=day)
    return show(call, tx, "people/exit.html", leaving=found)


def stay(call: Call, tx: Transaction) -> Answer:
    """Take the exit back."""
    person = exits.stay(tx, number_in(call, "id"))
    return go_to(f"/people/{person.id}?done=saved")

"""Somebody leaves: what it means for their leave, and taking it back."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.exit_rests import leaving
from leavebook.services import exits
from leavebook.web.fields import asked_in, day_or_none, number_in
from leavebook.web.page import go_to, show


def exit_page(call: Call, tx: Transaction) -> Answer:
    """Show what is left and owed on the last day, or on a day that is only thought of."""
    day = day_or_none(asked_in(call).text("on"))
    found = leaving(tx, number_in(call, "id"), on=day)
    return show(call, tx, "people/exit.html", leaving=found)


def stay(call: Call, tx: Transaction) -> Answer:
    """Take the exit back."""
    person = exits.stay(tx, number_in(call, "id"))
    return go_to(f"/people/{person.id}?done=saved")

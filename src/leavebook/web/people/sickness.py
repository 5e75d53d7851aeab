"""Somebody's sickness, and certified sick days that are no holiday."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.leave.sickness import sickness_of
from leavebook.services.leave import illness
from leavebook.services.leave.illness import Illness
from leavebook.web.fields import asked_in, form_of, number_in
from leavebook.web.page import go_to, show


def sickness_page(call: Call, tx: Transaction) -> Answer:
    """Show the sickness of the last year, and the form for a certificate."""
    shown = sickness_of(tx, number_in(call, "id"))
    return show(call, tx, "people/sickness.html", shown=shown, typed=asked_in(call))


def record_sickness(call: Call, tx: Transaction) -> Answer:
    """Record certified sick days; leave on them is given back."""
    form, employee_id = form_of(call), number_in(call, "id")
    first = form.day("first_day")
    illness.fall_ill(
        tx,
        Illness(
            employee_id=employee_id,
            leave_type_id=form.number("leave_type_id"),
            first_day=first,
            last_day=form.day_if_any("last_day") or first,
            note=form.text("note") or None,
        ),
    )
    return go_to(f"/people/{employee_id}/sickness?done=saved")

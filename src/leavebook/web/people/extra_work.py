"""Work that earns leave: time off in lieu, and hours where a policy grants by the hour."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.policy.toil import FACTORS, usual_rule
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.books.balance_cards import balance_cards
from leavebook.queries.people.visitor import visitor
from leavebook.services.books import extra_work
from leavebook.services.books.extra_work import Claim
from leavebook.services.people.people import find
from leavebook.web.fields import asked_in, form_of, number_in
from leavebook.web.page import go_to, show

_MINUTES: Final = 60


def extra_work_page(call: Call, tx: Transaction) -> Answer:
    """Show the forms for extra work and for hours worked."""
    person = find(tx, number_in(call, "id"))
    return show(
        call,
        tx,
        "people/extra_work.html",
        person=person,
        cards=[card for card in balance_cards(tx, person.id) if card.has_balance],
        factors=FACTORS,
        by_hours=usual_rule(Unit.HOUR),
        by_days=usual_rule(Unit.DAY),
        typed=asked_in(call),
        today=visitor(tx).today,
    )


def credit_extra_work(call: Call, tx: Transaction) -> Answer:
    """Credit extra work as time off in lieu."""
    form, employee_id = form_of(call), number_in(call, "id")
    claim = Claim(
        employee_id=employee_id,
        leave_type_id=form.number("leave_type_id"),
        worked_on=form.day("worked_on"),
        amount=form.quantity("amount"),
        reason=form.text("reason"),
    )
    extra_work.credit_by_usual_rule(tx, claim, form.quantity("factor"))
    return go_to(f"/balances/{employee_id}/{claim.leave_type_id}?done=saved")


def record_work(call: Call, tx: Transaction) -> Answer:
    """Keep how long somebody worked on a day."""
    form, employee_id = form_of(call), number_in(call, "id")
    minutes = form.quantity("hours") * _MINUTES
    extra_work.record_work(
        tx,
        employee_id,
        on=form.day("on"),
        minutes=int(minutes.quantize(Decimal(1), ROUND_HALF_UP)),
    )
    return go_to(f"/people/{employee_id}/extra-work?done=saved")

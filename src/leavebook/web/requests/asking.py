"""Shows the form in which leave is asked for, beside what it would cost and mean."""

from collections.abc import Sequence
from dataclasses import replace

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.books.balance_cards import BalanceCard, balance_cards
from leavebook.queries.leave.ask_preview import ask_preview
from leavebook.queries.leave.request_page import RequestPage
from leavebook.queries.people.visitor import visitor
from leavebook.services.people.people import Employee
from leavebook.web.page import show
from leavebook.web.requests.forms import AskForm, Part, read_ask
from leavebook.web.requests.month import month_of


def show_ask(
    call: Call,
    tx: Transaction,
    form: AskForm,
    *,
    person: Employee,
    status: int = 200,
    changed: RequestPage | None = None,
) -> Answer:
    """Return the form for the person's leave, or the part that says what it means.

    `changed` is the agreed leave whose place it is to take.
    """
    cards = balance_cards(tx, person.id)
    parts = {card.leave_type_id: [part for part in Part if part.is_offered(card)] for card in cards}
    form = _with_first_kind(form, cards, person)
    preview = None
    if form.asked is not None and form.asked.leave_type_id in parts:
        instead_of = None if changed is None else changed.line.id
        preview = ask_preview(tx, form.asked, instead_of=instead_of)
    is_part = "x-fragment" in call.headers
    template = "requests/preview.html" if is_part else "requests/ask.html"
    return show(
        call,
        tx,
        template,
        status=status,
        form=form,
        typed=form.typed,
        cards=cards,
        parts=parts,
        preview=preview,
        person=None if person.id == tx.actor.employee_id else person,
        today=visitor(tx).today,
        changed=changed,
        month=None if is_part else month_of(tx, form.typed, person, [*parts]),
        address="/ask" if changed is None else f"/requests/{changed.line.id}/change",
    )


def _with_first_kind(form: AskForm, cards: Sequence[BalanceCard], person: Employee) -> AskForm:
    """Return the form with the kind that stands chosen on it, for days that came without one."""
    if not cards or not form.typed.text("first_day") or form.typed.text("leave_type_id"):
        return form
    kind = {"leave_type_id": (str(cards[0].leave_type_id),)}
    typed = replace(form.typed, values={**form.typed.values, **kind})
    return read_ask(typed, employee_id=person.id)

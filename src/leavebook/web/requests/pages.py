"""One's own leave: what is left, what is booked, asking for more, and each request."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from leavebook.domain.approval.states import State
from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.queries.books.balance_cards import balance_cards
from leavebook.queries.company.setup_progress import setup_progress
from leavebook.queries.leave.changes import UNCHANGED, Changes, changes_of
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.queries.leave.leave_list import LeavePage, Wanted, leave_list
from leavebook.queries.leave.request_documents import request_documents
from leavebook.queries.leave.request_page import request_page
from leavebook.queries.people.visitor import visitor
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.filing import filed_for
from leavebook.services.outside import integrations
from leavebook.services.people.people import Employee
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.page import go_to, show
from leavebook.web.requests.asking import show_ask
from leavebook.web.requests.forms import read_ask
from leavebook.web.setup.steps import PATHS

_SHOWN = 60


def my_leave(call: Call, tx: Transaction) -> Answer:
    """Show what is left, what comes next and every request of one's own."""
    who = visitor(tx)
    setup = setup_progress(tx)
    is_open = setup is not None and setup.is_open
    if who.employee_id is None:
        return go_to("/setup" if is_open else "/calendar")
    own = leave_list(tx, Wanted(employee_id=who.employee_id, limit=_SHOWN))
    changes = changes_of(tx, [line.id for line in own.lines])
    return show(
        call,
        tx,
        "requests/my_leave.html",
        cards=balance_cards(tx, who.employee_id),
        **_sorted_out(own, changes, today=who.today),
        changes=changes,
        today=who.today,
        setup=setup if is_open else None,
        paths=PATHS,
    )


def ask_page(call: Call, tx: Transaction) -> Answer:
    """Show the form; what the address names is filled in already."""
    asked = asked_in(call)
    if tx.actor.employee_id is None and not asked.text("person"):
        return go_to("/people?done=choose")
    person = _whose(tx, asked)
    return show_ask(call, tx, read_ask(asked, employee_id=person.id), person=person)


def check(call: Call, tx: Transaction) -> Answer:
    """Show what the leave would cost and mean, without asking for it."""
    typed = form_of(call)
    person = _whose(tx, typed)
    return show_ask(call, tx, read_ask(typed, employee_id=person.id), person=person)


def ask(call: Call, tx: Transaction) -> Answer:
    """Ask for the leave, or show the form again with everything that speaks against it."""
    typed = form_of(call)
    person = _whose(tx, typed)
    form = read_ask(typed, employee_id=person.id)
    if form.asked is None:
        return show_ask(call, tx, form, person=person, status=422)
    if requests.preview(tx, form.asked).problems:
        return show_ask(call, tx, form, person=person, status=422)
    request = requests.submit(tx, form.asked)
    is_own = request.employee_id == tx.actor.employee_id
    return go_to(f"/requests/{request.id}?done={'asked' if is_own else 'saved'}")


def request(call: Call, tx: Transaction, house: House) -> Answer:
    """Show one request with its history and what may be done with it now."""
    shown = request_page(tx, number_in(call, "id"))
    documents = request_documents(tx, house.keyring, shown.line.id)
    return show(call, tx, "requests/request.html", shown=shown, documents=documents)


def approve(call: Call, tx: Transaction) -> Answer:
    """Approve the request as it was shown."""
    form = form_of(call)
    decided = decisions.approve(
        tx,
        number_in(call, "id"),
        comment=form.text("comment") or None,
        version=form.number("version"),
    )
    return go_to(f"/requests/{decided.id}?done=approved")


def reject(call: Call, tx: Transaction) -> Answer:
    """Reject the request as it was shown, giving a reason."""
    form = form_of(call)
    decided = decisions.reject(
        tx, number_in(call, "id"), reason=form.text("reason"), version=form.number("version")
    )
    return go_to(f"/requests/{decided.id}?done=rejected")


def cancel(call: Call, tx: Transaction) -> Answer:
    """Take the request back, or ask for that."""
    form = form_of(call)
    decided = decisions.cancel(
        tx,
        number_in(call, "id"),
        comment=form.text("comment") or None,
        version=form.number("version"),
    )
    return go_to(f"/requests/{decided.id}?done=cancelled")


def approve_cancellation(call: Call, tx: Transaction) -> Answer:
    """Agree that the leave is cancelled."""
    decided = decisions.approve_cancellation(tx, number_in(call, "id"))
    return go_to(f"/requests/{decided.id}?done=cancelled")


def decline_cancellation(call: Call, tx: Transaction) -> Answer:
    """Keep the leave as it is."""
    reason = form_of(call).text("reason")
    decided = decisions.decline_cancellation(tx, number_in(call, "id"), reason=reason)
    return go_to(f"/requests/{decided.id}?done=kept")


def retry(call: Call, tx: Transaction) -> Answer:
    """Tell the systems that missed the request of it again."""
    told = integrations.retry(tx, number_in(call, "id"))
    return go_to(f"/requests/{told.id}?done=retried")


def _is_told_elsewhere(
    line: LeaveLine, changes: Mapping[int, Changes], listed: Collection[int]
) -> bool:
    """Whether leave is told beside that which it is to replace, or with that which replaced it."""
    of = changes.get(line.id, UNCHANGED)
    beside = of.old if line.state is State.PENDING else of.new
    is_one_of_two = line.state in {State.PENDING, State.SUPERSEDED}
    return is_one_of_two and beside is not None and beside.line.id in listed


def _whose(tx: Transaction, typed: Fields) -> Employee:
    return filed_for(tx, typed.number("person") if typed.text("person") else None)


def _sorted_out(page: LeavePage, changes: Mapping[int, Changes], *, today: date) -> dict[str, Any]:
    listed = {line.id for line in page.lines}
    lines = tuple(
        line
        for line in page.lines
        if not line.hidden and not _is_told_elsewhere(line, changes, listed)
    )
    ahead = [line for line in lines if line.state.holds_time and line.last_day >= today]
    return {
        "ahead": sorted(ahead, key=lambda line: line.first_day),
        "others": sorted(
            (line for line in lines if line not in ahead),
            key=lambda line: line.first_day,
            reverse=True,
        ),
        "next_off": min(
            (line for line in ahead if line.state.value != "pending"),
            key=lambda line: line.first_day,
            default=None,
        ),
    }

"""Asking for other leave in place of leave that is agreed."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.leave.request_page import RequestPage, request_page
from leavebook.services.leave import amendments
from leavebook.services.leave.filing import filed_for
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.page import go_to
from leavebook.web.requests.asking import show_ask
from leavebook.web.requests.forms import AskForm, filled_in, read_ask


def change_leave_page(call: Call, tx: Transaction) -> Answer:
    """Show the form with the leave as it is; where it cannot be changed, the leave itself."""
    old = request_page(tx, number_in(call, "id"))
    if not old.may_change:
        return go_to(f"/requests/{old.line.id}")
    asked = asked_in(call)
    if asked.text("first_day"):
        return _show(call, tx, old, _read(old, asked))
    # As long as nothing is asked otherwise, there is nothing to say about it.
    as_it_is = filled_in(old.request, reason=old.line.reason)
    return _show(call, tx, old, AskForm(typed=as_it_is))


def check_leave_change(call: Call, tx: Transaction) -> Answer:
    """Show what the change would cost and mean, without asking for it."""
    old = request_page(tx, number_in(call, "id"))
    return _show(call, tx, old, _read(old, form_of(call)))


def change_leave(call: Call, tx: Transaction) -> Answer:
    """Ask for the change, or show the form again with everything that speaks against it."""
    old = request_page(tx, number_in(call, "id"))
    typed = form_of(call)
    form = _read(old, typed)
    if form.asked is None:
        return _show(call, tx, old, form, status=422)
    version = typed.number("version")
    if amendments.weigh(tx, old.line.id, form.asked, version=version).judged.problems:
        return _show(call, tx, old, form, status=422)
    new = amendments.amend(tx, old.line.id, form.asked, version=version)
    return go_to(f"/requests/{new.id}?done={'asked' if old.is_own else 'saved'}")


def _read(old: RequestPage, typed: Fields) -> AskForm:
    return read_ask(typed, employee_id=old.line.employee_id)


def _show(
    call: Call, tx: Transaction, old: RequestPage, form: AskForm, *, status: int = 200
) -> Answer:
    person = filed_for(tx, old.line.employee_id)
    return show_ask(call, tx, form, person=person, status=status, changed=old)

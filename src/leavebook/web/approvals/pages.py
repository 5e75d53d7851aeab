"""The inbox: what waits for one's decision, and deciding on it."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.leave.inbox import inbox
from leavebook.queries.people.visitor import visitor
from leavebook.services.leave import decisions
from leavebook.web.fields import Fields, form_of, number_or_none
from leavebook.web.page import go_to, show


def inbox_page(call: Call, tx: Transaction) -> Answer:
    """Show what waits, the oldest first."""
    return show(call, tx, "approvals/inbox.html", waiting=inbox(tx), today=visitor(tx).today)


def approve_many(call: Call, tx: Transaction) -> Answer:
    """Approve every ticked request as it was shown, or none of them."""
    for request_id, version in _ticked(form_of(call)):
        decisions.approve(tx, request_id, version=version)
    return go_to("/inbox?done=approved")


def reject_many(call: Call, tx: Transaction) -> Answer:
    """Reject every ticked request for the one reason, or none of them."""
    form = form_of(call)
    for request_id, version in _ticked(form):
        decisions.reject(tx, request_id, reason=form.text("reason"), version=version)
    return go_to("/inbox?done=rejected")


def _ticked(form: Fields) -> list[tuple[int, int]]:
    """Return id and version of each ticked request, always in the same order."""
    parts = (ticked.partition(".") for ticked in form.all("request"))
    pairs = ((number_or_none(first), number_or_none(last)) for first, _, last in parts)
    return sorted(
        (request_id, version)
        for request_id, version in pairs
        if request_id is not None and version is not None
    )

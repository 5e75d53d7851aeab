"""What somebody should know, and which of it they have read."""

from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.own_notifications import (
    Notification,
    own_notification,
    own_notifications,
)
from leavebook.services.telling import reading
from leavebook.web.fields import asked_in, number_in, number_or_none
from leavebook.web.page import go_to, show

_A_PAGE: Final = 50


def notifications_page(call: Call, tx: Transaction) -> Answer:
    """Show what happened that the visitor should know, newest first."""
    before = number_or_none(asked_in(call).text("before"))
    found = own_notifications(tx, before=before, limit=_A_PAGE + 1)
    return show(
        call,
        tx,
        "notifications/notifications.html",
        lines=[(each, _leads_to(each)) for each in found[:_A_PAGE]],
        has_more=len(found) > _A_PAGE,
        is_first=before is None,
    )


def open_notification(call: Call, tx: Transaction) -> Answer:
    """Go to what it is about; it is read from then on."""
    found = own_notification(tx, number_in(call, "id"))
    reading.read(tx, found.id)
    return go_to(_leads_to(found))


def read_all_notifications(call: Call, tx: Transaction) -> Answer:
    """Have everything be read."""
    del call
    reading.read_all(tx)
    return go_to("/notifications")


def _leads_to(about: Notification) -> str:
    if about.request_id is not None:
        return f"/requests/{about.request_id}"
    if about.amount is not None and about.leave_type_id is not None:
        return f"/balances/{about.employee_id}/{about.leave_type_id}"
    return f"/people/{about.employee_id}"

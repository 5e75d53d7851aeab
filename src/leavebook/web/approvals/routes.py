"""Where decisions are made."""

from leavebook.http.door import Route
from leavebook.web.approvals import pages
from leavebook.web.routing import read_page, send_form

ROUTES: tuple[Route, ...] = (
    read_page("/inbox", pages.inbox_page, says="What waits for a decision."),
    send_form("/inbox/approve", pages.approve_many, says="Approve the ticked requests."),
    send_form("/inbox/reject", pages.reject_many, says="Reject the ticked requests."),
)

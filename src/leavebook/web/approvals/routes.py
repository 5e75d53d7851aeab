"""Where decisions are made."""

from leavebook.http.door import Route
from leavebook.web.approvals import pages
from leavebook.web.routing import read_page, send_form

INBOX = read_page("/inbox", pages.inbox_page, says="What waits for a decision.")

ROUTES: tuple[Route, ...] = (
    INBOX,
    send_form(
        "/inbox/approve", pages.approve_many, says="Approve the ticked requests.", page=INBOX
    ),
    send_form("/inbox/reject", pages.reject_many, says="Reject the ticked requests.", page=INBOX),
)

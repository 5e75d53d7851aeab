"""Where one's own leave and each request are."""

from leavebook.http.door import Route
from leavebook.web.requests import pages
from leavebook.web.routing import read_page, send_form

ROUTES: tuple[Route, ...] = (
    read_page("/", pages.my_leave, says="One's own leave."),
    read_page("/ask", pages.ask_page, says="Ask for leave."),
    send_form("/ask/check", pages.check, says="What leave would cost."),
    send_form("/ask", pages.ask, says="Ask for the leave."),
    read_page("/requests/{id}", pages.request, says="One request."),
    send_form("/requests/{id}/approve", pages.approve, says="Approve a request."),
    send_form("/requests/{id}/reject", pages.reject, says="Reject a request."),
    send_form("/requests/{id}/cancel", pages.cancel, says="Take a request back."),
    send_form(
        "/requests/{id}/approve-cancellation",
        pages.approve_cancellation,
        says="Agree to a cancellation.",
    ),
    send_form(
        "/requests/{id}/decline-cancellation",
        pages.decline_cancellation,
        says="Decline a cancellation.",
    ),
    send_form("/requests/{id}/retry", pages.retry, says="Tell other systems again."),
)

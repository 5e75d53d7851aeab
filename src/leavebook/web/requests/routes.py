"""Where one's own leave and each request are."""

from leavebook.http.door import Route
from leavebook.web.requests import pages
from leavebook.web.routing import read_page, send_form

ASK = read_page("/ask", pages.ask_page, says="Ask for leave.")
REQUEST = read_page("/requests/{id}", pages.request, says="One request.")

ROUTES: tuple[Route, ...] = (
    read_page("/", pages.my_leave, says="One's own leave."),
    ASK,
    send_form("/ask/check", pages.check, says="What leave would cost.", page=ASK),
    send_form("/ask", pages.ask, says="Ask for the leave.", page=ASK),
    REQUEST,
    send_form("/requests/{id}/approve", pages.approve, says="Approve a request.", page=REQUEST),
    send_form("/requests/{id}/reject", pages.reject, says="Reject a request.", page=REQUEST),
    send_form("/requests/{id}/cancel", pages.cancel, says="Take a request back.", page=REQUEST),
    send_form(
        "/requests/{id}/approve-cancellation",
        pages.approve_cancellation,
        says="Agree to a cancellation.",
        page=REQUEST,
    ),
    send_form(
        "/requests/{id}/decline-cancellation",
        pages.decline_cancellation,
        says="Decline a cancellation.",
        page=REQUEST,
    ),
    send_form("/requests/{id}/retry", pages.retry, says="Tell other systems again.", page=REQUEST),
)

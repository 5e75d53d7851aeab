"""Where one's own leave and each request are."""

from leavebook.http.door import Route
from leavebook.web.requests import changing, documents, month, pages
from leavebook.web.routing import read_in_steps, read_page, send_file_in_steps, send_form
from leavebook.web.with_house import with_house

ASK = read_page("/ask", pages.ask_page, says="Ask for leave.")
REQUEST = read_in_steps("/requests/{id}", with_house(pages.request), says="One request.")
CHANGE = read_page(
    "/requests/{id}/change", changing.change_leave_page, says="Change leave that is agreed."
)

ROUTES: tuple[Route, ...] = (
    read_page("/", pages.my_leave, says="One's own leave."),
    ASK,
    read_page("/ask/month", month.ask_month, says="A month to choose days from."),
    send_form("/ask/check", pages.check, says="What leave would cost.", page=ASK),
    send_form("/ask", pages.ask, says="Ask for the leave.", page=ASK),
    REQUEST,
    CHANGE,
    send_form(
        "/requests/{id}/change/check",
        changing.check_leave_change,
        says="What a change would cost.",
        page=CHANGE,
    ),
    send_form(
        "/requests/{id}/change",
        changing.change_leave,
        says="Ask for other leave in its place.",
        page=CHANGE,
    ),
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
    send_file_in_steps(
        "/requests/{id}/documents",
        with_house(documents.add_document),
        says="Add a document.",
        at_most=documents.LARGEST_FORM,
        page=REQUEST,
    ),
    read_in_steps(
        "/requests/{id}/documents/{document}",
        with_house(documents.read_document),
        says="A document of a request.",
    ),
    send_form(
        "/requests/{id}/documents/{document}/remove",
        documents.remove_document,
        says="Delete a document.",
        page=REQUEST,
    ),
    send_form(
        "/requests/{id}/certificate",
        documents.note_certificate,
        says="Say that the certificate is there.",
        page=REQUEST,
    ),
    send_form(
        "/requests/{id}/certificate/missing",
        documents.miss_certificate,
        says="Say that it is not.",
        page=REQUEST,
    ),
)

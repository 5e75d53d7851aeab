"""Where somebody reads what they should know."""

from leavebook.http.door import Route
from leavebook.web.notifications import pages
from leavebook.web.routing import read_page, send_form

NOTIFICATIONS = read_page(
    "/notifications", pages.notifications_page, says="What the visitor should know."
)

ROUTES: tuple[Route, ...] = (
    NOTIFICATIONS,
    send_form("/notifications/read", pages.read_all_notifications, says="Have all of it be read."),
    send_form(
        "/notifications/{id}",
        pages.open_notification,
        says="Read one and go to what it is about.",
        page=NOTIFICATIONS,
    ),
)

"""Where calendar feeds are made, and read."""

from leavebook.http.door import Route
from leavebook.web.feeds import pages
from leavebook.web.routing import read_page, send_form

ROUTES: tuple[Route, ...] = (
    read_page(pages.PLACE, pages.feeds_page, says="One's own calendar feeds."),
    send_form(pages.PLACE, pages.renew_feed, says="Make a new address."),
    send_form(f"{pages.PLACE}/end", pages.end_feed, says="End an address."),
    Route(
        method="GET",
        path=f"{pages.READ_AT}/{{feed}}/{{file}}",
        name="read_feed",
        says="A calendar feed.",
        open_endpoint=pages.read_feed,
    ),
)

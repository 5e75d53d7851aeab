"""Where a company is closed on days that are taken from people's leave."""

from leavebook.http.door import Route
from leavebook.web.routing import read_page, send_form, send_in_steps
from leavebook.web.shutdowns import pages

SHUTDOWNS = read_page("/shutdowns", pages.shutdown_list, says="The company's shutdowns.")

ROUTES: tuple[Route, ...] = (
    SHUTDOWNS,
    send_in_steps(
        "/shutdowns/check",
        pages.check_shutdown,
        says="What a shutdown would take.",
        page=SHUTDOWNS,
    ),
    send_form("/shutdowns", pages.order_shutdown, says="Order a shutdown.", page=SHUTDOWNS),
    read_page("/shutdowns/{id}", pages.one_shutdown, says="One shutdown."),
    send_form("/shutdowns/{id}/again", pages.charge_shutdown_again, says="Charge who was short."),
    send_form("/shutdowns/{id}/call-off", pages.call_shutdown_off, says="Call a shutdown off."),
)

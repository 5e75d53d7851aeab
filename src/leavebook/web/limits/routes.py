"""Where limits on leave are set."""

from leavebook.http.door import Route
from leavebook.web.limits import pages
from leavebook.web.routing import read_page, send_form

LIMITS = read_page(pages.PLACE, pages.limits_page, says="Limits on leave.")

ROUTES: tuple[Route, ...] = (
    LIMITS,
    send_form("/limits/blocked", pages.block_days, says="Block days.", page=LIMITS),
    send_form(
        "/limits/blocked/{id}/free", pages.unblock_days, says="Free blocked days.", page=LIMITS
    ),
    send_form("/limits/crews", pages.require_staffing, says="Have some stay.", page=LIMITS),
    send_form("/limits/crews/{id}/drop", pages.drop_staffing, says="Drop a rule.", page=LIMITS),
)

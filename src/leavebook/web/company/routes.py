"""Where the company itself is set up."""

from leavebook.http.door import Route
from leavebook.web.company import approval, pages
from leavebook.web.routing import read_page, send_form

COMPANY = read_page(pages.PLACE, pages.company, says="The company itself.")
APPROVAL = read_page(approval.PLACE, approval.approval, says="Who decides on leave.")

ROUTES: tuple[Route, ...] = (
    COMPANY,
    send_form(pages.PLACE, pages.change_company, says="Change the company.", page=COMPANY),
    send_form(f"{pages.PLACE}/switches", pages.turn_switches, says="Turn switches."),
    send_form(
        f"{pages.PLACE}/exits",
        pages.handle_exits,
        says="Choose how exits are handled.",
        page=COMPANY,
    ),
    APPROVAL,
    send_form(approval.PLACE, approval.choose_chain, says="Choose who decides.", page=APPROVAL),
    send_form(
        f"{approval.PLACE}/patience",
        approval.choose_patience,
        says="Choose how long requests may wait.",
        page=APPROVAL,
    ),
    send_form(f"{approval.PLACE}/permissions", approval.permit, says="Permit by level."),
)

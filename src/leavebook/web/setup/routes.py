"""Where a company is set up."""

from leavebook.http.door import Route
from leavebook.web.routing import read_in_steps, read_page, send_form, send_in_steps
from leavebook.web.setup import pages, people

COMPANY = read_page("/setup/company", pages.company_step, says="Facts of the company.")
SITE = read_page("/setup/site", pages.site_step, says="A first site and its holidays.")
LEAVE_TYPES = read_page("/setup/leave-types", pages.leave_types_step, says="Leave types.")
PEOPLE = read_page("/setup/people", people.people_step, says="The first people.")
APPROVAL = read_page("/setup/approval", pages.approval_step, says="Who agrees to leave.")

ROUTES: tuple[Route, ...] = (
    read_page("/setup", pages.setup, says="What there is to set up."),
    COMPANY,
    send_form("/setup/company", pages.keep_company, says="Keep the facts.", page=COMPANY),
    SITE,
    send_form("/setup/site", pages.open_site, says="Open the site.", page=SITE),
    LEAVE_TYPES,
    send_form("/setup/leave-types", pages.offer_types, says="Offer leave types.", page=LEAVE_TYPES),
    PEOPLE,
    send_form("/setup/people", people.add_person, says="Take somebody on.", page=PEOPLE),
    APPROVAL,
    send_form("/setup/approval", pages.keep_approval, says="Say who agrees.", page=APPROVAL),
    read_in_steps("/setup/invitations", people.invitations_step, says="Who cannot come in."),
    send_in_steps("/setup/invitations", people.invite_all, says="Write to all of them."),
    send_form("/setup/skip", pages.skip_step, says="Put something off."),
    send_form("/setup/dismiss", pages.dismiss_setup, says="Show the list no more."),
)

"""Where a company is set up."""

from leavebook.http.door import Route
from leavebook.web.routing import read_page, send_form
from leavebook.web.settings import days_off, pages

HOLIDAYS = read_page("/holidays", days_off.holidays, says="The days off of a site.")
SETTINGS = read_page("/settings", pages.settings, says="The company and its tokens.")

ROUTES: tuple[Route, ...] = (
    read_page("/leave-types", pages.leave_types, says="What each leave type grants."),
    HOLIDAYS,
    send_form("/holidays", days_off.set_holiday, says="Change a date.", page=HOLIDAYS),
    send_form(
        "/holidays/check",
        days_off.check_holiday,
        says="Whom a change would concern.",
        page=HOLIDAYS,
    ),
    send_form(
        "/holidays/clear",
        days_off.clear_holiday,
        says="Take a change of a date back.",
        page=HOLIDAYS,
    ),
    send_form("/closures", days_off.close, says="Close for some days.", page=HOLIDAYS),
    send_form("/closures/{id}/reopen", days_off.reopen, says="Take a closure back.", page=HOLIDAYS),
    SETTINGS,
    send_form("/settings/tokens", pages.issue_token, says="Make a token.", page=SETTINGS),
    send_form(
        "/settings/tokens/{id}/revoke", pages.revoke_token, says="Revoke a token.", page=SETTINGS
    ),
    read_page("/settings/audit", pages.audit, says="What happened in the company."),
    read_page("/more", pages.more, says="Everything else."),
)

"""Where a company is set up."""

from leavebook.http.door import Route
from leavebook.web.routing import read_page, send_form
from leavebook.web.settings import days_off, pages

ROUTES: tuple[Route, ...] = (
    read_page("/leave-types", pages.leave_types, says="What each leave type grants."),
    read_page("/holidays", days_off.holidays, says="The days off of a site."),
    send_form("/holidays", days_off.set_holiday, says="Change a date."),
    send_form("/holidays/check", days_off.check_holiday, says="Whom a change would concern."),
    send_form("/holidays/clear", days_off.clear_holiday, says="Take a change of a date back."),
    send_form("/closures", days_off.close, says="Close for some days."),
    send_form("/closures/{id}/reopen", days_off.reopen, says="Take a closure back."),
    read_page("/settings", pages.settings, says="The company and its tokens."),
    send_form("/settings/tokens", pages.issue_token, says="Make a token."),
    send_form("/settings/tokens/{id}/revoke", pages.revoke_token, says="Revoke a token."),
    read_page("/settings/audit", pages.audit, says="What happened in the company."),
    read_page("/more", pages.more, says="Everything else."),
)

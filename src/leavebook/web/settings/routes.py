"""Where a company is set up, and one's own profile."""

from leavebook.http.door import Route
from leavebook.web.routing import read_page, send_form
from leavebook.web.settings import pages

ROUTES: tuple[Route, ...] = (
    read_page("/leave-types", pages.leave_types, says="What each leave type grants."),
    read_page("/settings", pages.settings, says="The company and its tokens."),
    send_form("/settings/tokens", pages.issue_token, says="Make a token."),
    send_form("/settings/tokens/{id}/revoke", pages.revoke_token, says="Revoke a token."),
    read_page("/settings/audit", pages.audit, says="What happened in the company."),
    read_page("/profile", pages.profile, says="One's own profile."),
    send_form("/profile/password", pages.change_password, says="Change one's own password."),
    send_form("/sessions/{id}/revoke", pages.revoke_session, says="Sign out a browser."),
    read_page("/more", pages.more, says="Everything else."),
)

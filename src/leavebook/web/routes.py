"""The door of the pages: everything that no published API answers."""

from leavebook.http.door import Door
from leavebook.web.approvals.routes import ROUTES as APPROVALS
from leavebook.web.by_letter.routes import ROUTES as BY_LETTER
from leavebook.web.calendar.routes import ROUTES as CALENDAR
from leavebook.web.company.routes import ROUTES as COMPANY
from leavebook.web.cookies import session_secret
from leavebook.web.departments.routes import ROUTES as DEPARTMENTS
from leavebook.web.feeds.routes import ROUTES as FEEDS
from leavebook.web.finding.routes import ROUTES as FINDING
from leavebook.web.limits.routes import ROUTES as LIMITS
from leavebook.web.notifications.routes import ROUTES as NOTIFICATIONS
from leavebook.web.people.routes import ROUTES as PEOPLE
from leavebook.web.policies.routes import ROUTES as POLICIES
from leavebook.web.profile.routes import ROUTES as PROFILE
from leavebook.web.reports.routes import ROUTES as REPORTS
from leavebook.web.requests.routes import ROUTES as REQUESTS
from leavebook.web.retention.routes import ROUTES as RETENTION
from leavebook.web.settings.routes import ROUTES as SETTINGS
from leavebook.web.setup.routes import ROUTES as SETUP
from leavebook.web.shell.routes import ROUTES as SHELL
from leavebook.web.shifts.routes import ROUTES as SHIFTS
from leavebook.web.shutdowns.routes import ROUTES as SHUTDOWNS
from leavebook.web.sites.routes import ROUTES as SITES
from leavebook.web.systems.routes import ROUTES as SYSTEMS
from leavebook.web.words import PageWords

DOOR = Door(
    name="web",
    title="Pages",
    prefixes=("/",),
    routes=(
        *SHELL,
        *REQUESTS,
        *APPROVALS,
        *BY_LETTER,
        *CALENDAR,
        *PEOPLE,
        *POLICIES,
        *REPORTS,
        *SETTINGS,
        *SETUP,
        *SHIFTS,
        *SHUTDOWNS,
        *LIMITS,
        *PROFILE,
        *FEEDS,
        *NOTIFICATIONS,
        *SITES,
        *SYSTEMS,
        *COMPANY,
        *DEPARTMENTS,
        *RETENTION,
        *FINDING,
    ),
    words=PageWords(),
    secret_in=session_secret,
    security={"type": "apiKey", "in": "cookie", "name": "__Host-leavebook"},
    error_body=None,
    media=("application/x-www-form-urlencoded",),
)

"""What else happens beside moves of requests, in the words of histories and of the log."""

from collections.abc import Mapping
from typing import Final

from leavebook.web.names import EVENTS

HAPPENINGS: Final[Mapping[str, tuple[str, str]]] = {
    "escalated.deputy": ("arrow-up-right", "passed it on to the deputy"),
    "escalated.next_manager": ("arrow-up-right", "passed it on to the next manager"),
    "escalated.office": ("arrow-up-right", "passed it on to HR"),
    "recounted": ("calculator", "counted it again"),
    "shifts.freed_again": ("calendar-check", "left the shifts free that it had taken"),
    "integrations_retried": ("rotate-cw", "told the other systems again"),
    "integration_switched": ("plug", "switched a connection"),
    "integration_lost": ("plug", "lost a connection"),
    "leave.expiring": ("hourglass", "said what lapses soon"),
    "balance.adjusted": ("scale", "adjusted a balance"),
    "entitlement.set": ("scale", "set somebody’s own entitlement"),
    "payroll.closed": ("lock", "closed days for payroll"),
    "work.recorded": ("clock", "recorded extra work"),
    "policy.changed": ("scroll-text", "changed what a leave type grants"),
    "policy.assigned": ("scroll-text", "gave somebody other rules"),
    "leave_type.added": ("swatch-book", "added a leave type"),
    "leave_type.changed": ("swatch-book", "changed a leave type"),
    "pattern.changed": ("calendar-clock", "changed somebody’s working days"),
    "holiday.changed": ("calendar-off", "changed the days off"),
    "shutdown.ordered": ("calendar-off", "ordered a shutdown"),
    "shutdown.called_off": ("calendar-off", "called a shutdown off"),
    "blackout.added": ("ban", "blocked days"),
    "blackout.removed": ("ban", "freed blocked days"),
    "staffing.required": ("users", "said how many must stay"),
    "staffing.dropped": ("users", "took back how many must stay"),
    "company.founded": ("building-2", "founded the company"),
    "company.changed": ("building-2", "changed the company"),
    "company.approval_changed": ("user-check", "changed who decides"),
    "company.switched": ("building-2", "changed what is allowed"),
    "department.changed": ("users", "changed who leads a department"),
    "site.opened": ("map-pin", "opened a site"),
    "site.changed": ("map-pin", "changed a site"),
    "site.closed": ("map-pin-off", "closed a site"),
    "site.reopened": ("map-pin", "uses a site again"),
    "permissions_changed": ("key-round", "changed permissions"),
    "people.imported": ("users", "brought people in from a file"),
    "employee.joined": ("user-plus", "welcomed somebody"),
    "employee.changed": ("user-pen", "changed somebody’s particulars"),
    "employee.left": ("user-minus", "set somebody’s last day"),
    "login.invited": ("mail", "invited somebody to log in"),
    "login.closed": ("lock", "closed a login"),
    "password.set": ("key-round", "set a password"),
    "password.reset": ("key-round", "set a new password"),
    "password.reset_asked": ("mail", "asked for a new password"),
    "second_factor.on": ("shield-check", "switched the second factor on"),
    "second_factor.off": ("shield-off", "switched the second factor off"),
    "second_factor.new_codes": ("shield-check", "made new backup codes"),
    "second_factor.reset": ("shield-off", "took a second factor away"),
    "calendar_feed.ended": ("calendar-sync", "ended an address for calendars"),
    "credential.issued": ("key-round", "issued a token"),
    "credential.revoked": ("key-round", "revoked a token"),
    "shift.planned": ("calendar-plus", "planned a shift"),
    "shift.changed": ("calendar-cog", "changed a shift"),
    "shift.cancelled": ("calendar-x", "cancelled a shift"),
    "shift.assigned": ("user-plus", "put somebody on a shift"),
    "shift.unassigned": ("user-minus", "took somebody off a shift"),
    "shift.removed": ("trash-2", "deleted a shift"),
    "shift_template.added": ("calendar-plus", "added a kind of shift"),
    "shift_template.changed": ("calendar-cog", "changed a kind of shift"),
    "shift_template.removed": ("trash-2", "deleted a kind of shift"),
}
"""Every event that is not a move of a request; a test looks for those without a name.

What was passed on says to whom.
"""

EVERYTHING: Final[Mapping[str, tuple[str, str]]] = {**EVENTS, **HAPPENINGS}

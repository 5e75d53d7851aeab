"""The pages that quick find knows, and who may open them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from leavebook.queries.people.visitor import Visitor
from leavebook.web.languages import words as words_of


def _everybody(_: Visitor) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """A page: where it is, its icon, what it is called and what else people call it."""

    path: str
    icon: str
    name: str
    also: str = ""
    is_for: Callable[[Visitor], bool] = _everybody


PLACES: Final = (
    Place("/", "calendar-heart", "My leave", "Balances", lambda who: who.employee_id is not None),
    Place("/ask", "calendar-plus", "Ask for leave", "Request", lambda who: bool(who.employee_id)),
    Place("/calendar", "calendar-days", "Calendar", "Wallchart"),
    Place("/inbox", "inbox", "Inbox", "Approvals", lambda who: who.decides),
    Place("/people", "users", "People"),
    Place("/new-person", "user-plus", "Somebody joins", "", lambda who: who.manages_people),
    Place("/departments", "network", "Departments", "Lead, deputy", lambda who: who.manages_people),
    Place("/reports", "chart-column", "Reports", "", lambda who: who.sees_everybody),
    Place("/leave-types", "swatch-book", "Leave types", "Policies"),
    Place("/holidays", "calendar-off", "Days off", "Public holidays"),
    Place("/sites", "map-pin", "Sites", "Offices", lambda who: who.configures_leave),
    Place("/notifications", "bell", "Notifications"),
    Place("/profile", "user", "Profile", "Password, language, theme"),
    Place("/profile/second-factor", "smartphone", "Second factor", "Two-factor"),
    Place("/settings", "settings", "Settings", "API tokens", lambda who: who.administers),
    Place(
        "/settings/company", "building-2", "The company", "Time zone", lambda who: who.administers
    ),
    Place("/settings/approval", "user-check", "Who decides", "", lambda who: who.administers),
    Place(
        "/settings/integrations",
        "plug",
        "Other systems",
        "Xero, Productive, Google Calendar, Slack",
        lambda who: who.administers,
    ),
    Place(
        "/leavers",
        "user-minus",
        "Who leaves soon",
        "Exits, leavers",
        lambda who: who.manages_people,
    ),
    Place(
        "/retention",
        "user-x",
        "Data that is due",
        "Erasure, GDPR, anonymise",
        lambda who: who.manages_people,
    ),
    Place(
        "/settings/retention",
        "hourglass",
        "How long data is kept",
        "Retention, legal hold",
        lambda who: who.administers,
    ),
    Place(
        "/settings/audit", "scroll-text", "What happened", "Audit log", lambda who: who.administers
    ),
)


def places_called(words: str, who: Visitor, *, language: str) -> tuple[Place, ...]:
    """Return the pages that the visitor may open and whose names hold the words; all for none."""
    told = words_of(language).gettext
    wanted = words.casefold()
    return tuple(
        place
        for place in PLACES
        if place.is_for(who)
        and any(
            wanted in name.casefold()
            for name in (told(place.name), place.name, told(place.also) if place.also else "")
        )
    )

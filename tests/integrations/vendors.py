"""Our own stand-ins of all systems, each with what a company needs to be connected to it.

Whoever adds a system adds it here, and every plot, fault and storm is played with it too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leavebook.domain.integrations import Provider
from tests.cast import Cast
from tests.integrations import google_stand_in, productive_stand_in, slack_stand_in, xero_stand_in
from tests.integrations.google_stand_in import Google
from tests.integrations.productive_stand_in import Productive
from tests.integrations.slack_stand_in import Slack
from tests.integrations.stand_in import StandIn
from tests.integrations.xero_stand_in import Xero


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """A system that any number of companies may be connected to; it remembers what it holds."""

    stand_in: StandIn
    settings: Callable[[str], Mapping[str, Any]]
    """What Leavebook is set to, by the address at which the stand-in is served."""
    given: Mapping[str, str]
    """What a company is connected with."""
    meet: Callable[[Cast], None]
    """Has the system know the people of a company."""
    markers: Callable[[], list[str]]
    """The marker of everything that it holds and has not taken back."""
    clear: Callable[[], None]
    """Has it hold nothing."""
    creating: int = 1
    """How many requests that matter it takes to have it hold something."""
    removing: int = 1
    """How many it takes to take that back."""


def productive() -> Vendor:
    """Return a Productive that has an absence type and knows whoever it has met."""
    held = Productive()

    def meet(cast: Cast) -> None:
        for each in cast.members.values():
            held.people[each.email] = str(500 + each.user_id)

    return Vendor(
        stand_in=held.stand_in(),
        settings=lambda address: {"productive_url": address},
        given={
            "organisation": "42",
            "event": productive_stand_in.EVENT,
            "token": productive_stand_in.TOKEN,
        },
        meet=meet,
        markers=lambda: [_marker(each["note"]) for each in held.bookings.values()],
        clear=held.bookings.clear,
    )


def google_calendar() -> Vendor:
    """Return a Google with a shared calendar, which needs to know nobody."""
    held = Google()
    return Vendor(
        stand_in=held.stand_in(),
        settings=lambda address: {
            "google_calendar_url": address,
            "google_token_url": f"{address}/token",
        },
        given={
            "calendar": google_stand_in.CALENDAR,
            "client_id": "leavebook",
            "client_secret": google_stand_in.CLIENT_SECRET,
            "refresh_token": google_stand_in.REFRESH_TOKEN,
        },
        meet=lambda _: None,
        markers=lambda: [
            each["extendedProperties"]["private"]["leavebook"] for each in held.shown()
        ],
        clear=held.clear,
    )


def google_with_own_calendars() -> Vendor:
    """Return a Google that shows leave in the calendars of whoever it has met as well."""
    held = Google()
    given = {
        "calendar": google_stand_in.CALENDAR,
        "service_account": google_stand_in.service_account(),
    }

    def meet(cast: Cast) -> None:
        held.own.update({each.email: {} for each in cast.members.values()})
        given["out_of_office"] = cast.bea.email.partition("@")[2]

    return replace(
        google_calendar(),
        stand_in=held.stand_in(),
        given=given,
        meet=meet,
        markers=lambda: _in_both(held),
        clear=held.clear,
        creating=3,
        removing=3,
    )


def slack() -> Vendor:
    """Return a Slack with a channel for leave; everybody it has met is in the workspace."""
    held = Slack()

    def meet(cast: Cast) -> None:
        for each in cast.members.values():
            held.users[each.email] = f"U0{each.user_id:06}"

    return Vendor(
        stand_in=held.stand_in(),
        settings=lambda address: {
            "slack_url": f"{address}/api",
            "slack_hooks_url": f"{address}/hooks/",
        },
        given={
            "channel": slack_stand_in.CHANNEL,
            "token": slack_stand_in.TOKEN,
            "signing_secret": slack_stand_in.SIGNING_SECRET,
        },
        meet=meet,
        markers=held.told,
        clear=held.messages.clear,
        removing=3,
    )


def xero(country: str = "AU") -> Vendor:
    """Return a Xero with one organisation, whose payroll pays whoever it has met."""
    held = Xero(country=country)
    return Vendor(
        stand_in=held.stand_in(),
        settings=lambda address: {"xero_url": address, "xero_token_url": f"{address}/token"},
        given={
            "client_id": xero_stand_in.CLIENT_ID,
            "client_secret": xero_stand_in.CLIENT_SECRET,
            "refresh_token": xero_stand_in.REFRESH_TOKEN,
            "tenant": xero_stand_in.TENANT,
            "country": country,
            "leave_type.AL": xero_stand_in.ANNUAL,
            "leave_type.UL": xero_stand_in.UNPAID,
        },
        meet=lambda cast: held.people.extend(each.email for each in cast.members.values()),
        markers=held.markers,
        clear=held.leave.clear,
        removing=2,
    )


VENDORS: Mapping[Provider, Callable[[], Vendor]] = {
    Provider.PRODUCTIVE: productive,
    Provider.GOOGLE_CALENDAR: google_calendar,
    Provider.SLACK: slack,
    Provider.XERO: xero,
}


def _in_both(held: Google) -> list[str]:
    """Return the marker of what both calendars show; half of it is neither there nor gone."""

    def markers(events: Iterable[dict[str, Any]]) -> Counter[str]:
        return Counter(each["extendedProperties"]["private"]["leavebook"] for each in events)

    shared = markers(held.shown())
    own = sum((markers(held.shown_to(person)) for person in held.own), Counter[str]())
    halves = (shared - own) + (own - shared)
    return [*(shared & own).elements(), *(f"{each}:half" for each in halves.elements())]


def _marker(note: str) -> str:
    return note.partition("[")[2].rstrip("]")

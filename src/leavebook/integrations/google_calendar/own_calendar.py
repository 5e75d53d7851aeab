"""Leave in the calendar of the person who takes it: out of office, in neutral words.

Each stretch of the leave is an event of its own: Google takes no whole days here, and nobody
should have invitations declined for the time between.
"""

from collections.abc import Sequence
from typing import Final

from leavebook.integrations.google_calendar import events, mapping
from leavebook.integrations.google_calendar.access import Nobody
from leavebook.integrations.google_calendar.client import Calendar
from leavebook.services.outside.remote_systems import RemoteLeave

MOST_STRETCHES: Final = 40

_NO_CALENDAR: Final = "Google knows no calendar of {address}: nobody sees the absence there."
_TOO_MANY: Final = "The leave has too many stretches for the calendar of {address}."


class OwnCalendar:
    """The calendar of one person; whoever has none lacks nothing there."""

    def __init__(self, calendar: Calendar, address: str) -> None:
        self._calendar = calendar
        self._address = address

    def look(self, leave: RemoteLeave) -> tuple[Sequence[bool], str | None]:
        """Return of each stretch whether it is shown, and why none can be."""
        events_of_it = mapping.own_events(leave)
        if len(events_of_it) > MOST_STRETCHES:
            return (), self._said(_TOO_MANY)
        try:
            shown = [
                events.is_shown(self._calendar, str(each["id"]), leave) for each in events_of_it
            ]
        except Nobody:
            return (), self._said(_NO_CALENDAR)
        return shown, None

    def add(self, leave: RemoteLeave) -> str | None:
        """Show every stretch of the leave, or return why none can be shown."""
        events_of_it = mapping.own_events(leave)
        if len(events_of_it) > MOST_STRETCHES:
            return self._said(_TOO_MANY)
        try:
            for each in events_of_it:
                events.add(self._calendar, each, leave)
        except Nobody:
            return self._said(_NO_CALENDAR)
        return None

    def delete(self, leave: RemoteLeave) -> None:
        """Show nothing of the leave any more; a calendar that is gone shows nothing."""
        events_of_it = mapping.own_events(leave)
        if len(events_of_it) > MOST_STRETCHES:
            return
        try:
            for each in events_of_it:
                events.delete(self._calendar, str(each["id"]), leave)
        except Nobody:
            return

    def _said(self, words: str) -> str:
        return words.format(address=self._address)

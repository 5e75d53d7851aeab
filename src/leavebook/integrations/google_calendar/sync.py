"""Google Calendar as a system that holds leave: an event in a shared calendar for each.

Where the company wants it, the calendar of the person shows it too. Both belong together: the
leave is there when all of it is, and gone when nothing of it is left. We choose the events' ids,
so that creating one twice is refused instead of doubled.
"""

from collections.abc import Sequence

from leavebook.http.outgoing import Outgoing
from leavebook.integrations.google_calendar import events, mapping
from leavebook.integrations.google_calendar.client import Client
from leavebook.integrations.google_calendar.own_calendar import OwnCalendar
from leavebook.integrations.google_calendar.own_client import OwnClient
from leavebook.services.outside.remote_systems import (
    Account,
    HalfDone,
    Held,
    Permanent,
    RemoteLeave,
    Temporary,
    Uncertain,
)


class GoogleCalendar:
    """A company's shared calendar, and the calendars of its people."""

    def __init__(
        self, account: Account, outgoing: Outgoing, *, address: str, token_address: str
    ) -> None:
        self._account = account
        self._outgoing = outgoing
        self._address = address
        self._token_address = token_address
        self._client = Client(account, outgoing, address=address, token_address=token_address)

    def find(self, leave: RemoteLeave) -> Sequence[Held]:
        """Return the leave under its event's id, whole or not, when anything of it is shown."""
        key = mapping.event_id(leave)
        shown, note = [events.is_shown(self._client, key, leave)], None
        if (own := self._own(leave)) is not None:
            in_own, note = own.look(leave)
            shown += in_own
        return (Held(key, by_hand=note, is_whole=all(shown)),) if any(shown) else ()

    def create(self, leave: RemoteLeave) -> Held:
        """Have all of the leave shown and return its event's id."""
        events.add(self._client, mapping.event(leave, self._client.settings), leave)
        own, note = self._own(leave), None
        if own is not None:
            try:
                note = own.add(leave)
            except (Temporary, Uncertain, Permanent) as fault:
                raise HalfDone(fault) from fault
        return Held(mapping.event_id(leave), by_hand=note)

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        """Have nothing of the leave shown; whatever was noted about it is of no interest then."""
        events.delete(self._client, external_id, leave)
        own = self._own(leave)
        if own is None:
            return None
        own.delete(leave)
        return ""

    def _own(self, leave: RemoteLeave) -> OwnCalendar | None:
        if leave.own_calendar is None:
            return None
        as_person = OwnClient(
            leave.own_calendar,
            self._account,
            self._outgoing,
            address=self._address,
            token_address=self._token_address,
            known=self._client.known,
        )
        return OwnCalendar(as_person, leave.own_calendar)

"""Google Calendar as a system that holds leave: an event in a shared calendar for each.

We choose the event's id, so that creating it twice is refused instead of doubled.
"""

from collections.abc import Sequence
from typing import Any, Final

from leavebook.http.outgoing import Outgoing, Reply
from leavebook.http.remote_answers import decoded, is_good, unreadable
from leavebook.integrations.google_calendar import mapping
from leavebook.integrations.google_calendar.client import Client
from leavebook.services.remote_systems import Account, Permanent, RemoteLeave, Temporary, Uncertain

_TAKEN: Final = 409
_GONE: Final = frozenset({404, 410})
_QUIETLY: Final = {"sendUpdates": "none"}


class GoogleCalendar:
    """A company's shared calendar."""

    def __init__(
        self, account: Account, outgoing: Outgoing, *, address: str, token_address: str
    ) -> None:
        self._client = Client(account, outgoing, address=address, token_address=token_address)

    def find(self, leave: RemoteLeave) -> Sequence[str]:
        """Return the event's id when the calendar shows it."""
        event = self._event(leave)
        if event is None or mapping.is_cancelled(event):
            return ()
        return (mapping.event_id(leave),)

    def create(self, leave: RemoteLeave) -> str:
        """Add the event and return its id."""
        body = mapping.event(leave, self._client.settings)
        reply = self._client.call("POST", "/events", document=body, query=_QUIETLY)
        if reply.status == _TAKEN:
            self._take_over(leave, body)
        else:
            self._read(reply, leave)
        return mapping.event_id(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> None:
        """Delete the event; one that is gone already is fine, once that is sure."""
        reply = self._client.call("DELETE", f"/events/{external_id}", query=_QUIETLY)
        if reply.status in _GONE:
            if self.find(leave):
                raise Temporary("the event is there and is not")
        elif not is_good(reply):
            raise self._client.fault(reply, changing=True)

    def _take_over(self, leave: RemoteLeave, body: dict[str, object]) -> None:
        """Have the event that has our id already shown; deleted ones keep theirs."""
        event = self._event(leave)
        if event is None:
            raise Uncertain("the event is there and is not")
        if mapping.is_cancelled(event):
            restored = {**body, "status": "confirmed"}
            path = f"/events/{mapping.event_id(leave)}"
            reply = self._client.call("PUT", path, document=restored, query=_QUIETLY)
            self._read(reply, leave)

    def _read(self, reply: Reply, leave: RemoteLeave) -> None:
        """Raise a fault unless the answer is the event."""
        if not is_good(reply):
            raise self._client.fault(reply, changing=True)
        try:
            is_it = decoded(reply, changing=True)["id"] == mapping.event_id(leave)
        except (LookupError, TypeError) as error:
            raise unreadable(changing=True) from error
        if not is_it:
            raise unreadable(changing=True)

    def _event(self, leave: RemoteLeave) -> Any:  # noqa: ANN401  JSON holds anything
        """Return the event with the leave's id, or None; raises Permanent for another's."""
        reply = self._client.call("GET", f"/events/{mapping.event_id(leave)}")
        if reply.status in _GONE:
            return None
        if not is_good(reply):
            raise self._client.fault(reply, changing=False)
        event = decoded(reply, changing=False)
        try:
            is_ours = mapping.is_cancelled(event) or mapping.is_ours(event, leave)
        except (LookupError, TypeError, AttributeError) as error:
            raise unreadable(changing=False) from error
        if not is_ours:
            raise Permanent("the calendar has another event with this id")
        return event

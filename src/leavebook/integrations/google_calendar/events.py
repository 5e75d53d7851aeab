"""One event in one calendar, under an id that we choose: there, or not there."""

from typing import Any, Final

from leavebook.http.outgoing import Reply
from leavebook.http.remote_answers import decoded, is_good, unreadable
from leavebook.integrations.google_calendar import mapping
from leavebook.integrations.google_calendar.client import Calendar
from leavebook.services.outside.remote_systems import Permanent, RemoteLeave, Temporary, Uncertain

_TAKEN: Final = 409
_GONE: Final = frozenset({404, 410})
_QUIETLY: Final = {"sendUpdates": "none"}


def is_shown(calendar: Calendar, key: str, leave: RemoteLeave) -> bool:
    """Return whether the calendar shows the leave's event; raises Permanent for another's."""
    event = _event(calendar, key, leave)
    return event is not None and not mapping.is_cancelled(event)


def add(calendar: Calendar, event: mapping.Event, leave: RemoteLeave) -> None:
    """Have the calendar show the event, whether it did before or not."""
    reply = calendar.call("POST", "/events", document=event, query=_QUIETLY)
    if reply.status == _TAKEN:
        _take_over(calendar, event, leave)
    else:
        _read(calendar, reply, str(event["id"]))


def delete(calendar: Calendar, key: str, leave: RemoteLeave) -> None:
    """Delete the event; one that is gone already is fine, once that is sure."""
    reply = calendar.call("DELETE", f"/events/{key}", query=_QUIETLY)
    if reply.status in _GONE:
        if is_shown(calendar, key, leave):
            raise Temporary("the event is there and is not")
    elif not is_good(reply):
        raise calendar.fault(reply, changing=True)


def _take_over(calendar: Calendar, event: mapping.Event, leave: RemoteLeave) -> None:
    """Have the event that has our id already shown; deleted ones keep theirs."""
    key = str(event["id"])
    there = _event(calendar, key, leave)
    if there is None:
        raise Uncertain("the event is there and is not")
    if mapping.is_cancelled(there):
        restored = {**event, "status": "confirmed"}
        reply = calendar.call("PUT", f"/events/{key}", document=restored, query=_QUIETLY)
        _read(calendar, reply, key)


def _read(calendar: Calendar, reply: Reply, key: str) -> None:
    """Raise a fault unless the answer is the event."""
    if not is_good(reply):
        raise calendar.fault(reply, changing=True)
    try:
        is_it = decoded(reply, changing=True)["id"] == key
    except (LookupError, TypeError) as error:
        raise unreadable(changing=True) from error
    if not is_it:
        raise unreadable(changing=True)


def _event(calendar: Calendar, key: str, leave: RemoteLeave) -> Any:  # noqa: ANN401  JSON holds anything
    """Return the event with this id, or None; raises Permanent for one of somebody else."""
    reply = calendar.call("GET", f"/events/{key}")
    if reply.status in _GONE:
        return None
    if not is_good(reply):
        raise calendar.fault(reply, changing=False)
    event = decoded(reply, changing=False)
    try:
        is_ours = mapping.is_cancelled(event) or mapping.is_ours(event, leave)
    except (LookupError, TypeError, AttributeError) as error:
        raise unreadable(changing=False) from error
    if not is_ours:
        raise Permanent("the calendar has another event with this id")
    return event

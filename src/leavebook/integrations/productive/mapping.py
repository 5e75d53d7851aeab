"""Our leave as a Productive booking, and back: pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from leavebook.services.outside.remote_systems import Permanent, RemoteLeave

_TOTAL: Final = 3
"""The booking method that says how many minutes there are in all.

The others multiply by the working days of Productive's own calendar, which charges somebody who
works part-time for days they do not work.
"""

EVENT: Final = "event"


def booking(leave: RemoteLeave, *, person: str, event: str) -> dict[str, object]:
    """Return the document that books the absence."""
    return {
        "data": {
            "type": "bookings",
            "attributes": {
                "person_id": int(person),
                "event_id": int(event),
                "started_on": leave.first_day.isoformat(),
                "ended_on": leave.last_day.isoformat(),
                "booking_method_id": _TOTAL,
                "total_time": leave.minutes,
                "note": note(leave),
            },
        }
    }


def note(leave: RemoteLeave) -> str:
    """Return what the booking says; the marker in it tells it from every other."""
    return f"{leave.leave_type or 'Away'} [{leave.marker}]"


def event_of(leave: RemoteLeave, settings: Mapping[str, str]) -> str:
    """Return the id of the absence type, which is the neutral one where ours says too much."""
    chosen = settings.get(EVENT, "")
    if leave.leave_type is not None:
        chosen = settings.get(f"{EVENT}.{leave.type_code}", chosen)
    if not (chosen.isascii() and chosen.isdigit()):
        raise Permanent("no absence type of Productive is set for this leave type")
    return chosen


def ids_of(document: Any, leave: RemoteLeave) -> Iterator[str]:  # noqa: ANN401  JSON holds anything
    """Yield the ids of the bookings that carry the marker of this leave."""
    for each in document["data"]:
        if f"[{leave.marker}]" in (each["attributes"].get("note") or ""):
            yield id_in(each)


def id_in(resource: Any) -> str:  # noqa: ANN401  JSON holds anything
    """Return the id of a document's resource; raises ValueError for what is none."""
    found = str(resource["id"])
    if not (found.isascii() and found.isdigit()):
        raise ValueError("not an id")
    return found

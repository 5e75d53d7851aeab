"""Cases about leave that stands in the way of other leave."""

from collections.abc import Mapping
from typing import Final

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.site_holidays import HolidayEntry, is_entered_already
from leavebook.domain.calendar.spans import Half, Span
from leavebook.domain.requests.bookings import Booked, RequestId, in_the_way
from leavebook.domain.requests.leave_types import LeaveTypeId
from tests.cases.adapters.common import day, minute
from tests.cases.runner import Adapter, Data, differing

STATES: Final = {
    "pending": State.PENDING,
    "partially_approved": State.PENDING,
    "approved": State.APPROVED,
    "taken": State.APPROVED,
    "rejected": State.REJECTED,
    "withdrawn": State.WITHDRAWN,
    "cancelled": State.CANCELLED,
    "cancellation_requested": State.CANCEL_REQUESTED,
}


def overlapping(given: Data, expect: Data) -> list[str]:
    """Compare whether the new leave is allowed, and what it collides with."""
    names = [entry["id"] for entry in given["existing"]]
    ids = {name: RequestId(number) for number, name in enumerate(names)}
    booked = [
        Booked(
            ids[entry["id"]],
            spans=tuple(_span(part) for part in entry["parts"]),
            state=STATES[entry["status"]],
            leave_type_id=LeaveTypeId(0 if entry["kind"] == "leave" else 1),
        )
        for entry in given["existing"]
    ]
    new = given["new"]
    found = in_the_way(
        (_span(part) for part in new["parts"]), booked, replaces=ids.get(new.get("replaces"))
    )
    compared: list[tuple[str, object, object]] = [("allowed", expect["allowed"], not found)]
    if "conflicts_with" in expect:
        colliding = {names[request_id] for request_id in found}
        compared.append(("conflicts_with", set(expect["conflicts_with"]), colliding))
    return differing(compared)


def holiday_definition(given: Data, expect: Data) -> list[str]:
    """Compare whether the holiday may be added to those there are."""
    existing = [_entry(entry) for entry in given["existing_holidays"]]
    taken = is_entered_already(_entry(given["new_holiday"]), existing)
    return differing([("allowed", expect["allowed"], not taken)])


def _entry(entry: Data) -> HolidayEntry:
    return HolidayEntry(day(entry["date"]), entry["calendar"])


def _span(part: Data) -> Span:
    half = part.get("half") or "full"
    return Span(
        day(part["from"]),
        day(part["to"]),
        first_half=Half.PM if half == "pm" else Half.AM,
        last_half=Half.AM if half == "am" else Half.PM,
        start_minute=minute(part.get("start_time")),
        end_minute=minute(part.get("end_time")),
    )


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "overlap": overlapping,
    "holiday_definition": holiday_definition,
}

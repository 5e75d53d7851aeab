"""Cases about leave that stands in the way of other leave."""

from collections.abc import Iterable, Mapping
from typing import Final

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.site_holidays import HolidayEntry, is_entered_already
from leavebook.domain.calendar.spans import Span
from leavebook.domain.requests.bookings import Booked, RequestId, in_the_way
from leavebook.domain.requests.leave_types import LeaveTypeId
from tests.cases.adapters.common import day, spans_of
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
            spans=_spans(entry["parts"]),
            state=STATES[entry["status"]],
            leave_type_id=LeaveTypeId(0 if entry["kind"] == "leave" else 1),
        )
        for entry in given["existing"]
    ]
    new = given["new"]
    found = in_the_way(_spans(new["parts"]), booked, replaces=ids.get(new.get("replaces")))
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


def _spans(parts: Iterable[Data]) -> tuple[Span, ...]:
    """Return the spans of the parts; a half means that half of every one of a part's dates."""
    return tuple(
        span
        for part in parts
        for span in spans_of(
            {
                "start": part["from"],
                "end": part["to"],
                "start_time": part.get("start_time"),
                "end_time": part.get("end_time"),
                "each_day_half": None if part.get("half") == "full" else part.get("half"),
            }
        )
    )


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "overlap": overlapping,
    "holiday_definition": holiday_definition,
}

"""Leave that a person has booked already, and what it stands in the way of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NewType

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Span, overlaps
from leavebook.domain.requests.leave_types import LeaveTypeId

RequestId = NewType("RequestId", int)


@dataclass(frozen=True, slots=True)
class Booked:
    """Another request of the same person; `charged` are the dates that cost it something.

    `instead_of` is the request whose place a waiting one is to take: never are both taken.
    """

    request_id: RequestId
    spans: tuple[Span, ...]
    state: State
    leave_type_id: LeaveTypeId
    charged: frozenset[date] = frozenset()
    instead_of: RequestId | None = None


def in_the_way(
    spans: Iterable[Span], booked: Iterable[Booked], *, replaces: RequestId | None = None
) -> tuple[RequestId, ...]:
    """Return the live requests that the spans would overlap, but not the one they replace.

    All types of leave exclude each other.
    """
    spans = tuple(spans)
    return tuple(
        other.request_id
        for other in booked
        if other.state.holds_time
        and other.request_id != replaces
        and any(overlaps(one, theirs) for one in spans for theirs in other.spans)
    )

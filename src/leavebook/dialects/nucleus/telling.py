"""How this API tells the story of a request: its status, its approvals, its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from msgspec import Struct

from leavebook.dialects.nucleus.wire import show_hours, show_moment
from leavebook.domain.approval.states import Event, Stage, State
from leavebook.domain.integrations import Provider
from leavebook.http.unsaid import ABSENCE
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.queries.leave.request_story import Elsewhere, Happening, Story

STATUSES: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.DRAFT: "draft",
        State.RECORDED: "approved",
        State.APPROVED: "approved",
        State.CANCEL_REQUESTED: "approved",
        State.REJECTED: "rejected",
        State.WITHDRAWN: "cancelled",
        State.CANCELLED: "cancelled",
        State.SUPERSEDED: "cancelled",
    }
)
"""What each state is called; a pending one is called by its stage."""

_ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {Event.WITHDRAWN: "cancelled", Event.DELETED: "cancelled"}
)


class RequestDetail(Struct, kw_only=True):
    """A request with everything about it; the keys come in the documented order."""

    id: UUID
    user_id: UUID
    user_name: str
    leave_type_id: str | None
    leave_type_name: str
    start_date: date
    end_date: date
    total_hours: int | float
    notes: str | None
    status: str
    manager_approved_by: UUID | None
    manager_approved_at: str | None
    exec_approved_by: UUID | None
    exec_approved_at: str | None
    xero_leave_application_id: str | None
    productive_booking_id: str | None
    google_calendar_event_id: str | None
    slack_message_ts: str | None
    integration_errors: dict[str, str] | None
    created_at: str


class HistoryItem(Struct):
    """One thing that happened to a request."""

    id: UUID
    action: str
    actor_id: UUID | None
    actor_name: str | None
    comment: str | None
    created_at: str


class RequestStory(Struct, kw_only=True):
    """A request and its history."""

    request: RequestDetail
    history: list[HistoryItem]


class CreatedRequest(RequestStory, kw_only=True):
    """The same with the two facts that a caller who just asked wants first."""

    id: UUID
    status: str


@dataclass(frozen=True, slots=True)
class _Approvals:
    """The approvals that the request stands by."""

    manager: Happening | None = None
    executive: Happening | None = None


def status_of(line: LeaveLine) -> str:
    """Return the documented status of a request."""
    if line.state is State.PENDING:
        return "pending_exec" if line.stage is Stage.EXECUTIVE else "pending_manager"
    return STATUSES[line.state]


def tell(story: Story, types_there: Mapping[UUID, str]) -> RequestStory:
    """Return the story as this API tells it, with the provider's ids of leave types."""
    return RequestStory(request=_detail(story, types_there), history=_history(story.happenings))


def tell_created(story: Story, types_there: Mapping[UUID, str]) -> CreatedRequest:
    """Return the story of a request that was just made."""
    told = tell(story, types_there)
    return CreatedRequest(
        request=told.request, history=told.history, id=told.request.id, status=told.request.status
    )


def _detail(story: Story, types_there: Mapping[UUID, str]) -> RequestDetail:
    line, elsewhere = story.line, story.elsewhere
    approvals = _approvals(story.happenings)
    return RequestDetail(
        id=line.uuid,
        user_id=line.person_uuid,
        user_name=line.full_name,
        leave_type_id=_type_id(line, types_there),
        leave_type_name=line.leave_type or ABSENCE,
        start_date=line.first_day,
        end_date=line.last_day,
        total_hours=show_hours(line.minutes),
        notes=line.reason,
        status=status_of(line),
        manager_approved_by=_by(approvals.manager),
        manager_approved_at=_at(approvals.manager),
        exec_approved_by=_by(approvals.executive),
        exec_approved_at=_at(approvals.executive),
        xero_leave_application_id=_known_as(elsewhere.get(Provider.XERO)),
        productive_booking_id=_known_as(elsewhere.get(Provider.PRODUCTIVE)),
        google_calendar_event_id=_known_as(elsewhere.get(Provider.GOOGLE_CALENDAR)),
        slack_message_ts=_moment_of(elsewhere.get(Provider.SLACK)),
        integration_errors=_errors(elsewhere),
        created_at=show_moment(line.asked_at),
    )


def _type_id(line: LeaveLine, types_there: Mapping[UUID, str]) -> str | None:
    if line.leave_type_uuid is None:
        return None
    return types_there.get(line.leave_type_uuid, str(line.leave_type_uuid))


def _approvals(happenings: Iterable[Happening]) -> _Approvals:
    """Return who agreed; whatever the owner changed or reopened had to be asked anew."""
    manager = executive = None
    for each in happenings:
        # What `Outcome.asks_again` says of the request, told by its history: the request itself
        # keeps one moment for each stage, which the end of a cancellation takes too.
        starts_over = each.name == Event.REOPENED or (each.name == Event.EDITED and each.by_owner)
        if starts_over:
            manager = executive = None
        if each.name == Event.MANAGER_APPROVED or _is_single(each, Stage.MANAGER):
            manager = each
        if each.name == Event.EXEC_APPROVED or _is_single(each, Stage.EXECUTIVE):
            executive = each
    return _Approvals(manager, executive)


def _is_single(each: Happening, decided_as: Stage) -> bool:
    return each.name == Event.APPROVED and each.decided_as is decided_as


def _history(happenings: Iterable[Happening]) -> list[HistoryItem]:
    return [
        HistoryItem(
            id=each.uuid,
            action=_ACTIONS.get(each.name, each.name),
            actor_id=each.actor_uuid,
            actor_name=each.actor_name,
            comment=each.comment,
            created_at=show_moment(each.at),
        )
        for each in happenings
    ]


def _by(approval: Happening | None) -> UUID | None:
    return None if approval is None else approval.actor_uuid


def _at(approval: Happening | None) -> str | None:
    return None if approval is None else show_moment(approval.at)


def _known_as(elsewhere: Elsewhere | None) -> str | None:
    return None if elsewhere is None else elsewhere.known_as


def _moment_of(message: Elsewhere | None) -> str | None:
    """Return the moment that Slack calls a message by; we know its channel too."""
    known = _known_as(message)
    return None if known is None else known.rpartition(":")[2]


def _errors(elsewhere: Mapping[Provider, Elsewhere]) -> dict[str, str] | None:
    errors = {
        provider.value: each.error for provider, each in elsewhere.items() if each.error is not None
    }
    return errors or None

"""Requests, balances and permissions in the JSON of this API, and what callers send."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.tool_permissions import Permitted
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.asks import Given
from leavebook.http.call import Call
from leavebook.http.moments import utc_text
from leavebook.http.reading import VISIBLE
from leavebook.http.unsaid import ABSENCE
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside.leave_provider import Balances, ProvidedType

_MINUTES: Final = 60

Id = Annotated[str, Meta(min_length=1, max_length=200)]
Line = Annotated[str, Meta(max_length=200, pattern=VISIBLE)]
Text = Annotated[str, Meta(max_length=2000)]
Visible = Annotated[str, Meta(max_length=2000, pattern=VISIBLE)]
# The published type is a number; it becomes an exact amount before anything counts with it.
Hours = Annotated[float, Meta(gt=0, le=100_000)]


class LeaveTypeItem(Struct):
    """A leave type."""

    id: str
    name: str
    is_paid: int


class LeaveTypes(Struct):
    """The leave types."""

    types: list[LeaveTypeItem]


class BalanceItem(Struct):
    """What is left of one leave type."""

    id: UUID
    leave_type_id: str
    leave_type_name: str
    balance_hours: float
    fetched_at: str


class BalanceList(Struct):
    """The caller's balances."""

    balances: list[BalanceItem]


class RequestItem(Struct):
    """A request as lists show it."""

    id: UUID
    user_id: UUID
    user_name: str
    user_picture: str | None
    leave_type_name: str
    start_date: date
    end_date: date
    total_hours: int | float
    status: str
    created_at: str


class RequestList(Struct):
    """The requests of a tab."""

    requests: list[RequestItem]


class PendingCount(Struct):
    """How many requests wait for the caller."""

    count: int


class NewRequest(Struct, kw_only=True):
    """The body that asks for leave."""

    leave_type_id: Id
    leave_type_name: Line
    start_date: date
    end_date: date
    total_hours: Hours | None = None
    notes: Text | None = None


class Approval(Struct, kw_only=True):
    """The body that may come with an approval or a cancellation."""

    comment: Text | None = None


class Rejection(Struct, kw_only=True):
    """The body that rejects."""

    reason: Visible


class LevelPermission(Struct):
    """What one access level may do."""

    can_view: bool
    can_update: bool
    can_manage: bool


class Levels(Struct, kw_only=True):
    """What the access levels may do; a change names only those that it is about."""

    executive: LevelPermission | UnsetType = UNSET
    head: LevelPermission | UnsetType = UNSET
    manager: LevelPermission | UnsetType = UNSET
    lead: LevelPermission | UnsetType = UNSET
    employee: LevelPermission | UnsetType = UNSET


class PermissionTable(Struct):
    """What every access level may do."""

    permissions: Levels


def show_types(types: tuple[ProvidedType, ...]) -> LeaveTypes:
    """Return the leave types as this API shows them."""
    return LeaveTypes([LeaveTypeItem(each.id, each.name, int(each.paid)) for each in types])


def show_balances(balances: Balances) -> BalanceList:
    """Return somebody's balances as this API shows them."""
    fetched_at = show_moment(balances.fetched_at)
    return BalanceList(
        [
            BalanceItem(row.uuid, row.type_id, row.type_name, float(row.hours), fetched_at)
            for row in balances.rows
        ]
    )


def show_line(line: LeaveLine, status: str) -> RequestItem:
    """Return a request as lists show it."""
    return RequestItem(
        id=line.uuid,
        user_id=line.person_uuid,
        user_name=line.full_name,
        user_picture=line.picture,
        leave_type_name=line.leave_type or ABSENCE,
        start_date=line.first_day,
        end_date=line.last_day,
        total_hours=show_hours(line.minutes),
        status=status,
        created_at=show_moment(line.asked_at),
    )


def show_hours(minutes: int) -> int | float:
    """Return minutes as hours: a whole number where it is one."""
    whole, rest = divmod(minutes, _MINUTES)
    return minutes / _MINUTES if rest else whole


def show_moment(moment: datetime) -> str:
    """Return a moment in UTC, to the second and without a zone."""
    return utc_text(moment, digits=0)


def show_permissions(permissions: Mapping[AccessLevel, Permitted]) -> PermissionTable:
    """Return what every access level may do as this API shows it."""
    shown = {
        level.value: LevelPermission(given.can_view, given.can_update, given.can_manage)
        for level, given in permissions.items()
    }
    return PermissionTable(Levels(**shown))


def read_ask(body: NewRequest, *, employee_id: int, leave_type_id: int) -> LeaveAsked:
    """Return the leave that is asked for; hours that are given must be those it comes to."""
    hours = body.total_hours
    return LeaveAsked(
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        spans=(whole_days(body.start_date, body.end_date),),
        reason=body.notes,
        given=None if hours is None else Given(Decimal(str(hours)), Unit.HOUR),
    )


def read_comment(call: Call) -> str | None:
    """Return the comment in a body that may be missing altogether."""
    return call.read(Approval).comment if call.raw_body.strip() else None


def read_request_id(call: Call) -> UUID:
    """Return the id in the path; what no request can have is refused as unknown."""
    try:
        return UUID(call.parts["id"])
    except ValueError as error:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"})) from error


def read_permissions(body: PermissionTable) -> dict[AccessLevel, Permitted]:
    """Return what the access levels that the body names shall be allowed."""
    given = {level: getattr(body.permissions, level.value) for level in AccessLevel}
    return {
        level: Permitted(
            can_view=each.can_view, can_update=each.can_update, can_manage=each.can_manage
        )
        for level, each in given.items()
        if isinstance(each, LevelPermission)
    }

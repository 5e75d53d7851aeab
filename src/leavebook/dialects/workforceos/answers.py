"""What each API of this door answers with, envelope and all."""

from typing import Any

from msgspec import field

from leavebook.dialects.workforceos.envelope import Envelope
from leavebook.dialects.workforceos.paging import Paging
from leavebook.dialects.workforceos.shift_wire import (
    ShiftAssignmentFields,
    ShiftFields,
    ShiftTemplateFields,
)
from leavebook.dialects.workforceos.wire import (
    JoinedLeaveRequest,
    LeaveRequestFields,
    ListedLeaveRequest,
)


class LeaveRequestAnswer(Envelope, kw_only=True):
    """A request that was written."""

    leave_request: LeaveRequestFields


class JoinedLeaveRequestAnswer(Envelope, kw_only=True):
    """A request with the people of it."""

    leave_request: JoinedLeaveRequest


class LeaveRequestsAnswer(Envelope, kw_only=True):
    """A page of requests."""

    leave_requests: list[ListedLeaveRequest]
    paging: Paging
    filters: list[Any] = field(default_factory=list)
    ui_permissions: list[Any] = field(default_factory=list)


class ShiftTemplateAnswer(Envelope, kw_only=True):
    """A template of shifts."""

    shift_template: ShiftTemplateFields


class ShiftTemplatesAnswer(Envelope, kw_only=True):
    """A page of templates."""

    shift_templates: list[ShiftTemplateFields]
    paging: Paging
    filters: list[Any] = field(default_factory=list)
    ui_permissions: list[Any] = field(default_factory=list)


class ShiftAnswer(Envelope, kw_only=True):
    """A shift."""

    shift: ShiftFields


class ShiftsAnswer(Envelope, kw_only=True):
    """A page of shifts."""

    shifts: list[ShiftFields]
    paging: Paging
    filters: list[Any] = field(default_factory=list)
    ui_permissions: list[Any] = field(default_factory=list)


class ShiftAssignmentAnswer(Envelope, kw_only=True):
    """A person in a shift."""

    shift_assignment: ShiftAssignmentFields


class ShiftAssignmentsAnswer(Envelope, kw_only=True):
    """A page of assignments."""

    shift_assignments: list[ShiftAssignmentFields]
    paging: Paging
    filters: list[Any] = field(default_factory=list)
    ui_permissions: list[Any] = field(default_factory=list)

"""Requests as the table of moves sees them."""

from dataclasses import replace

from leavebook.domain.approval.moves import Standing
from leavebook.domain.people.people import AccessLevel
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.leave_types import LeaveType


def standing_of(request: LeaveRequest, person: Employee, leave_type: LeaveType) -> Standing:
    """Return where the person's request stands; the chain is the one it began under."""
    return Standing(
        state=request.state,
        stage=request.stage,
        policy=replace(leave_type.rules.approval, chain=request.approval),
        first_day=request.first_day,
        owner_level=person.access_level or AccessLevel.EMPLOYEE,
        ordered=request.ordered,
    )

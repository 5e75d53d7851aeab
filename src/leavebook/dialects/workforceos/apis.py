"""The APIs of this door by the names that its documentation gives them."""

import re
from functools import cache
from typing import Final

from leavebook.dialects.workforceos.answers import (
    JoinedLeaveRequestAnswer,
    LeaveRequestAnswer,
    LeaveRequestsAnswer,
    ShiftAnswer,
    ShiftAssignmentAnswer,
    ShiftAssignmentsAnswer,
    ShiftsAnswer,
    ShiftTemplateAnswer,
    ShiftTemplatesAnswer,
)
from leavebook.dialects.workforceos.envelope import Api, Envelope

PREFIX: Final = "/leavemanagement-api"
"""The name of the service, under which every API is reached as well as bare."""

_REQUESTS: Final = "/v1/leaverequests"
_REQUEST: Final = "/v1/leaverequests/{leaveRequestId}"

LEAVE: Final[tuple[Api, ...]] = (
    Api(
        name="createLeaveRequest",
        method="POST",
        path=_REQUESTS,
        says="Create a leave request for oneself; its status is pending.",
        action="create",
        data_name="leaveRequest",
        gives=LeaveRequestAnswer,
        success=201,
    ),
    Api(
        name="updateLeaveRequest",
        method="PATCH",
        path=_REQUEST,
        says="Update a leave request; managers and admins may change its status.",
        action="update",
        data_name="leaveRequest",
        gives=LeaveRequestAnswer,
    ),
    Api(
        name="deleteLeaveRequest",
        method="DELETE",
        path=_REQUEST,
        says="Delete a leave request softly; its history stays.",
        action="delete",
        data_name="leaveRequest",
        gives=LeaveRequestAnswer,
    ),
    Api(
        name="getLeaveRequest",
        method="GET",
        path=_REQUEST,
        says="Get a leave request with its user and its approver.",
        action="get",
        data_name="leaveRequest",
        gives=JoinedLeaveRequestAnswer,
    ),
    Api(
        name="listLeaveRequests",
        method="GET",
        path=_REQUESTS,
        says="List the leave requests that the caller may see.",
        action="list",
        data_name="leaveRequests",
        gives=LeaveRequestsAnswer,
    ),
    Api(
        name="listMyLeaveRequests",
        method="GET",
        path="/v1/myleaverequests",
        says="List the caller's own leave requests.",
        action="list",
        data_name="leaveRequests",
        gives=LeaveRequestsAnswer,
    ),
    Api(
        name="getMyLeaveRequest",
        method="GET",
        path="/v1/myleaverequest/{leaveRequestId}",
        says="Get one of the caller's own leave requests.",
        action="get",
        data_name="leaveRequest",
        gives=JoinedLeaveRequestAnswer,
    ),
)


_METHODS: Final = {
    "create": "POST",
    "update": "PATCH",
    "delete": "DELETE",
    "get": "GET",
    "list": "GET",
}


def _five(name: str, what: str, one: type[Envelope], many: type[Envelope]) -> tuple[Api, ...]:
    """Return the five APIs of a kind of record, as the platform makes them."""
    data, all_of_them = name[0].lower() + name[1:], f"/v1/{name.lower()}s"
    single = f"{all_of_them}/{{{data}Id}}"
    return tuple(
        Api(
            name=f"{action}{name}s" if action == "list" else f"{action}{name}",
            method=method,
            path=all_of_them if action in {"create", "list"} else single,
            says=f"{action.capitalize()}: {what}.",
            action=action,
            data_name=f"{data}s" if action == "list" else data,
            gives=many if action == "list" else one,
            success=201 if action == "create" else 200,
        )
        for action, method in _METHODS.items()
    )


SHIFTS: Final[tuple[Api, ...]] = (
    *_five("ShiftTemplate", "a template of shifts", ShiftTemplateAnswer, ShiftTemplatesAnswer),
    *_five("Shift", "a shift", ShiftAnswer, ShiftsAnswer),
    *_five(
        "ShiftAssignment",
        "an assignment of a user to a shift",
        ShiftAssignmentAnswer,
        ShiftAssignmentsAnswer,
    ),
)


def api_at(method: str, path: str) -> Api | None:
    """Return the API that a method and a path reach, bare or under the service's name."""
    bare = path.removeprefix(PREFIX)
    return next(
        (
            api
            for api in (*LEAVE, *SHIFTS)
            if api.method == method and _pattern(api.path).fullmatch(bare)
        ),
        None,
    )


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"{\w+}", "[^/]+", path) + "/?")

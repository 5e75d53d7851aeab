"""Every endpoint of the Nucleus leave API, and the door they hang in."""

from typing import Final

from leavebook.dialects.nucleus import auth, endpoints, paging
from leavebook.dialects.nucleus.refusals import NucleusError, NucleusWords
from leavebook.dialects.nucleus.telling import CreatedRequest, RequestStory
from leavebook.dialects.nucleus.wire import (
    Approval,
    BalanceList,
    LeaveTypes,
    NewRequest,
    PendingCount,
    PermissionTable,
    Rejection,
    RequestList,
)
from leavebook.http.door import Door, Field, Route

_REQUESTS: Final = "/api/leave/requests"
_ONE: Final = "/api/leave/requests/{id}"
_ID: Final = (Field(name="id", schema={"type": "string", "format": "uuid"}, says="Request id"),)

_TABS: Final = (
    Field(
        name="tab",
        schema={"type": "string", "enum": [tab.value for tab in paging.Tab]},
        says="mine (own requests), pending (awaiting your approval),"
        " all (all requests, head/exec only)",
    ),
    Field(
        name="limit",
        schema={"type": "integer", "minimum": 0, "maximum": paging.MOST},
        says=f"How many at most; {paging.MOST} when omitted.",
    ),
    Field(
        name="offset",
        schema={"type": "integer", "minimum": 0, "maximum": paging.FURTHEST},
        says="How many of the newest to leave out.",
    ),
)

_ASKING: Final = (
    Route(
        method="GET",
        path="/api/leave/types",
        name="list_types",
        says="List the leave types of the leave provider. Permission: view:leave",
        stepwise=endpoints.list_types,
        gives=LeaveTypes,
        refuses=(502,),
    ),
    Route(
        method="GET",
        path="/api/leave/balances",
        name="list_balances",
        says="Get the cached leave balances of the current user. Permission: view:leave",
        stepwise=endpoints.list_balances,
        gives=BalanceList,
        refuses=(502,),
    ),
    Route(
        method="POST",
        path="/api/leave/balances/refresh",
        name="refresh_balances",
        says="Force-refresh the balances (bypasses the 1hr cache). Permission: update:leave",
        stepwise=endpoints.refresh_balances,
        gives=BalanceList,
        refuses=(502,),
    ),
    Route(
        method="GET",
        path=_REQUESTS,
        name="list_requests",
        says="List leave requests scoped by access level and tab. Permission: view:leave",
        endpoint=endpoints.list_requests,
        query=_TABS,
        gives=RequestList,
    ),
    Route(
        method="POST",
        path=_REQUESTS,
        name="create_request",
        says="Submit a new leave request; its first status depends on the submitter's access"
        " level. Permission: update:leave",
        endpoint=endpoints.create_request,
        takes=NewRequest,
        success=201,
        gives=CreatedRequest,
        refuses=(409, 422),
        example={
            "leave_type_id": "8f14e45f-ceea-467f-a8e6-1a2b3c4d5e6f",
            "leave_type_name": "Annual Leave",
            "start_date": "2026-03-10",
            "end_date": "2026-03-14",
            "total_hours": 40,
            "notes": "Family holiday",
        },
    ),
    Route(
        method="GET",
        path=_ONE,
        name="get_request",
        says="Get a single leave request with full details and history. Permission: view:leave",
        endpoint=endpoints.get_request,
        parts=_ID,
        gives=RequestStory,
        refuses=(404,),
    ),
)


def _count(path: str, name: str) -> Route:
    return Route(
        method="GET",
        path=path,
        name=name,
        says="Get the number of leave requests pending the current user's approval."
        " Permission: view:leave",
        endpoint=endpoints.count_pending,
        gives=PendingCount,
    )


# The document lost the name of this path; the likely ones all lead to it.
_COUNTING: Final = (
    _count("/api/leave/pending-count", "count_pending"),
    _count("/api/leave/requests/pending-count", "count_pending_requests"),
    _count("/api/leave/requests/pending/count", "count_pending_below"),
)

_DECIDING: Final = (
    Route(
        method="POST",
        path=f"{_ONE}/approve",
        name="approve_request",
        says="Approve a pending leave request. Manager approval advances to pending_exec;"
        " executive approval triggers integrations. Permission: update:leave",
        endpoint=endpoints.approve_request,
        parts=_ID,
        takes=Approval,
        body_required=False,
        gives=RequestStory,
        refuses=(404, 409, 422),
    ),
    Route(
        method="POST",
        path=f"{_ONE}/reject",
        name="reject_request",
        says="Reject a pending leave request. Permission: update:leave",
        endpoint=endpoints.reject_request,
        parts=_ID,
        takes=Rejection,
        gives=RequestStory,
        refuses=(404, 409, 422),
        example={"reason": "Too many people are away."},
    ),
    Route(
        method="POST",
        path=f"{_ONE}/cancel",
        name="cancel_request",
        says="Cancel an approved or pending leave request; of an approved one all external"
        " integrations are reversed. Permission: update:leave (own requests or executive)",
        endpoint=endpoints.cancel_request,
        parts=_ID,
        takes=Approval,
        body_required=False,
        gives=RequestStory,
        refuses=(404, 409, 422),
    ),
    Route(
        method="DELETE",
        path=_ONE,
        name="delete_request",
        says="The same as cancel, for clients that expect it here.",
        endpoint=endpoints.cancel_request,
        parts=_ID,
        gives=RequestStory,
        refuses=(404, 409),
    ),
    Route(
        method="POST",
        path=f"{_ONE}/retry-integrations",
        name="retry_integrations",
        says="Retry the failed integrations of an approved request. Permission: manage:leave"
        " (Executive only)",
        endpoint=endpoints.retry_integrations,
        parts=_ID,
        gives=RequestStory,
        refuses=(404, 409, 422),
    ),
)

_PERMITTING: Final = (
    Route(
        method="GET",
        path="/api/leave/permissions",
        name="list_permissions",
        says="Tell what every access level may do. Permission: view:leave",
        endpoint=endpoints.list_permissions,
        gives=PermissionTable,
    ),
    Route(
        method="PUT",
        path="/api/leave/permissions",
        name="change_permissions",
        says="Change what access levels may do; for executives.",
        endpoint=endpoints.change_permissions,
        takes=PermissionTable,
        gives=PermissionTable,
        example={
            "permissions": {
                "lead": {"can_view": True, "can_update": True, "can_manage": False},
            }
        },
    ),
)

ROUTES: Final[tuple[Route, ...]] = (*_ASKING, *_COUNTING, *_DECIDING, *_PERMITTING)

DOOR: Final = Door(
    name="nucleus",
    title="Nucleus leave API: hours, two stages, access levels",
    prefixes=("/api/leave",),
    routes=ROUTES,
    words=NucleusWords(),
    secret_in=auth.secret_in,
    security=auth.SECURITY,
    error_body=NucleusError,
)

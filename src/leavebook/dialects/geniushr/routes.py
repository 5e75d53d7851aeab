"""Every endpoint of the GeniusHRM leave API, and the door they hang in."""

from typing import Final

from leavebook.dialects.geniushr import auth, endpoints
from leavebook.dialects.geniushr.refusals import GeniushrError, GeniushrWords
from leavebook.dialects.geniushr.wire import answers, bodies
from leavebook.dialects.geniushr.wire.answers import Success
from leavebook.http.door import Door, Field, Route

_LEAVE: Final = "/api/v1/leave"
_AUTH: Final = "/api/v1/auth"
_REQUESTS: Final = f"{_LEAVE}/requests"
_ONE: Final = f"{_LEAVE}/requests/{{id}}"

_WHOLE: Final = {"type": "integer", "minimum": 1}
_DATE: Final = {"type": "string", "format": "date"}
_YEAR: Final = {"type": "integer", "minimum": 1990, "maximum": 2100}
_ID: Final = Field(name="id", schema=_WHOLE, says="Leave request ID")

_EXAMPLE: Final = {
    "employee_id": 42,
    "leave_type_id": 1,
    "start_date": "2026-04-10",
    "end_date": "2026-04-14",
    "is_half_day": False,
    "half_day_period": None,
    "reason": "Family vacation",
}

LEAVE_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path=f"{_LEAVE}/types",
        name="list_types",
        says="List the leave types on offer.",
        endpoint=endpoints.list_types,
        gives=Success[list[answers.LeaveTypeResource]],
    ),
    Route(
        method="GET",
        path=_REQUESTS,
        name="list_requests",
        says="List leave requests, newest first.",
        endpoint=endpoints.list_requests,
        query=(
            Field(name="employee_id", schema=_WHOLE, says="Filter by employee"),
            Field(name="leave_type_id", schema=_WHOLE, says="Filter by leave type"),
            Field(
                name="status",
                schema={
                    "type": "string",
                    "enum": ["pending", "approved", "rejected", "cancelled"],
                },
                says="pending, approved, rejected, cancelled",
            ),
            Field(name="date_from", schema=_DATE, says="Start of date range (leave start date)"),
            Field(name="date_to", schema=_DATE, says="End of date range (leave start date)"),
            Field(name="year", schema=_YEAR, says="Filter by year of the start date"),
            Field(name="page", schema=_WHOLE, says="Page number"),
            Field(name="per_page", schema=_WHOLE, says="Records per page, at most 100"),
        ),
        gives=Success[list[answers.ListedRequest]],
        refuses=(422,),
    ),
    Route(
        method="POST",
        path=_REQUESTS,
        name="create_request",
        says="Submit a leave request.",
        endpoint=endpoints.create_request,
        takes=bodies.NewRequest,
        success=201,
        gives=Success[answers.SubmittedRequest],
        refuses=(422,),
        example=_EXAMPLE,
    ),
    Route(
        method="GET",
        path=_ONE,
        name="get_request",
        says="Show one leave request.",
        endpoint=endpoints.get_request,
        parts=(_ID,),
        gives=Success[answers.RequestResource],
        refuses=(404,),
    ),
    Route(
        method="PUT",
        path=_ONE,
        name="update_request",
        says="Change a leave request; only pending ones can be changed.",
        endpoint=endpoints.update_request,
        parts=(_ID,),
        takes=bodies.RequestChange,
        gives=Success[answers.RequestResource],
        refuses=(404, 409, 422),
        example={
            "start_date": "2026-04-11",
            "end_date": "2026-04-15",
            "reason": "Updated: Extended family trip",
        },
    ),
    Route(
        method="DELETE",
        path=_ONE,
        name="cancel_request",
        says="Cancel a leave request whose leave has not started.",
        endpoint=endpoints.cancel_request,
        parts=(_ID,),
        gives=Success[answers.CancelledRequest],
        refuses=(404, 422),
    ),
    Route(
        method="PATCH",
        path=f"{_ONE}/approve",
        name="approve_request",
        says="Approve a pending leave request.",
        endpoint=endpoints.approve_request,
        parts=(_ID,),
        takes=bodies.Approval,
        body_required=False,
        gives=Success[answers.ApprovedRequest],
        refuses=(404, 422),
        example={"notes": "Approved. Have a great vacation!"},
    ),
    Route(
        method="PATCH",
        path=f"{_ONE}/reject",
        name="reject_request",
        says="Reject a pending leave request, with a reason.",
        endpoint=endpoints.reject_request,
        parts=(_ID,),
        takes=bodies.Rejection,
        gives=Success[answers.RejectedRequest],
        refuses=(404, 422),
        example={
            "rejection_reason": ("Critical project deadline during this period. Please reschedule.")
        },
    ),
    Route(
        method="GET",
        path=f"{_LEAVE}/balances/{{id}}",
        name="get_balances",
        says="Show somebody's balances of a year.",
        endpoint=endpoints.get_balances,
        parts=(Field(name="id", schema=_WHOLE, says="Employee ID"),),
        query=(Field(name="year", schema=_YEAR, says="Year (default: current year)"),),
        gives=Success[answers.BalancesResource],
        refuses=(404, 422),
    ),
)

AUTH_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path=f"{_AUTH}/login",
        name="log_in",
        says="Log in with e-mail address and password; X-Tenant or tenant names the company.",
        open_endpoint=endpoints.log_in,
        takes=bodies.Credentials,
        gives=Success[answers.TokenResource],
        refuses=(422,),
        example={"email": "john@acme.example", "password": "demo-john"},
    ),
    Route(
        method="POST",
        path=f"{_AUTH}/logout",
        name="log_out",
        says="Revoke the token that the call comes with.",
        endpoint=endpoints.log_out,
        gives=Success[None],
    ),
    Route(
        method="GET",
        path=f"{_AUTH}/me",
        name="get_me",
        says="Show whom the token stands for.",
        endpoint=endpoints.get_me,
        gives=Success[answers.OwnUser],
    ),
)

ROUTES: Final = LEAVE_ROUTES + AUTH_ROUTES

DOOR: Final = Door(
    name=endpoints.NAME,
    title="GeniusHRM leave API v1: leave types, requests, decisions and balances",
    prefixes=(_LEAVE, _AUTH),
    routes=ROUTES,
    words=GeniushrWords(),
    secret_in=auth.secret_in,
    security=auth.SECURITY,
    error_body=GeniushrError,
)

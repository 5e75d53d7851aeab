"""Every endpoint of the WorkforceOS leave management API, and the door they hang in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from leavebook.dialects.workforceos import auth, endpoints, paging, shift_endpoints, shift_wire
from leavebook.dialects.workforceos.apis import LEAVE, PREFIX, SHIFTS
from leavebook.dialects.workforceos.envelope import Api, Doing, enveloped
from leavebook.dialects.workforceos.refusals import WorkforceosError, WorkforceosWords
from leavebook.dialects.workforceos.wire import STATUSES, LeaveRequestChange, NewLeaveRequest
from leavebook.http.door import Door, Field, Route
from leavebook.queries.filtered import Comparison

_DOES: Final[Mapping[str, Doing]] = MappingProxyType(
    {
        "createLeaveRequest": endpoints.create,
        "updateLeaveRequest": endpoints.update,
        "deleteLeaveRequest": endpoints.delete,
        "getLeaveRequest": endpoints.get,
        "listLeaveRequests": endpoints.list_visible,
        "listMyLeaveRequests": endpoints.list_mine,
        "getMyLeaveRequest": endpoints.get_mine,
        "createShiftTemplate": shift_endpoints.create_template,
        "updateShiftTemplate": shift_endpoints.update_template,
        "deleteShiftTemplate": shift_endpoints.delete_template,
        "getShiftTemplate": shift_endpoints.get_template,
        "listShiftTemplates": shift_endpoints.list_templates,
        "createShift": shift_endpoints.create_shift,
        "updateShift": shift_endpoints.update_shift,
        "deleteShift": shift_endpoints.delete_shift,
        "getShift": shift_endpoints.get_shift,
        "listShifts": shift_endpoints.list_shifts,
        "createShiftAssignment": shift_endpoints.create_assignment,
        "updateShiftAssignment": shift_endpoints.update_assignment,
        "deleteShiftAssignment": shift_endpoints.delete_assignment,
        "getShiftAssignment": shift_endpoints.get_assignment,
        "listShiftAssignments": shift_endpoints.list_assignments,
    }
)

_TAKES: Final[Mapping[str, type[Struct]]] = MappingProxyType(
    {
        "createLeaveRequest": NewLeaveRequest,
        "updateLeaveRequest": LeaveRequestChange,
        "createShiftTemplate": shift_wire.NewShiftTemplate,
        "updateShiftTemplate": shift_wire.ShiftTemplateChange,
        "createShift": shift_wire.NewShift,
        "updateShift": shift_wire.ShiftChange,
        "createShiftAssignment": shift_wire.NewShiftAssignment,
        "updateShiftAssignment": shift_wire.ShiftAssignmentChange,
    }
)

_EXAMPLES: Final[Mapping[str, object]] = MappingProxyType(
    {
        "createLeaveRequest": {
            "leaveType": "vacation",
            "startDate": "2026-12-21",
            "endDate": "2026-12-23",
            "reason": "Family vacation",
        },
        "updateLeaveRequest": {"status": "approved"},
    }
)

_REFUSES: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        "create": (409, 422),
        "update": (404, 409, 412),
        "delete": (404, 409, 412),
        "get": (404,),
        "list": (),
    }
)

_SIMPLE: Final[Mapping[str, object]] = MappingProxyType({"type": "string"})
_IDS: Final[Mapping[str, object]] = MappingProxyType(
    {"type": "array", "items": {"type": "string", "format": "uuid"}}
)
_TEXTS: Final[Mapping[str, object]] = MappingProxyType(
    {"type": "array", "items": {"type": "string"}}
)

_LEAVE_FILTERS: Final = (
    Field(name="userId", schema=_IDS, says="Requests of these users."),
    Field(name="departmentId", schema=_IDS, says="Requests for these departments."),
    Field(name="leaveType", schema=_TEXTS, says="Requests of these types."),
    Field(name="startDate", schema=_TEXTS, says="Requests whose first day is this."),
    Field(name="endDate", schema=_TEXTS, says="Requests whose last day is this."),
    Field(
        name="status",
        schema={"type": "array", "items": {"type": "string", "enum": list(STATUSES)}},
        says="Requests that stand so.",
    ),
)


def _routes() -> Iterator[Route]:
    for prefix in ("", PREFIX):
        for api in (*LEAVE, *SHIFTS):
            route = _route(api)
            name = route.name if not prefix else f"{route.name}_of_service"
            yield replace(route, path=prefix + route.path, name=name)


def _route(api: Api) -> Route:
    return Route(
        method=api.method,
        path=api.path,
        name=api.name,
        says=api.says,
        endpoint=enveloped(api, _DOES[api.name]),
        parts=_parts(api),
        query=_query(api),
        takes=_TAKES.get(api.name),
        success=api.success,
        gives=api.gives,
        refuses=_REFUSES[api.action],
        example=_EXAMPLES.get(api.name),
    )


def _parts(api: Api) -> tuple[Field, ...]:
    if "{" not in api.path:
        return ()
    name = api.path.partition("{")[2].removesuffix("}")
    schema = {"type": "string", "format": "uuid"}
    return (Field(name=name, schema=schema, says=f"The id of the record: {name}."),)


def _query(api: Api) -> tuple[Field, ...]:
    company = Field(name="_company", schema=_SIMPLE, says="As the header mbx-company-codename.")
    if api.action not in {"list", "get"}:
        return (company,)
    if api.action == "get":
        return (company, *_joins(api))
    return (company, *_joins(api), *_paging(), *_filters(api))


def _joins(api: Api) -> tuple[Field, ...]:
    """Return the field that declines joins; only leave requests are joined with anything."""
    if api not in LEAVE:
        return ()
    said = "false leaves out the joins."
    return (Field(name="getJoins", schema={"type": "boolean"}, says=said),)


def _paging() -> tuple[Field, ...]:
    whole = {"type": "integer", "minimum": 0}
    order = {"type": "string", "enum": ["asc", "desc"]}
    return (
        Field(name="pageNumber", schema=whole, says="From 1; 0 is all rows, at most 1000."),
        Field(
            name="pageRowCount", schema=whole, says=f"Rows of a page: {paging.ROWS} unless said."
        ),
        Field(name="sortBy", schema=_SIMPLE, says="The field to sort by."),
        Field(name="sortOrder", schema=order, says="asc counts up, desc down."),
    )


def _filters(api: Api) -> tuple[Field, ...]:
    if api not in LEAVE:
        return ()
    compare = {"type": "string", "enum": list(Comparison)}
    return (
        *_LEAVE_FILTERS,
        *(
            Field(name=f"{each.name}_op", schema=compare, says=f"How {each.name} is compared.")
            for each in _LEAVE_FILTERS
        ),
    )


ROUTES: Final[tuple[Route, ...]] = tuple(_routes())

DOOR: Final = Door(
    name="workforceos",
    title="WorkforceOS leave management: leave requests, and the shifts they remove people from",
    prefixes=("/v1", PREFIX),
    routes=ROUTES,
    words=WorkforceosWords(),
    secret_in=auth.secret_in,
    security=auth.SECURITY,
    error_body=WorkforceosError,
)

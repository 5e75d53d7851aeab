"""Every endpoint of the LeaveFlow API, and the door they hang in."""

from typing import Final

from leavebook.dialects.leaveflow import auth, endpoints
from leavebook.dialects.leaveflow.refusals import LeaveflowError, LeaveflowWords
from leavebook.dialects.leaveflow.wire import EmployeeChange, EmployeeResource, NewEmployee
from leavebook.http.door import Door, Field, Route

_LIST: Final = "/api/v1/employees"
_ONE: Final = "/api/v1/employees/{id}"
_SCOPE: Final = "people"
_ID: Final = Field(name="id", schema={"type": "integer", "minimum": 1}, says="Employee ID")

ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path=_LIST,
        name="list_employees",
        says="Retrieve all active employees of the company.",
        endpoint=endpoints.list_employees,
        scope=_SCOPE,
        gives=list[EmployeeResource],
    ),
    Route(
        method="POST",
        path=_LIST,
        name="create_employee",
        says="Create a new employee with a linked user account.",
        endpoint=endpoints.create_employee,
        scope=_SCOPE,
        takes=NewEmployee,
        success=201,
        gives=EmployeeResource,
        refuses=(422,),
        example={
            "name": "Anna New",
            "email": "anna.new@example.com",
            "employeeNumber": "EMP-010",
            "locationId": 1,
            "joinedAt": "2026-07-01",
            "weeklyHours": 40.0,
            "role": "employee",
        },
    ),
    Route(
        method="GET",
        path=_ONE,
        name="get_employee",
        says="Retrieve a single employee by ID.",
        endpoint=endpoints.get_employee,
        scope=_SCOPE,
        parts=(_ID,),
        gives=EmployeeResource,
        refuses=(404,),
    ),
    Route(
        method="PATCH",
        path=_ONE,
        name="update_employee",
        says="Partially update an employee; only the provided fields are updated.",
        endpoint=endpoints.update_employee,
        scope=_SCOPE,
        parts=(_ID,),
        takes=EmployeeChange,
        gives=EmployeeResource,
        refuses=(404, 422),
        example={"weeklyHours": 32.0},
    ),
    Route(
        method="DELETE",
        path=_ONE,
        name="delete_employee",
        says="Deactivate an employee by setting their exit date; the leave history is retained.",
        endpoint=endpoints.delete_employee,
        scope=_SCOPE,
        parts=(_ID,),
        query=(
            Field(
                name="exitDate",
                schema={"type": "string", "format": "date"},
                says="Exit date as YYYY-MM-DD; today when omitted.",
            ),
        ),
        success=204,
        refuses=(404, 422),
    ),
)

DOOR: Final = Door(
    name="leaveflow",
    title="LeaveFlow REST API v1: employees, for machines",
    prefixes=("/api/v1",),
    routes=ROUTES,
    words=LeaveflowWords(),
    secret_in=auth.secret_in,
    security=auth.SECURITY,
    error_body=LeaveflowError,
)

"""Employees in the JSON of this API and in our words."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from leavebook.domain.calendar.contracts import FULL_TIME_HOURS, weekly_hours
from leavebook.domain.limits import known_day
from leavebook.domain.people.people import Role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Call
from leavebook.http.reading import Fault, invalid
from leavebook.services.people.joining import Newcomer
from leavebook.services.people.people import Changes, Employee

_ID: Final = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_LARGEST_ID: Final = 2**63 - 1

Name = Annotated[str, Meta(min_length=1, max_length=150, pattern=r"\S")]
EmployeeNumber = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"\S")]
Email = Annotated[str, Meta(max_length=320, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
LocationId = Annotated[int, Meta(gt=0)]
# The published type is a float; it becomes exact minutes before anything counts with it. Five
# days, Monday to Friday, hold 120 hours.
WeeklyHours = Annotated[float, Meta(gt=0, le=120)]


class EmployeeResource(Struct, rename="camel", kw_only=True):
    """An employee as this API shows one; the keys come in the documented order."""

    id: int
    name: str
    employee_number: str
    email: str | None
    location_id: int
    location_name: str
    joined_at: date
    left_at: date | None
    weekly_hours: float
    user_id: int | None


class NewEmployee(Struct, rename="camel", kw_only=True):
    """The body that adds an employee."""

    name: Name
    email: Email
    employee_number: EmployeeNumber
    location_id: LocationId
    joined_at: date
    weekly_hours: WeeklyHours = float(FULL_TIME_HOURS)
    role: Literal["employee", "manager", "admin"] = "employee"


class EmployeeChange(Struct, rename="camel", kw_only=True):
    """The body that changes an employee; null and absent both leave what is there."""

    name: Name | None = None
    location_id: LocationId | None = None
    weekly_hours: WeeklyHours | None = None


def show(person: Employee) -> EmployeeResource:
    """Return the employee as this API shows one."""
    return EmployeeResource(
        id=person.id,
        name=person.full_name,
        employee_number=person.employee_number,
        email=person.email,
        location_id=person.site_id,
        location_name=person.site_name,
        joined_at=person.joined_on,
        left_at=person.left_on,
        weekly_hours=float(weekly_hours(person.weekly_minutes)),
        user_id=person.user_id,
    )


def read_newcomer(call: Call) -> Newcomer:
    """Return who joins; raises Malformed, or Refused naming every field at fault."""
    body = call.read(NewEmployee)
    return Newcomer(
        full_name=body.name,
        email=body.email,
        employee_number=body.employee_number,
        site_id=body.location_id,
        joined_on=body.joined_at,
        weekly_hours=_exact(body.weekly_hours),
        role=Role(body.role),
    )


def read_changes(call: Call) -> Changes:
    """Return what shall be different; raises Malformed, or Refused naming every field at fault."""
    body = call.read(EmployeeChange)
    return Changes(
        full_name=body.name,
        site_id=body.location_id,
        weekly_hours=None if body.weekly_hours is None else _exact(body.weekly_hours),
    )


def read_employee_id(call: Call) -> int:
    """Return the id in the path; anything that no employee can have is refused as unknown."""
    given = call.parts["id"]
    if not _ID.fullmatch(given) or int(given) > _LARGEST_ID:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    return int(given)


def read_exit_day(call: Call) -> date | None:
    """Return the exit date in the query; raises Refused for what is no date of our calendar."""
    given = call.asked("exitDate")
    if given is None:
        return None
    try:
        day = msgspec.convert(given, date)
    except msgspec.ValidationError as error:
        raise Refused(invalid("exitDate", Fault.NOT_A_DATE)) from error
    return known_day(day, field="exitDate")


def _exact(hours: float) -> Decimal:
    return Decimal(str(hours))

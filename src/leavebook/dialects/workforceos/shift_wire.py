"""Templates, shifts and assignments in the JSON of this API and in our words."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, Any, Final, Literal, TypeVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec import field as key

from leavebook.dialects.workforceos.dates import moment, read_day, read_moment
from leavebook.dialects.workforceos.wire import assert_names_something
from leavebook.domain.calendar.shifts import AssignmentState, ShiftState
from leavebook.domain.faults import Faults
from leavebook.domain.problems import Refused
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.http.reading import Fault, invalid
from leavebook.queries.shifts.shift_records import (
    AssignmentRecord,
    Kept,
    ShiftRecord,
    TemplateRecord,
)
from leavebook.services.shifts.shift_forms import ShiftForm, TemplateForm

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)
_LONGEST_NAME: Final = 150
_SHIFT_STATES: Final = tuple(ShiftState)
_ASSIGNMENT_STATES: Final = tuple(AssignmentState)

Name = Annotated[str, Meta(min_length=1, max_length=_LONGEST_NAME, pattern=r"\S")]
Clock = Annotated[str, Meta(description="HH:MM, from 00:00 to 23:59.")]
DayOfWeek = Annotated[int, Meta(ge=1, le=7, description="1 is Monday.")]
Day = Annotated[str, Meta(description="The day on which the shift of the template begins.")]
Moment = Annotated[str, Meta(description="An ISO 8601 date-time; without an offset UTC.")]


class ShiftTemplateFields(Struct, rename="camel", kw_only=True):
    """A template as this API shows one."""

    id: UUID
    name: str
    department_id: UUID | None
    start_time: str
    end_time: str
    days_of_week: list[int]
    company_id: UUID
    is_active: bool
    record_version: int
    created_at: str
    updated_at: str
    owner: UUID = key(name="_owner")


class ShiftFields(Struct, rename="camel", kw_only=True):
    """A shift as this API shows one."""

    id: UUID
    template_id: UUID | None
    department_id: UUID | None
    title: str
    start_at: str
    end_at: str
    status: ShiftState
    status_idx: int = key(name="status_idx")
    company_id: UUID
    is_active: bool
    record_version: int
    created_at: str
    updated_at: str
    owner: UUID = key(name="_owner")


class ShiftAssignmentFields(Struct, rename="camel", kw_only=True):
    """An assignment as this API shows one; a request is named where leave took the person out."""

    id: UUID
    shift_id: UUID
    user_id: UUID
    status: AssignmentState
    status_idx: int = key(name="status_idx")
    leave_request_id: UUID | None
    company_id: UUID
    is_active: bool
    record_version: int
    created_at: str
    updated_at: str
    owner: UUID = key(name="_owner")


class NewShiftTemplate(Struct, rename="camel", kw_only=True):
    """The body that makes a template."""

    name: Name
    start_time: Clock
    end_time: Clock
    days_of_week: list[DayOfWeek] = []
    department_id: UUID | None = None


class ShiftTemplateChange(Struct, rename="camel", kw_only=True):
    """The body that changes a template; what it does not name stays."""

    name: Name | UnsetType = UNSET
    start_time: Clock | UnsetType = UNSET
    end_time: Clock | UnsetType = UNSET
    days_of_week: list[DayOfWeek] | UnsetType = UNSET
    department_id: UUID | UnsetType | None = UNSET


class NewShift(Struct, rename="camel", kw_only=True):
    """The body that plans a shift: from a template on a date, or with its own title and times."""

    template_id: UUID | None = None
    date: Day | None = None
    title: Name | None = None
    start_at: Moment | None = None
    end_at: Moment | None = None
    department_id: UUID | None = None


class ShiftChange(Struct, rename="camel", kw_only=True):
    """The body that changes a shift; what it does not name stays."""

    title: Name | UnsetType = UNSET
    start_at: Moment | UnsetType = UNSET
    end_at: Moment | UnsetType = UNSET
    department_id: UUID | UnsetType | None = UNSET
    status: Literal["planned", "cancelled"] | UnsetType = UNSET


class NewShiftAssignment(Struct, rename="camel", kw_only=True):
    """The body that assigns somebody."""

    shift_id: UUID
    user_id: UUID


class ShiftAssignmentChange(Struct, rename="camel", kw_only=True):
    """The body that hands somebody's place to another person."""

    user_id: UUID


def read_new_template(call: Call) -> TemplateForm:
    """Return what a template is to be; raises Malformed, or Refused naming every fault."""
    return _template_form(call.read(NewShiftTemplate))


def read_template_change(call: Call) -> TemplateForm:
    """Return the fields sent of a template; raises Malformed, or Refused naming every fault."""
    assert_names_something(call)
    return _template_form(call.read(ShiftTemplateChange))


def read_new_shift(call: Call, tx: Transaction) -> ShiftForm:
    """Return what is to be planned; raises Malformed, or Refused naming every field at fault."""
    body = call.read(NewShift)
    zone, faults = tx.company.timezone, Faults()
    form = ShiftForm(
        template=body.template_id,
        day=None if body.date is None else faults.keep(lambda: _day(body.date or "", zone)),
        title=UNSET if body.title is None else body.title,
        starts_at=_moment(faults, body.start_at, "startAt"),
        ends_at=_moment(faults, body.end_at, "endAt"),
        department=UNSET if body.department_id is None else body.department_id,
    )
    faults.refuse_if_any()
    return form


def read_shift_change(call: Call) -> ShiftForm:
    """Return the fields sent of a shift; raises Malformed, or Refused naming every fault."""
    assert_names_something(call)
    body = call.read(ShiftChange)
    faults = Faults()
    form = ShiftForm(
        title=body.title,
        starts_at=_moment(faults, body.start_at, "startAt"),
        ends_at=_moment(faults, body.end_at, "endAt"),
        department=body.department_id,
        state=UNSET if isinstance(body.status, UnsetType) else ShiftState(body.status),
    )
    faults.refuse_if_any()
    return form


def show_template(record: TemplateRecord, tx: Transaction) -> ShiftTemplateFields:
    """Return the template as this API shows one."""
    return ShiftTemplateFields(
        name=record.name,
        department_id=record.department_uuid,
        start_time=record.start_time.isoformat("minutes"),
        end_time=record.end_time.isoformat("minutes"),
        days_of_week=list(record.days_of_week),
        **_kept(record, tx),
    )


def show_shift(record: ShiftRecord, tx: Transaction) -> ShiftFields:
    """Return the shift as this API shows one."""
    return ShiftFields(
        template_id=record.template_uuid,
        department_id=record.department_uuid,
        title=record.title,
        start_at=moment(record.starts_at),
        end_at=moment(record.ends_at),
        status=record.state,
        status_idx=_SHIFT_STATES.index(record.state),
        **_kept(record, tx),
    )


def show_assignment(record: AssignmentRecord, tx: Transaction) -> ShiftAssignmentFields:
    """Return the assignment as this API shows one."""
    return ShiftAssignmentFields(
        shift_id=record.shift_uuid,
        user_id=record.person_uuid,
        status=record.state,
        status_idx=_ASSIGNMENT_STATES.index(record.state),
        leave_request_id=record.request_uuid,
        **_kept(record, tx),
    )


def read_shift_state(text: str) -> tuple[ShiftState]:
    """Return the state of a shift that a filter names; raises Refused for any other word."""
    if text not in set(ShiftState):
        raise Refused(invalid("status", Fault.NOT_ONE_OF, allowed=_SHIFT_STATES))
    return (ShiftState(text),)


def read_assignment_state(text: str) -> tuple[AssignmentState]:
    """Return the state of an assignment that a filter names; raises Refused for any other word."""
    if text not in set(AssignmentState):
        raise Refused(invalid("status", Fault.NOT_ONE_OF, allowed=_ASSIGNMENT_STATES))
    return (AssignmentState(text),)


Sent = TypeVar("Sent")
Meant = TypeVar("Meant")


def _template_form(body: NewShiftTemplate | ShiftTemplateChange) -> TemplateForm:
    faults = Faults()
    form = TemplateForm(
        name=body.name,
        starts=_read(faults, body.start_time, lambda text: _clock(text, "startTime")),
        ends=_read(faults, body.end_time, lambda text: _clock(text, "endTime")),
        days_of_week=_read(faults, body.days_of_week, lambda days: tuple(sorted(days))),
        department=body.department_id,
    )
    faults.refuse_if_any()
    return form


def _read(
    faults: Faults, sent: Sent | UnsetType, read: Callable[[Sent], Meant]
) -> Meant | UnsetType:
    """Return what was sent as it is meant; what is at fault is kept with the other faults."""
    if isinstance(sent, UnsetType):
        return UNSET
    meant = faults.keep(lambda: read(sent))
    return UNSET if meant is None else meant


def _moment(faults: Faults, sent: str | UnsetType | None, label: str) -> datetime | UnsetType:
    given = UNSET if sent is None else sent
    return _read(faults, given, lambda text: read_moment(text, field=label))


def _clock(text: str, label: str) -> time:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise Refused(invalid(label, Fault.WRONG_SHAPE))
    return time(int(match[1]), int(match[2]))


def _day(text: str, zone: str) -> date:
    return read_day(text, field="date", zone=zone)


def _kept(record: Kept, tx: Transaction) -> dict[str, Any]:
    return {
        "id": record.uuid,
        "company_id": tx.company.uuid,
        "is_active": record.active,
        "record_version": record.version,
        "created_at": moment(record.created_at),
        "updated_at": moment(record.changed_at),
        "owner": record.made_by,
    }

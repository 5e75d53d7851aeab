"""Leave requests in the JSON of this API and in our words."""

from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec import field as key

from leavebook.dialects.workforceos.dates import midnight, moment, read_day, read_moment
from leavebook.domain.faults import Faults
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.http.reading import Fault, invalid
from leavebook.http.unsaid import ABSENCE
from leavebook.queries.leave.leave_records import LeaveRecord
from leavebook.services.leave.leave_forms import STATES, LeaveForm, NewLeave, Status

NO_REASON_GIVEN: Final = "Rejected through the WorkforceOS API without a reason."
"""What the history says where this API, which documents no reason, sends none."""

STATUSES: Final = tuple(Status)
_INDEX_OF: Final = MappingProxyType({status: index for index, status in enumerate(STATUSES)})
STATUS_OF: Final = MappingProxyType(
    {state: status for status, states in STATES.items() for state in states}
)

LeaveTypeName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
Reason = Annotated[str, Meta(max_length=2000)]
Day = Annotated[str, Meta(description="YYYY-MM-DD, or a date-time whose day counts.")]


class Person(Struct):
    """A person that a request is joined with."""

    email: str | None
    fullname: str
    avatar: str | None


class Department(Struct):
    """The department that a request is joined with."""

    id: UUID
    name: str


class LeaveRequestFields(Struct, rename="camel", kw_only=True):
    """The documented keys of a request, in their order."""

    id: UUID
    user_id: UUID
    department_id: UUID | None
    request_date: str
    leave_type: str
    start_date: str
    end_date: str
    reason: str | None
    status: Status
    status_idx: int = key(name="status_idx")
    approver_id: UUID | None
    approved_date: str | None
    company_id: UUID
    is_active: bool
    record_version: int
    created_at: str
    updated_at: str
    owner: UUID = key(name="_owner")


class JoinedLeaveRequest(LeaveRequestFields, kw_only=True):
    """A single request with the people of it, unless the joins are declined."""

    user: Person | UnsetType = UNSET
    approver: Person | UnsetType | None = UNSET


class ListedLeaveRequest(LeaveRequestFields, kw_only=True):
    """A request in a list, where the published API joins with arrays."""

    user: list[Person] | UnsetType = UNSET
    department: list[Department | None] | UnsetType = UNSET
    approver: list[Person] | UnsetType = UNSET


class NewLeaveRequest(Struct, rename="camel", kw_only=True):
    """The body that asks for leave; whatever else it holds is ignored."""

    leave_type: LeaveTypeName
    start_date: Day
    end_date: Day
    department_id: UUID | None = None
    reason: Reason | None = None
    approver_id: UUID | None = None
    approved_date: Day | None = None


class LeaveRequestChange(Struct, rename="camel", kw_only=True):
    """The body that changes a request; what it does not name stays, null takes away."""

    leave_type: LeaveTypeName | UnsetType = UNSET
    start_date: Day | UnsetType = UNSET
    end_date: Day | UnsetType = UNSET
    department_id: UUID | UnsetType | None = UNSET
    reason: Reason | UnsetType | None = UNSET
    approver_id: UUID | UnsetType | None = UNSET
    approved_date: Day | UnsetType | None = UNSET
    status: str | int | UnsetType | None = UNSET
    rejection_reason: Reason | None = None


Shown = TypeVar("Shown", bound=LeaveRequestFields)


def read_id(call: Call, name: str) -> UUID:
    """Return the id in the path; raises Refused for what is none."""
    return read_uuid(call.parts[name], field=name)


def read_uuid(text: str, *, field: str) -> UUID:
    """Return the id that a text is in the one usual spelling; raises Refused naming the field."""
    try:
        uuid = UUID(text)
    except ValueError as error:
        raise Refused(invalid(field, Fault.WRONG_SHAPE)) from error
    if str(uuid) != text.lower():
        raise Refused(invalid(field, Fault.WRONG_SHAPE))
    return uuid


def read_new(call: Call, tx: Transaction) -> NewLeave:
    """Return what somebody asks for; raises Malformed, or Refused naming every field at fault."""
    body = call.read(NewLeaveRequest)
    zone, faults = tx.company.timezone, Faults()
    first = faults.keep(lambda: read_day(body.start_date, field="startDate", zone=zone))
    last = faults.keep(lambda: read_day(body.end_date, field="endDate", zone=zone))
    at = faults.keep(lambda: _moment_or_none(body.approved_date))
    faults.refuse_if_any()
    return NewLeave(
        leave_type=body.leave_type,
        first=first or date.min,
        last=last or date.min,
        reason=body.reason,
        department=body.department_id,
        approver=body.approver_id,
        approval_at=at,
    )


def read_change(call: Call, tx: Transaction, seen: LeaveRecord) -> LeaveForm:
    """Return what shall be different; raises Malformed, or Refused naming every field at fault.

    A body without any field is refused; fields that nobody may change are ignored. Who was not
    told the type and sends back what was shown in its place leaves it as it is.
    """
    assert_names_something(call)
    body = call.read(LeaveRequestChange)
    zone, faults = tx.company.timezone, Faults()
    sent: dict[str, Any] = {}
    if isinstance(body.start_date, str):
        first = body.start_date
        sent["first"] = faults.keep(lambda: read_day(first, field="startDate", zone=zone))
    if isinstance(body.end_date, str):
        last = body.end_date
        sent["last"] = faults.keep(lambda: read_day(last, field="endDate", zone=zone))
    if body.approved_date is not UNSET:
        sent["approval_at"] = faults.keep(lambda: _moment_or_none(body.approved_date))
    if isinstance(body.status, str | int):
        status = str(body.status)
        sent["status"] = faults.keep(lambda: read_status(status))
    faults.refuse_if_any()
    is_unsaid = seen.leave_type is None and body.leave_type == ABSENCE
    return LeaveForm(
        leave_type=UNSET if is_unsaid else body.leave_type,
        reason=body.reason,
        department=body.department_id,
        approver=body.approver_id,
        rejection_reason=(body.rejection_reason or "").strip() or NO_REASON_GIVEN,
        **sent,
    )


def assert_names_something(call: Call) -> None:
    """Raise Refused for an update without any field, or Malformed for a body that is none."""
    if not call.body():
        raise Refused(Problem(Code.INVALID, {"field": "update", "problem": Fault.MISSING}))


def read_status(text: str, *, field: str = "status") -> Status:
    """Return the status that a name or an index means; raises Refused naming the field."""
    if text in {str(index) for index in range(len(STATUSES))}:
        return STATUSES[int(text)]
    if text not in set(STATUSES):
        raise Refused(invalid(field, Fault.NOT_ONE_OF, allowed=STATUSES))
    return Status(text)


def show(record: LeaveRecord, tx: Transaction) -> LeaveRequestFields:
    """Return the request alone, as this API answers what was written."""
    return _shown(LeaveRequestFields, record, tx)


def show_joined(record: LeaveRecord, tx: Transaction, *, joins: bool) -> JoinedLeaveRequest:
    """Return the request with the people of it."""
    shown = _shown(JoinedLeaveRequest, record, tx)
    if joins:
        shown.user = _person(record)
        shown.approver = _approver(record)
    return shown


def show_listed(record: LeaveRecord, tx: Transaction, *, joins: bool) -> ListedLeaveRequest:
    """Return the request as lists show it, joined with arrays of one or none."""
    shown = _shown(ListedLeaveRequest, record, tx)
    if joins:
        approver = _approver(record)
        shown.user = [_person(record)]
        shown.department = [_department(record)]
        shown.approver = [] if approver is None else [approver]
    return shown


def _shown(kind: type[Shown], record: LeaveRecord, tx: Transaction) -> Shown:
    status = STATUS_OF[record.state]
    asked_at = moment(record.asked_at)
    return kind(
        id=record.uuid,
        user_id=record.person_uuid,
        department_id=record.department_uuid,
        request_date=asked_at,
        leave_type=record.leave_type or ABSENCE,
        start_date=midnight(record.first_day),
        end_date=midnight(record.last_day),
        reason=record.reason,
        status=status,
        status_idx=_INDEX_OF[status],
        approver_id=record.approver_uuid,
        approved_date=None if record.approved_at is None else moment(record.approved_at),
        company_id=tx.company.uuid,
        is_active=not record.hidden,
        record_version=record.version,
        created_at=asked_at,
        updated_at=moment(record.changed_at),
        owner=record.person_uuid,
    )


def _person(record: LeaveRecord) -> Person:
    return Person(record.person_email, record.person_name, record.person_picture)


def _approver(record: LeaveRecord) -> Person | None:
    if record.approver_name is None:
        return None
    return Person(record.approver_email, record.approver_name, record.approver_picture)


def _department(record: LeaveRecord) -> Department | None:
    if record.department_uuid is None or record.department is None:
        return None
    return Department(record.department_uuid, record.department)


def _moment_or_none(text: str | UnsetType | None) -> datetime | None:
    if text is None or isinstance(text, UnsetType):
        return None
    return read_moment(text, field="approvedDate")

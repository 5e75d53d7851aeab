"""Leave as a form: filled in for oneself, then changed field by field and decided on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar
from uuid import UUID

from msgspec import UNSET, UnsetType

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.faults import Faults
from leavebook.domain.people.people import Role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_records import LeaveRecord
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.known_types import keeps_reason_from
from leavebook.services.leave.requests import LeaveAsked, lock_request
from leavebook.services.policies.leave_type_names import called
from leavebook.storage.leave import leave_notes, references
from leavebook.storage.leave.leave_notes import NONE, Notes
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.transaction import Transaction

Value = TypeVar("Value")


class Status(StrEnum):
    """Where a request stands, in the four words that outsiders know."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


STATES: Final[Mapping[Status, tuple[State, ...]]] = MappingProxyType(
    {
        Status.PENDING: (State.PENDING,),
        Status.APPROVED: (State.RECORDED, State.APPROVED, State.CANCEL_REQUESTED),
        Status.REJECTED: (State.REJECTED,),
        Status.CANCELLED: (State.WITHDRAWN, State.CANCELLED, State.SUPERSEDED),
    }
)
"""What each word stands for; a draft has none, since nobody but its author knows of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLeave:
    """What somebody fills in for themselves; the people and the department go by their uuids."""

    leave_type: str
    first: date
    last: date
    reason: str | None = None
    department: UUID | None = None
    approver: UUID | None = None
    approval_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveForm:
    """The fields that shall be different; what was not sent stays as it is.

    `reason` is the person's own, `rejection_reason` that of whoever rejects.
    """

    leave_type: str | UnsetType = UNSET
    first: date | UnsetType = UNSET
    last: date | UnsetType = UNSET
    reason: str | UnsetType | None = UNSET
    department: UUID | UnsetType | None = UNSET
    approver: UUID | UnsetType | None = UNSET
    approval_at: datetime | UnsetType | None = UNSET
    status: Status | UnsetType = UNSET
    rejection_reason: str = ""


def fill_in(tx: Transaction, new: NewLeave) -> int:
    """Ask for the caller's own leave and return the request's id, or refuse with every reason."""
    if tx.actor.employee_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    notes = LeaveForm(department=new.department, approver=new.approver, approval_at=new.approval_at)
    faults = Faults()
    kind = faults.keep(lambda: called(tx, new.leave_type))
    span = faults.keep(lambda: whole_days(new.first, new.last))
    noted = faults.keep(lambda: _noted(tx, notes, NONE))
    faults.refuse_if_any()
    if kind is None or span is None or noted is None:
        raise LookupError("what is missing was refused before")
    asked = LeaveAsked(
        employee_id=tx.actor.employee_id,
        leave_type_id=kind.id,
        spans=(span,),
        reason=new.reason,
    )
    request = requests.submit(tx, asked)
    if noted != NONE:
        leave_notes.keep(tx, request.id, noted)
    return request.id


def change(
    tx: Transaction, seen: LeaveRecord, form: LeaveForm, *, version: int | None = None
) -> None:
    """Change what the form names and then decide, or refuse; nothing named leaves all as it was.

    Owners in the role of an employee change what they ask for; who decides, when and how is
    not theirs to say.
    """
    request, person = lock_request(tx, seen.id, version=version)
    form = _without_the_known(form, seen)
    rewrites = _rewrites(form)
    if rewrites and keeps_reason_from(tx, person, leave_type_named(tx, request.leave_type_id)):
        form, request = _without_the_untold(form, seen), replace(request, reason=None)
    is_owners = tx.actor.employee_id == person.id and tx.actor.role is Role.EMPLOYEE
    if is_owners:
        form = _without_a_decision(form, request)
    if rewrites:
        _rewrite(tx, request, form)
    if form.status is not UNSET and request.state not in STATES[form.status]:
        _DECIDE[form.status](tx, request, form)


def _rewrites(form: LeaveForm) -> bool:
    """Whether the form says more than a decision, which is all that most forms of managers say."""
    return replace(form, status=UNSET, rejection_reason="") != _EMPTY


_EMPTY: Final = LeaveForm()


def _rewrite(tx: Transaction, request: LeaveRequest, form: LeaveForm) -> None:
    asked, notes = _wanted(tx, request, form)
    if asked is not None or notes is not None:
        requests.edit(tx, request.id, asked or _as_asked(request))
    if notes is not None:
        leave_notes.keep(tx, request.id, notes)


def _without_the_known(form: LeaveForm, seen: LeaveRecord) -> LeaveForm:
    """Return the form without what it only says again, as a form that is sent whole does."""
    return replace(
        form,
        department=UNSET if form.department == seen.department_uuid else form.department,
        approver=UNSET if form.approver == seen.approver_uuid else form.approver,
        approval_at=UNSET if _is_same(form.approval_at, seen.approved_at) else form.approval_at,
    )


def _without_the_untold(form: LeaveForm, seen: LeaveRecord) -> LeaveForm:
    """Return the form without the empty place of a reason that was not shown, which stays.

    Raises Refused for whatever it puts in the place of a type that was not told: any other
    answer would tell a right guess from a wrong one.
    """
    if seen.leave_type is None and form.leave_type is not UNSET:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    return replace(form, reason=form.reason or UNSET)


def _is_same(sent: datetime | UnsetType | None, known: datetime | None) -> bool:
    """Whether the moments are the same to the millisecond, which is all that doors show."""
    if isinstance(sent, datetime) and known is not None:
        return abs(sent - known) < timedelta(milliseconds=1)
    return sent == known


def _without_a_decision(form: LeaveForm, request: LeaveRequest) -> LeaveForm:
    """Return an owner's form, which decides nothing; raises Refused where it means to."""
    if (
        form.approver not in {UNSET, None}
        or form.approval_at not in {UNSET, None}
        or (form.status is not UNSET and request.state not in STATES[form.status])
    ):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "decide"}))
    return replace(form, approver=UNSET, approval_at=UNSET)


def _wanted(
    tx: Transaction, request: LeaveRequest, form: LeaveForm
) -> tuple[LeaveAsked | None, Notes | None]:
    """Return what differs from the request as it stands: what it asks for, and what it notes."""
    faults = Faults()
    before = leave_notes.of_request(tx, request.id)
    asked = faults.keep(lambda: _asked(tx, request, form))
    notes = faults.keep(lambda: _noted(tx, form, before))
    faults.refuse_if_any()
    return (
        None if asked == _as_asked(request) else asked,
        None if notes == before else notes,
    )


def _asked(tx: Transaction, request: LeaveRequest, form: LeaveForm) -> LeaveAsked:
    first, last = _or(form.first, request.first_day), _or(form.last, request.last_day)
    is_same = (first, last) == (request.first_day, request.last_day)
    kind = form.leave_type
    return replace(
        _as_asked(request),
        leave_type_id=request.leave_type_id if kind is UNSET else called(tx, kind).id,
        # The same days stay the halves or hours that they were.
        spans=request.spans if is_same else (whole_days(first, last),),
        reason=_or(form.reason, request.reason),
    )


def _as_asked(request: LeaveRequest) -> LeaveAsked:
    return LeaveAsked(
        employee_id=request.employee_id,
        leave_type_id=request.leave_type_id,
        spans=request.spans,
        reason=request.reason,
        external_ref=request.external_ref,
        uuid=request.uuid,
    )


def _noted(tx: Transaction, form: LeaveForm, before: Notes) -> Notes:
    faults = Faults()
    department, approver = form.department, form.approver
    noted = Notes(
        department_id=before.department_id
        if department is UNSET
        else faults.keep(lambda: _named(tx, references.department, department, "department_id")),
        approver_id=before.approver_id
        if approver is UNSET
        else faults.keep(lambda: _named(tx, references.user, approver, "approver_id")),
        approval_at=_or(form.approval_at, before.approval_at),
    )
    faults.refuse_if_any()
    return noted


def _named(
    tx: Transaction,
    find: Callable[[Transaction, UUID], int | None],
    uuid: UUID | None,
    field: str,
) -> int | None:
    if uuid is None:
        return None
    found = find(tx, uuid)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": field}))
    return found


def _or(sent: Value | UnsetType, otherwise: Value) -> Value:
    return otherwise if isinstance(sent, UnsetType) else sent


def _approve(tx: Transaction, request: LeaveRequest, _: LeaveForm) -> None:
    decisions.approve(tx, request.id)


def _reject(tx: Transaction, request: LeaveRequest, form: LeaveForm) -> None:
    decisions.reject(tx, request.id, reason=form.rejection_reason)


def _cancel(tx: Transaction, request: LeaveRequest, _: LeaveForm) -> None:
    decisions.cancel(tx, request.id)


def _reopen(_: Transaction, request: LeaveRequest, __: LeaveForm) -> None:
    raise Refused(Problem(Code.ILLEGAL_MOVE, {"state": request.state, "action": "reopen"}))


_DECIDE: Final[Mapping[Status, Callable[[Transaction, LeaveRequest, LeaveForm], None]]] = (
    MappingProxyType(
        {
            Status.PENDING: _reopen,
            Status.APPROVED: _approve,
            Status.REJECTED: _reject,
            Status.CANCELLED: _cancel,
        }
    )
)

"""What the routes of the WorkforceOS API are called with, leave and shifts."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from leavebook.domain.calendar.shifts import ShiftContent, TemplateContent
from leavebook.services.shifts import shift_assignments, shift_templates, shifts
from leavebook.storage.transaction import Transaction
from tests.cast import Member
from tests.matrix.scene import NOBODY, Scene, Subject
from tests.matrix.table import About, Said


def _request(subject: Subject) -> Mapping[str, object]:
    return {"leaveRequestId": subject.request_uuid}


def _id(subject: Subject) -> str:
    return str(subject.request_uuid)


def _new(scene: Scene, _: Subject) -> dict[str, Any]:
    day = scene.next_day().isoformat()
    return {"leaveType": "Unpaid Leave", "startDate": day, "endDate": day}


def _uuid_of(tx: Transaction, table: str, row_id: int) -> UUID:
    uuid: UUID = tx.value(f"SELECT uuid FROM {table} WHERE id = %(id)s", id=row_id)
    return uuid


def _template(scene: Scene, _: Member) -> Mapping[str, object]:
    with scene.cast.acting("ada") as tx:
        content = TemplateContent(name="Early", starts=time(6), ends=time(14))
        made = shift_templates.add(tx, content)
        return {"shiftTemplateId": _uuid_of(tx, "shift_template", made)}


def _shift(scene: Scene, _: Member) -> Mapping[str, object]:
    begins = datetime.combine(scene.next_day(), time(6), UTC) + timedelta(days=365)
    content = ShiftContent(title="Early", starts_at=begins, ends_at=begins + timedelta(hours=8))
    with scene.cast.acting("ada") as tx:
        return {"shiftId": _uuid_of(tx, "shift", shifts.plan(tx, content))}


def _person_and_shift(scene: Scene, member: Member) -> Mapping[str, object]:
    shift = _shift(scene, member)
    with scene.cast.acting("ada") as tx:
        return {**shift, "userId": _uuid_of(tx, "user_account", member.user_id)}


def _assignment(scene: Scene, member: Member) -> Mapping[str, object]:
    found = _person_and_shift(scene, member)
    shift, user = (UUID(str(found[key])) for key in ("shiftId", "userId"))
    with scene.cast.acting("ada") as tx:
        made = shift_assignments.assign(tx, shift, user)
        return {"shiftAssignmentId": _uuid_of(tx, "shift_assignment", made)}


def _named(key: str) -> Callable[[Subject], Mapping[str, object]]:
    return lambda subject: {key: subject.extra.get(key, NOBODY.request_uuid)}


def _assigning(scene: Scene, subject: Subject) -> dict[str, Any]:
    """Return the body that puts the subject into a shift of the caller's own company."""
    shift = _shift(scene, scene.cast.members["ada"])
    user = subject.extra.get("userId", NOBODY.request_uuid)
    return {"shiftId": str(shift["shiftId"]), "userId": str(user)}


def _to_kim(scene: Scene, _: Subject) -> dict[str, Any]:
    with scene.cast.acting() as tx:
        user = _uuid_of(tx, "user_account", scene.cast.members["kim"].user_id)
    return {"userId": str(user)}


_OF_ONE: Final = "shiftAssignmentId"

CALLS: Final[Mapping[str, Said]] = {
    "createLeaveRequest": Said(body=_new),
    "updateLeaveRequest/content": Said(
        about=About.REQUEST, parts=_request, body=lambda *_: {"reason": "another one"}
    ),
    "updateLeaveRequest/decision": Said(
        about=About.REQUEST, parts=_request, body=lambda *_: {"status": "approved"}
    ),
    "deleteLeaveRequest": Said(about=About.REQUEST, parts=_request),
    "getLeaveRequest": Said(about=About.REQUEST, parts=_request, tells=_id),
    "listLeaveRequests": Said(about=About.REQUEST, tells=_id),
    "listMyLeaveRequests": Said(about=About.REQUEST, tells=_id),
    "getMyLeaveRequest": Said(about=About.REQUEST, parts=_request, tells=_id),
    "createShiftTemplate": Said(
        body=lambda *_: {"name": "Early", "startTime": "06:00", "endTime": "14:00"}
    ),
    "updateShiftTemplate": Said(
        about=About.RECORD,
        prepares=_template,
        parts=_named("shiftTemplateId"),
        body=lambda *_: {"name": "Late"},
    ),
    "deleteShiftTemplate": Said(
        about=About.RECORD, prepares=_template, parts=_named("shiftTemplateId")
    ),
    "getShiftTemplate": Said(
        about=About.RECORD, prepares=_template, parts=_named("shiftTemplateId")
    ),
    "listShiftTemplates": Said(),
    "createShift": Said(
        body=lambda *_: {
            "title": "Early",
            "startAt": "2026-06-01T06:00:00Z",
            "endAt": "2026-06-01T14:00:00Z",
        }
    ),
    "updateShift": Said(
        about=About.RECORD,
        prepares=_shift,
        parts=_named("shiftId"),
        body=lambda *_: {"title": "Late"},
    ),
    "deleteShift": Said(about=About.RECORD, prepares=_shift, parts=_named("shiftId")),
    "getShift": Said(about=About.RECORD, prepares=_shift, parts=_named("shiftId")),
    "listShifts": Said(),
    "createShiftAssignment": Said(about=About.PERSON, prepares=_person_and_shift, body=_assigning),
    "updateShiftAssignment": Said(
        about=About.PERSON, prepares=_assignment, parts=_named(_OF_ONE), body=_to_kim
    ),
    "deleteShiftAssignment": Said(about=About.PERSON, prepares=_assignment, parts=_named(_OF_ONE)),
    "getShiftAssignment": Said(about=About.PERSON, prepares=_assignment, parts=_named(_OF_ONE)),
    "listShiftAssignments": Said(),
}

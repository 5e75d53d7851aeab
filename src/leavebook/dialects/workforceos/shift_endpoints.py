"""The endpoints of templates, shifts and assignments: read, do, show."""

from types import MappingProxyType
from typing import Final

from leavebook.dialects.workforceos import paging, shift_wire
from leavebook.dialects.workforceos.dates import read_moment
from leavebook.dialects.workforceos.envelope import Rows
from leavebook.dialects.workforceos.paging import Filter
from leavebook.dialects.workforceos.shift_wire import (
    NewShiftAssignment,
    ShiftAssignmentChange,
    ShiftAssignmentFields,
    ShiftFields,
    ShiftTemplateFields,
)
from leavebook.dialects.workforceos.versions import expected_version
from leavebook.dialects.workforceos.wire import read_id, read_uuid
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.queries.shifts import shift_records
from leavebook.services.shifts import shift_assignments, shift_forms, shift_templates, shifts

TEMPLATE_ID: Final = "shiftTemplateId"
SHIFT_ID: Final = "shiftId"
ASSIGNMENT_ID: Final = "shiftAssignmentId"

_TIMES: Final = {
    "createdAt": "created_at",
    "updatedAt": "changed_at",
    "recordVersion": "version",
}
TEMPLATE_SORTS: Final = MappingProxyType({**_TIMES, "name": "name"})
SHIFT_SORTS: Final = MappingProxyType(
    {**_TIMES, "startAt": "starts_at", "endAt": "ends_at", "title": "title"}
)
ASSIGNMENT_SORTS: Final = MappingProxyType({**_TIMES, "startAt": "starts_at"})


def _ids(name: str, field: str) -> Filter:
    return Filter(field, lambda text: (read_uuid(text, field=name),))


def _moments(name: str, field: str) -> Filter:
    return Filter(field, lambda text: (read_moment(text, field=name),), paging.IN_ORDER)


TEMPLATE_FILTERS: Final = MappingProxyType(
    {
        "name": Filter("name", lambda text: (text,)),
        "departmentId": _ids("departmentId", "department"),
    }
)
SHIFT_FILTERS: Final = MappingProxyType(
    {
        "templateId": _ids("templateId", "template"),
        "departmentId": _ids("departmentId", "department"),
        "status": Filter("state", shift_wire.read_shift_state),
        "startAt": _moments("startAt", "starts_at"),
        "endAt": _moments("endAt", "ends_at"),
    }
)
ASSIGNMENT_FILTERS: Final = MappingProxyType(
    {
        "shiftId": _ids("shiftId", "shift"),
        "userId": _ids("userId", "person"),
        "status": Filter("state", shift_wire.read_assignment_state),
        "leaveRequestId": _ids("leaveRequestId", "request"),
    }
)


def list_templates(call: Call, tx: Transaction) -> Rows:
    """Show a page of the company's templates."""
    page = paging.read_page(call)
    wanted = paging.read_wanted(call, page, filters=TEMPLATE_FILTERS, sorts=TEMPLATE_SORTS)
    records, total = shift_records.template_records(tx, wanted)
    rows = [shift_wire.show_template(record, tx) for record in records]
    return Rows(rows=rows, paging=page.shown(total))


def create_template(call: Call, tx: Transaction) -> ShiftTemplateFields:
    """Make a template."""
    form = shift_wire.read_new_template(call)
    return _template(tx, shift_forms.add_template(tx, form))


def get_template(call: Call, tx: Transaction) -> ShiftTemplateFields:
    """Show a template."""
    record = shift_records.template_record(tx, read_id(call, TEMPLATE_ID))
    return shift_wire.show_template(record, tx)


def update_template(call: Call, tx: Transaction) -> ShiftTemplateFields:
    """Change a template."""
    uuid, version = read_id(call, TEMPLATE_ID), expected_version(call)
    form = shift_wire.read_template_change(call)
    return _template(tx, shift_forms.change_template(tx, uuid, form, version=version))


def delete_template(call: Call, tx: Transaction) -> ShiftTemplateFields:
    """Take a template out of sight."""
    uuid, version = read_id(call, TEMPLATE_ID), expected_version(call)
    return _template(tx, shift_templates.remove(tx, uuid, version=version))


def list_shifts(call: Call, tx: Transaction) -> Rows:
    """Show a page of the shifts that the caller may see."""
    page = paging.read_page(call)
    wanted = paging.read_wanted(call, page, filters=SHIFT_FILTERS, sorts=SHIFT_SORTS)
    records, total = shift_records.shift_records(tx, wanted)
    rows = [shift_wire.show_shift(record, tx) for record in records]
    return Rows(rows=rows, paging=page.shown(total))


def create_shift(call: Call, tx: Transaction) -> ShiftFields:
    """Plan a shift."""
    return _shift(tx, shift_forms.plan(tx, shift_wire.read_new_shift(call, tx)))


def get_shift(call: Call, tx: Transaction) -> ShiftFields:
    """Show a shift that the caller may see."""
    return shift_wire.show_shift(shift_records.shift_record(tx, read_id(call, SHIFT_ID)), tx)


def update_shift(call: Call, tx: Transaction) -> ShiftFields:
    """Change a shift, with whoever is in it."""
    uuid, version = read_id(call, SHIFT_ID), expected_version(call)
    form = shift_wire.read_shift_change(call)
    return _shift(tx, shift_forms.change(tx, uuid, form, version=version))


def delete_shift(call: Call, tx: Transaction) -> ShiftFields:
    """Take a shift and its assignments out of sight."""
    uuid, version = read_id(call, SHIFT_ID), expected_version(call)
    return _shift(tx, shifts.remove(tx, uuid, version=version))


def list_assignments(call: Call, tx: Transaction) -> Rows:
    """Show a page of the assignments of whoever the caller may see."""
    page = paging.read_page(call)
    wanted = paging.read_wanted(call, page, filters=ASSIGNMENT_FILTERS, sorts=ASSIGNMENT_SORTS)
    records, total = shift_records.assignment_records(tx, wanted)
    rows = [shift_wire.show_assignment(record, tx) for record in records]
    return Rows(rows=rows, paging=page.shown(total))


def create_assignment(call: Call, tx: Transaction) -> ShiftAssignmentFields:
    """Assign somebody to a shift."""
    body = call.read(NewShiftAssignment)
    return _assignment(tx, shift_assignments.assign(tx, body.shift_id, body.user_id))


def get_assignment(call: Call, tx: Transaction) -> ShiftAssignmentFields:
    """Show an assignment that the caller may see."""
    record = shift_records.assignment_record(tx, read_id(call, ASSIGNMENT_ID))
    return shift_wire.show_assignment(record, tx)


def update_assignment(call: Call, tx: Transaction) -> ShiftAssignmentFields:
    """Hand somebody's place in a shift to another person."""
    uuid, version = read_id(call, ASSIGNMENT_ID), expected_version(call)
    body = call.read(ShiftAssignmentChange)
    return _assignment(tx, shift_assignments.hand_over(tx, uuid, body.user_id, version=version))


def delete_assignment(call: Call, tx: Transaction) -> ShiftAssignmentFields:
    """Take somebody out of a shift."""
    uuid, version = read_id(call, ASSIGNMENT_ID), expected_version(call)
    return _assignment(tx, shift_assignments.remove(tx, uuid, version=version))


def _template(tx: Transaction, template_id: int) -> ShiftTemplateFields:
    return shift_wire.show_template(shift_records.template_record_of(tx, template_id), tx)


def _shift(tx: Transaction, shift_id: int) -> ShiftFields:
    return shift_wire.show_shift(shift_records.shift_record_of(tx, shift_id), tx)


def _assignment(tx: Transaction, assignment_id: int) -> ShiftAssignmentFields:
    return shift_wire.show_assignment(shift_records.assignment_record_of(tx, assignment_id), tx)

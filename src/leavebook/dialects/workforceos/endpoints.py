"""The seven endpoints of leave: read, do, show."""

from collections.abc import Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from leavebook.dialects.workforceos import paging, wire
from leavebook.dialects.workforceos.dates import read_day
from leavebook.dialects.workforceos.envelope import Rows
from leavebook.dialects.workforceos.paging import Filter
from leavebook.dialects.workforceos.versions import expected_version
from leavebook.dialects.workforceos.wire import JoinedLeaveRequest, LeaveRequestFields
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.queries.leave.leave_records import leave_record, leave_record_of, leave_records
from leavebook.services.leave import decisions, leave_forms

ID: Final = "leaveRequestId"

SORTS: Final = MappingProxyType(
    {
        "createdAt": "asked_at",
        "requestDate": "asked_at",
        "updatedAt": "changed_at",
        "startDate": "first_day",
        "endDate": "last_day",
        "leaveType": "leave_type",
        "status": "state",
        "status_idx": "state",
        "recordVersion": "version",
    }
)
"""What a list may be sorted by, and what that is called with us."""


def create(call: Call, tx: Transaction) -> LeaveRequestFields:
    """Ask for the caller's own leave."""
    request_id = leave_forms.fill_in(tx, wire.read_new(call, tx))
    return wire.show(leave_record_of(tx, request_id), tx)


def update(call: Call, tx: Transaction) -> LeaveRequestFields:
    """Change a request, or decide on it."""
    seen = leave_record(tx, wire.read_id(call, ID))
    form = wire.read_change(call, tx, seen)
    leave_forms.change(tx, seen, form, version=expected_version(call))
    return wire.show(leave_record_of(tx, seen.id), tx)


def delete(call: Call, tx: Transaction) -> LeaveRequestFields:
    """Take a request back and out of sight."""
    seen = leave_record(tx, wire.read_id(call, ID))
    decisions.delete(tx, seen.id, version=expected_version(call))
    return wire.show(leave_record_of(tx, seen.id), tx)


def get(call: Call, tx: Transaction) -> JoinedLeaveRequest:
    """Show a request that the caller may see."""
    joins = paging.wants_joins(call)
    return wire.show_joined(leave_record(tx, wire.read_id(call, ID)), tx, joins=joins)


def get_mine(call: Call, tx: Transaction) -> JoinedLeaveRequest:
    """Show a request of the caller's own."""
    joins = paging.wants_joins(call)
    record = leave_record(tx, wire.read_id(call, ID), only_own=True)
    return wire.show_joined(record, tx, joins=joins)


def list_visible(call: Call, tx: Transaction, *, only_own: bool = False) -> Rows:
    """Show a page of the requests that the caller may see."""
    page = paging.read_page(call)
    wanted = paging.read_wanted(call, page, filters=_filters(tx.company.timezone), sorts=SORTS)
    records, total = leave_records(tx, wanted, only_own=only_own)
    joins = paging.wants_joins(call)
    return Rows(
        rows=[wire.show_listed(record, tx, joins=joins) for record in records],
        paging=page.shown(total),
    )


def list_mine(call: Call, tx: Transaction) -> Rows:
    """Show a page of the caller's own requests, whatever else they may see."""
    return list_visible(call, tx, only_own=True)


@cache
def _filters(zone: str) -> Mapping[str, Filter]:
    """Return the six documented filters; companyId is none, since the company is never chosen."""

    def days(name: str, field: str) -> Filter:
        return Filter(field, lambda text: (read_day(text, field=name, zone=zone),), paging.IN_ORDER)

    def ids(name: str, field: str) -> Filter:
        return Filter(field, lambda text: (wire.read_uuid(text, field=name),))

    filters = {
        "userId": ids("userId", "person"),
        "departmentId": ids("departmentId", "department"),
        "leaveType": Filter("leave_type", lambda text: (text,)),
        "startDate": days("startDate", "first_day"),
        "endDate": days("endDate", "last_day"),
        "status": Filter("state", partial(_states, field="status")),
    }
    return MappingProxyType(filters)


def _states(text: str, *, field: str) -> tuple[object, ...]:
    return leave_forms.STATES[wire.read_status(text, field=field)]

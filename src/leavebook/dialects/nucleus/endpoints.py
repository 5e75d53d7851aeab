"""The endpoints: read, do, show."""

from uuid import UUID

from leavebook.dialects.nucleus import paging, refusals, telling, wire
from leavebook.dialects.nucleus.auth import by_level, own_employee
from leavebook.domain.people.tool_permissions import Permission, Tool
from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.queries.leave.leave_list import leave_list
from leavebook.queries.leave.request_story import request_named, request_story
from leavebook.services.company import tool_permissions
from leavebook.services.company.tool_permissions import require
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.taking_back import cancel_own_or_as_executive
from leavebook.services.outside import integrations, provided_leave
from leavebook.services.outside.leave_provider import Asking, ProviderAway
from leavebook.services.outside.leave_type_matching import ids_there


def list_types(_: Call, opened: Opened) -> Answer:
    """Answer with the leave types that people can ask for."""
    try:
        types = provided_leave.provided_types(_asking(opened, Permission.VIEW))
    except ProviderAway:
        return refusals.provider_away()
    return Answer(200, wire.show_types(types))


def list_balances(_: Call, opened: Opened) -> Answer:
    """Answer with what the caller has left."""
    return _balances(_asking(opened, Permission.VIEW), forced=False)


def refresh_balances(_: Call, opened: Opened) -> Answer:
    """Answer with what the caller has left as the provider says this very moment."""
    return _balances(_asking(opened, Permission.UPDATE), forced=True)


def list_requests(call: Call, tx: Transaction) -> Answer:
    """Answer with the requests of a tab, newest first."""
    require(tx, Permission.VIEW)
    by_their_level = by_level(tx)
    wanted = paging.read_wanted(call, by_their_level)
    page = leave_list(by_their_level, wanted, reader=tx.actor)
    shown = [wire.show_line(line, telling.status_of(line)) for line in page.lines]
    return Answer(200, wire.RequestList(shown))


def count_pending(_: Call, tx: Transaction) -> Answer:
    """Answer with how many requests wait for the caller's decision."""
    require(tx, Permission.VIEW)
    return Answer(200, wire.PendingCount(leave_list(by_level(tx), paging.WAITING).total))


def get_request(call: Call, tx: Transaction) -> Answer:
    """Answer with a request and its history."""
    require(tx, Permission.VIEW)
    return _told(tx, wire.read_request_id(call))


def create_request(call: Call, tx: Transaction) -> Answer:
    """Ask for leave of the caller's own, and answer with the request."""
    require(tx, Permission.UPDATE)
    body = call.read(wire.NewRequest)
    asked = wire.read_ask(
        body,
        employee_id=own_employee(tx),
        leave_type_id=provided_leave.leave_type_behind(tx, body.leave_type_id),
    )
    request = requests.submit(tx, asked)
    return Answer(201, telling.tell_created(request_story(tx, request.uuid), ids_there(tx)))


def approve_request(call: Call, tx: Transaction) -> Answer:
    """Give the approval that the request waits for, and answer with the request."""
    require(tx, Permission.UPDATE)
    comment = wire.read_comment(call)
    request = decisions.approve(by_level(tx), _named(call, tx), comment=comment)
    return _told(tx, request.uuid)


def reject_request(call: Call, tx: Transaction) -> Answer:
    """Reject the request with a reason, and answer with the request."""
    require(tx, Permission.UPDATE)
    reason = call.read(wire.Rejection).reason
    request = decisions.reject(by_level(tx), _named(call, tx), reason=reason)
    return _told(tx, request.uuid)


def cancel_request(call: Call, tx: Transaction) -> Answer:
    """Take the request back, and answer with it."""
    require(tx, Permission.UPDATE)
    comment = wire.read_comment(call)
    request = cancel_own_or_as_executive(tx, _named(call, tx), comment=comment)
    return _told(tx, request.uuid)


def retry_integrations(call: Call, tx: Transaction) -> Answer:
    """Have every system outside tried again, and answer with the request."""
    require(tx, Permission.MANAGE)
    request = integrations.retry(tx, _named(call, tx))
    return _told(tx, request.uuid)


def list_permissions(_: Call, tx: Transaction) -> Answer:
    """Answer with what every access level may do."""
    require(tx, Permission.VIEW)
    return Answer(200, _permissions(tx))


def change_permissions(call: Call, tx: Transaction) -> Answer:
    """Change what access levels may do, and answer with what they may now."""
    changes = wire.read_permissions(call.read(wire.PermissionTable))
    tool_permissions.change(tx, Tool.LEAVE, changes)
    return Answer(200, _permissions(tx))


def _named(call: Call, tx: Transaction) -> int:
    return request_named(tx, wire.read_request_id(call))


def _told(tx: Transaction, uuid: UUID) -> Answer:
    return Answer(200, telling.tell(request_story(tx, uuid), ids_there(tx)))


def _asking(opened: Opened, permission: Permission) -> Asking:
    with opened.transaction() as tx:
        require(tx, permission)
    return Asking(opened.transaction, opened.house.systems, opened.house.keyring)


def _balances(asking: Asking, *, forced: bool) -> Answer:
    try:
        balances = provided_leave.provided_balances(asking, forced=forced)
    except ProviderAway:
        return refusals.provider_away()
    return Answer(200, wire.show_balances(balances))


def _permissions(tx: Transaction) -> wire.PermissionTable:
    return wire.show_permissions(tool_permissions.permissions(tx, Tool.LEAVE))

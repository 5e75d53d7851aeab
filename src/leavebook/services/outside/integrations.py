"""Says what other systems should hold; the worker then makes it so, outside any transaction."""

from collections.abc import Mapping
from uuid import UUID

from leavebook.domain.approval.states import SPENDS
from leavebook.domain.integrations import RETRIED, Mode, Presence, Provider
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.people.tool_permissions import Permission
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.company.tool_permissions import require
from leavebook.services.leave.requests import lock_request
from leavebook.services.outside.own_calendars import own_calendar_of
from leavebook.services.outside.told_leave import says
from leavebook.storage import events, outbox
from leavebook.storage.leave import leave_requests
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.outside import (
    integration_claims,
    integration_connections,
    integration_gates,
    integration_links,
)
from leavebook.storage.outside.integration_links import Link
from leavebook.storage.people import people
from leavebook.storage.telling import notifications
from leavebook.storage.transaction import Transaction


def connect(tx: Transaction, provider: Provider, mode: Mode) -> None:
    """Switch a system on, on its console twin, or off, for leave that is approved from now on.

    What went wrong with it before is tried again.
    """
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))
    integration_links.clear_errors(tx, provider=provider)
    integration_connections.keep(tx, provider, mode)
    events.record(tx, "integration_switched", provider=provider, mode=mode)


def intend(tx: Transaction, event: UUID) -> None:
    """Say what every system should hold of the request that the event is about, as it is now.

    Approved leave is wanted in every connected system; leave that was taken back, or that
    changed since a system was told of it, is to be taken back there. Twice changes nothing.
    """
    happened = notifications.happened(tx, event)
    if happened is None or happened.request_id is None or happened.employee_id is None:
        return
    # A job whose worker only slept may run beside the job of what happened since: whoever comes
    # second must see what the first has written, and the request as it is by then.
    people.lock(tx, happened.employee_id, today=tx.now.date())
    links = integration_links.of_request(tx, happened.request_id)
    connected = integration_connections.connected(tx)
    if not (links or connected):
        return
    request = leave_requests.find(tx, happened.request_id)
    if request is None:
        return
    for provider in Provider:
        own = [link for link in links if link.provider is provider]
        if _intend_for(tx, request, provider, own, connected) or _is_open(own):
            outbox.nudge(
                tx, request_id=request.id, employee_id=request.employee_id, provider=provider
            )


def retry(tx: Transaction, request_id: int) -> LeaveRequest:
    """Forget the errors of an approved request and have every system tried again.

    What a system holds already is left alone.
    """
    require(tx, Permission.MANAGE)
    request, person = lock_request(tx, request_id)
    if request.state not in SPENDS:
        facts = {"state": request.state, "action": "retry_integrations"}
        raise Refused(Problem(Code.ILLEGAL_MOVE, facts))
    for link in integration_links.of_request(tx, request.id):
        if link.error is not None:
            integration_gates.open_again(tx, link.provider)
    integration_links.clear_errors(tx, request_id=request.id)
    events.record(tx, RETRIED, request_id=request.id, employee_id=person.id)
    return request


def retry_system(tx: Transaction, provider: Provider) -> None:
    """Forget what went wrong with a system and have everything there tried again.

    For whoever may have a request tried again, and for those who connect systems.
    """
    if not may_administer(tx.actor):
        require(tx, Permission.MANAGE)
    integration_links.clear_errors(tx, provider=provider)
    integration_gates.open_again(tx, provider)
    events.record(tx, RETRIED, provider=provider)


def nudge_due(tx: Transaction, *, most: int) -> int:
    """Send somebody to whatever is due in this company; return how many were sent.

    Jobs may be lost, and waits end: this is what makes sure that nothing is forgotten.
    """
    due = integration_claims.due(tx, most=most)
    for each in due:
        outbox.nudge(
            tx,
            request_id=each.request_id,
            employee_id=each.employee_id,
            provider=each.provider,
        )
    return len(due)


def _intend_for(
    tx: Transaction,
    request: LeaveRequest,
    provider: Provider,
    own: list[Link],
    connected: Mapping[Provider, Mode],
) -> bool:
    """Write down what one system should hold; return whether that is something new."""
    newest = own[-1] if own else None
    held = newest if newest is not None and newest.intended is Presence.PRESENT else None
    is_wanted = request.state in SPENDS
    now_says = says(tx, request)
    if held is not None and is_wanted and held.says == now_says:
        return False
    if held is not None:
        integration_links.take_back(tx, held)
    if not is_wanted or provider not in connected:
        return held is not None
    integration_links.add(
        tx,
        request.id,
        provider,
        generation=1 if newest is None else newest.generation + 1,
        mode=connected[provider],
        says=now_says,
        own_calendar=own_calendar_of(tx, request, provider),
    )
    return True


def _is_open(own: list[Link]) -> bool:
    return any(not link.is_settled and link.error is None for link in own)

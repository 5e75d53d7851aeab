"""Makes a system outside match what we intend: claim, call, record.

Each of the three is separate: no transaction is open while the system is called, and only
whoever claimed last may record what came of it.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from leavebook.domain.integrations import ErrorKind, Mode, Presence, Provider
from leavebook.services.remote_systems import Permanent, RemoteLeave, RemoteSystem, Temporary
from leavebook.storage import integration_links, leave_requests, leave_types, people
from leavebook.storage.integration_links import Link
from leavebook.storage.transaction import Transaction

Open = Callable[[], AbstractContextManager[Transaction]]
"""Opens a short transaction in the company."""

Systems = Mapping[tuple[Provider, Mode], RemoteSystem]


def reconcile(
    open_transaction: Open, request_id: int, provider: Provider, systems: Systems
) -> None:
    """Bring everything of one request in one system to where it should be.

    Raises Temporary when something could not be done now: the same call later finishes it.
    """
    delayed: Temporary | None = None
    last = 0
    while (claimed := _claim(open_transaction, request_id, provider, after=last)) is not None:
        link, leave = claimed
        last = link.id
        try:
            _call(open_transaction, link, leave, systems)
        except Temporary as fault:
            delayed = fault
    if delayed is not None:
        raise delayed


def _claim(
    open_transaction: Open, request_id: int, provider: Provider, *, after: int
) -> tuple[Link, RemoteLeave] | None:
    with open_transaction() as tx:
        link = integration_links.claim(tx, request_id, provider, after=after)
        return None if link is None else (link, _leave(tx, link))


def _call(open_transaction: Open, link: Link, leave: RemoteLeave, systems: Systems) -> None:
    try:
        external_id, follow_up = _do(link, leave, systems)
    except (Temporary, Permanent) as fault:
        kind = ErrorKind.TEMPORARY if isinstance(fault, Temporary) else ErrorKind.PERMANENT
        with open_transaction() as tx:
            integration_links.record(tx, link, link.observed, failure=(kind, str(fault)))
        if kind is ErrorKind.TEMPORARY:
            raise
        return
    with open_transaction() as tx:
        integration_links.record(
            tx, link, link.intended, external_id=external_id, follow_up=follow_up
        )


def _do(link: Link, leave: RemoteLeave, systems: Systems) -> tuple[str | None, str | None]:
    system = systems.get((link.provider, link.mode))
    if system is None:
        raise Permanent(f"{link.provider} is not connected")
    if link.intended is Presence.PRESENT:
        return system.put(leave), None
    return None, system.take_back(leave, link.external_id or "")


def _leave(tx: Transaction, link: Link) -> RemoteLeave:
    request = leave_requests.find(tx, link.request_id)
    if request is None:
        raise LookupError("a link points at no request")
    person = people.find(tx, request.employee_id, today=tx.now.date())
    leave_type = leave_types.find(tx, request.leave_type_id)
    if person is None or leave_type is None:
        raise LookupError("a request points at nobody or at no type")
    return RemoteLeave(
        request=request.uuid,
        generation=link.generation,
        person=person.full_name,
        email=person.email,
        leave_type=None if leave_type.sensitive else leave_type.name,
        first_day=request.first_day,
        last_day=request.last_day,
        half_day=request.half_day,
        minutes=request.minutes,
    )

"""Puts a job into the queue in the same transaction as the rows it follows from.

The job only says which event or request to look at; whoever hears it reads the present state
and makes the world match, so a repeated or late job does no harm.
"""

from typing import Final
from uuid import UUID

import procrastinate

from leavebook.domain.integrations import Provider
from leavebook.storage.transaction import Transaction

HEAR_EVENT: Final = "hear_event"
"""The name of the task that tells every subscriber of an event."""

RECONCILE: Final = "reconcile"
"""The name of the task that makes a system outside match what we intend."""

# Never opened: deferring uses the connection of the running transaction.
_queue = procrastinate.App(connector=procrastinate.PsycopgConnector())


def announce(tx: Transaction, event: UUID, *, employee_id: int | None) -> None:
    """Have the subscribers hear of an event once this transaction is committed.

    Events of one employee are heard one after the other.
    """
    _queue.configure_task(
        HEAR_EVENT,
        connection=tx.connection,
        queue="events",
        lock=f"{tx.company.id}:{employee_id}" if employee_id is not None else None,
    ).defer(company_id=tx.company.id, event=str(event))


def nudge(tx: Transaction, *, request_id: int, employee_id: int, provider: Provider) -> None:
    """Have a system outside look at a request once this transaction is committed.

    One after the other for one person and system, so that no call overtakes another; a system
    that is slow delays no other.
    """
    _queue.configure_task(
        RECONCILE,
        connection=tx.connection,
        queue="integrations",
        lock=f"{tx.company.id}:{employee_id}:{provider}",
    ).defer(company_id=tx.company.id, request_id=request_id, provider=provider.value)

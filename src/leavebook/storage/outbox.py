"""Puts a job into the queue in the same transaction as the rows it follows from.

The job only says which event to look at; whoever hears it reads the present state and makes
the world match, so a repeated or late job does no harm.
"""

from typing import Final
from uuid import UUID

import procrastinate

from leavebook.storage.transaction import Transaction

HEAR_EVENT: Final = "hear_event"
"""The name of the task that tells every subscriber of an event."""

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

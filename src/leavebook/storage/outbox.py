"""Puts a job into the queue in the same transaction as the rows it follows from.

The job only says which event or request to look at; whoever hears it reads the present state
and makes the world match, so a repeated or late job does no harm.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final
from uuid import UUID

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException
from procrastinate.types import JSONValue
from psycopg import Connection

from leavebook.domain.integrations import Provider
from leavebook.storage.database import Database
from leavebook.storage.pipeline import Pipeline
from leavebook.storage.transaction import Transaction, open_transaction

HEAR_EVENT: Final = "hear_event"
"""The name of the task that tells every subscriber of an event."""

RECONCILE: Final = "reconcile"
"""The name of the task that makes a system outside match what we intend."""

SEND_LETTER: Final = "send_letter"
"""The name of the task that writes to somebody about leave."""

SEND_INVITATION: Final = "send_invitation"
"""The name of the task that invites somebody by e-mail."""

SEND_RESET: Final = "send_reset"
"""The name of the task that sends a link for a new password to whoever has an address."""

LETTERS: Final = "letters"
"""The queue of everything that goes through the mail server."""

VISIT: Final = "visit_company"
"""The name of the task that does what time or a changed rule has made due in a company."""

RECOUNT: Final = "recount"
"""The name of the task that counts booked leave again after free days have changed."""

TAKE_PEOPLE: Final = "take_people"
"""The name of the task that takes a file of people."""

# Never opened: deferring uses the connection of the running transaction.
_queue = procrastinate.App(connector=procrastinate.PsycopgConnector())


def announce(tx: Transaction, event: UUID, *, employee_id: int | None) -> None:
    """Have the subscribers hear of an event once this transaction is committed.

    Events of one employee are heard one after the other.
    """
    lock = f"{tx.company.id}:{employee_id}" if employee_id is not None else None
    _defer(tx, HEAR_EVENT, queue="events", lock=lock, event=str(event))


def nudge(tx: Transaction, *, request_id: int, employee_id: int, provider: Provider) -> None:
    """Have a system outside look at a request once this transaction is committed.

    One after the other for one person and system, so that no call overtakes another; a system
    that is slow delays no other.
    """
    lock = f"{tx.company.id}:{employee_id}:{provider}"
    asked = {"request_id": request_id, "provider": provider.value}
    _defer(tx, RECONCILE, queue=integration_queue(provider), lock=lock, **asked)


def integration_queue(provider: Provider) -> str:
    """Return the queue of a system's jobs: each system has its own."""
    return f"integrations.{provider}"


def write_about(tx: Transaction, notification_id: int) -> None:
    """Have the letter about a notification sent once this transaction is committed."""
    _defer(tx, SEND_LETTER, queue=LETTERS, lock=None, notification_id=notification_id)


def invite_by_letter(tx: Transaction, employee_id: int) -> None:
    """Have an invitation sent once this transaction is committed; its secret is made by then."""
    _defer(tx, SEND_INVITATION, queue=LETTERS, lock=None, employee_id=employee_id)


def send_reset(database: Database, email_key: str) -> None:
    """Have whoever has the address sent a link for a new password, if anybody has."""
    with open_transaction(database) as pipeline, _queueing(pipeline) as connection:
        task = _queue.configure_task(SEND_RESET, connection=connection, queue=LETTERS)
        task.defer(email_key=email_key)


def visit_soon(tx: Transaction) -> None:
    """Have what is due in this company done once this transaction is committed."""
    _defer(tx, VISIT, queue="time", lock=visit_lock(tx.company.id))


def recount_soon(tx: Transaction, days: Iterable[date], *, site_id: int | None, cause: str) -> None:
    """Have leave on these days counted again, at one site or all, once this is committed."""
    _defer(
        tx,
        RECOUNT,
        queue="time",
        lock=visit_lock(tx.company.id),
        days=[day.isoformat() for day in days],
        site_id=site_id,
        cause=cause,
    )


def take_people_soon(tx: Transaction, import_id: int) -> None:
    """Have a file of people taken once this transaction is committed."""
    _defer(tx, TAKE_PEOPLE, queue="time", lock=visit_lock(tx.company.id), import_id=import_id)


def visit_lock(company_id: int) -> str:
    """Return the lock under which the long work of a company is done one after the other."""
    return f"visit:{company_id}"


def _defer(tx: Transaction, task: str, *, queue: str, lock: str | None, **asked: JSONValue) -> None:
    with _queueing(tx.pipeline) as connection:
        configured = _queue.configure_task(task, connection=connection, queue=queue, lock=lock)
        configured.defer(company_id=tx.company.id, **asked)


@contextmanager
def _queueing(pipeline: Pipeline) -> Iterator[Connection[Any]]:
    """Lend the connection to the queue; what the database has to say is raised as its own word."""
    try:
        with pipeline.apart() as connection:
            yield connection
    except ConnectorException as error:
        behind = error.__cause__ or error.__context__
        if isinstance(behind, psycopg.Error):
            raise behind from error
        raise

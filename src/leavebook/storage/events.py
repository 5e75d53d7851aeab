"""What happened, as rows: the history people see, the audit trail, what the outside hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from leavebook.storage import outbox
from leavebook.storage.transaction import Transaction

_RECORD = """
INSERT INTO event (company_id, uuid, name, at, actor_id, credential_id, door, employee_id,
                   request_id, comment, details)
VALUES (%(company_id)s, %(uuid)s, %(name)s, %(at)s, %(actor_id)s, %(credential_id)s, %(door)s,
        %(employee_id)s, %(request_id)s, %(comment)s, %(details)s)
"""

_OF_REQUEST = """
SELECT v.uuid, v.name, v.at, v.comment, v.door, v.details,
       u.uuid AS actor_uuid, u.name AS actor_name
  FROM event AS v
  LEFT JOIN user_account AS u ON u.id = v.actor_id
 WHERE v.request_id = %(request_id)s
 ORDER BY v.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a request's history."""

    uuid: UUID
    name: str
    at: datetime
    comment: str | None
    door: str
    details: Mapping[str, object]
    actor_uuid: UUID | None
    actor_name: str | None


def record(
    tx: Transaction,
    name: str,
    *,
    request_id: int | None = None,
    employee_id: int | None = None,
    comment: str | None = None,
    **details: object,
) -> UUID:
    """Write down what happened, who did it and through which door, and have it heard.

    Returns the uuid of the event. Its subscribers hear of it once the transaction commits.
    """
    event = uuid4()
    tx.run(
        _RECORD,
        uuid=event,
        company_id=tx.company.id,
        name=name,
        at=tx.now,
        actor_id=tx.actor.user_id,
        credential_id=tx.credential_id,
        door=tx.door,
        employee_id=employee_id,
        request_id=request_id,
        comment=comment,
        details=Jsonb(details),
    )
    outbox.announce(tx, event, employee_id=employee_id)
    return event


def of_request(tx: Transaction, request_id: int) -> tuple[Event, ...]:
    """Return the history of a request, oldest first."""
    return tuple(Event(**row._asdict()) for row in tx.rows(_OF_REQUEST, request_id=request_id))

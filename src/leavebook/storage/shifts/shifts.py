"""Shifts that are planned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leavebook.domain.calendar.shifts import ShiftContent, ShiftState
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_LOCK = """
SELECT id, uuid, title, template_id, department_id, starts_at, ends_at, state, version
  FROM shift
 WHERE {key} AND active
   FOR UPDATE
"""

_ADD = """
INSERT INTO shift (company_id, title, template_id, department_id, starts_at, ends_at, state,
                   created_at, created_by, changed_at)
VALUES (%(company_id)s, %(title)s, %(template_id)s, %(department_id)s, %(starts_at)s, %(ends_at)s,
        %(state)s, %(now)s, %(by)s, %(now)s)
RETURNING id
"""

_CHANGE = """
UPDATE shift
   SET title = %(title)s, template_id = %(template_id)s, department_id = %(department_id)s,
       starts_at = %(starts_at)s, ends_at = %(ends_at)s, state = %(state)s, version = version + 1,
       changed_at = %(now)s
 WHERE id = %(id)s
"""

_REMOVE = """
UPDATE shift SET active = false, version = version + 1, changed_at = %(now)s WHERE id = %(id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift as it stands."""

    id: int
    uuid: UUID
    content: ShiftContent
    version: int


def lock(tx: Transaction, uuid: UUID) -> Shift | None:
    """Return the shift, which nobody else changes until this transaction ends."""
    row = tx.row(_LOCK.format(key="uuid = %(uuid)s"), uuid=uuid)
    return None if row is None else _shift(row)


def lock_id(tx: Transaction, shift_id: int) -> Shift:
    """Return the shift of an assignment, which nobody else changes until this transaction ends."""
    row = tx.row(_LOCK.format(key="id = %(id)s"), id=shift_id)
    if row is None:
        raise LookupError("a shift that is gone leaves no assignment behind")
    return _shift(row)


def add(tx: Transaction, content: ShiftContent) -> int:
    """Add a shift and return the id."""
    shift_id: int = tx.value(
        _ADD, **_content(content), company_id=tx.company.id, now=tx.now, by=tx.actor.user_id
    )
    return shift_id


def change(tx: Transaction, shift_id: int, content: ShiftContent) -> None:
    """Replace what the shift says."""
    tx.run(_CHANGE, **_content(content), id=shift_id, now=tx.now)


def remove(tx: Transaction, shift_id: int) -> None:
    """Take the shift out of sight."""
    tx.run(_REMOVE, id=shift_id, now=tx.now)


def starts_of_template(
    tx: Transaction, template_id: int, *, since: datetime, until: datetime
) -> tuple[datetime, ...]:
    """Return when shifts made from the template begin, from one moment to before another."""
    rows = tx.rows(
        """
        SELECT starts_at
          FROM shift
         WHERE active AND template_id = %(template_id)s
           AND starts_at >= %(since)s AND starts_at < %(until)s
         ORDER BY starts_at, id
        """,
        template_id=template_id,
        since=since,
        until=until,
    )
    return tuple(row.starts_at for row in rows)


def _content(content: ShiftContent) -> dict[str, object]:
    return {
        "title": content.title,
        "template_id": content.template_id,
        "department_id": content.department_id,
        "starts_at": content.starts_at,
        "ends_at": content.ends_at,
        "state": content.state,
    }


def _shift(row: Row) -> Shift:
    return Shift(
        id=row.id,
        uuid=row.uuid,
        version=row.version,
        content=ShiftContent(
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            state=ShiftState(row.state),
            template_id=row.template_id,
            department_id=row.department_id,
        ),
    )

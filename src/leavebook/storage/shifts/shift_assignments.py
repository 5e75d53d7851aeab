"""Who works which shift, and which leave took them out of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from leavebook.domain.calendar.shifts import AssignmentState
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT a.id, a.uuid, a.employee_id, a.shift_id, a.state, a.request_id, a.version,
       lower(a.period) AS starts_at, upper(a.period) AS ends_at
  FROM shift_assignment AS a
"""

_FIND = f"{_COLUMNS} WHERE a.uuid = %(uuid)s AND a.active"
_OF_SHIFT = f"{_COLUMNS} WHERE a.shift_id = %(shift_id)s AND a.active ORDER BY a.employee_id, a.id"

_IN_THE_WAY = f"""
{_COLUMNS}
 WHERE a.employee_id = %(employee_id)s AND a.active AND a.state = 'assigned'
   AND a.shift_id <> %(shift_id)s AND a.period && tstzrange(%(starts_at)s, %(ends_at)s)
 ORDER BY a.period, a.id
"""

_TOUCHED_BY_LEAVE = f"""
{_COLUMNS}
 WHERE a.employee_id = %(employee_id)s AND a.active
   AND ((a.state = 'assigned'
         AND a.period && tstzrange(%(since)s, %(until)s))
        OR (a.request_id = %(request_id)s AND a.freed_at IS NULL))
 ORDER BY a.period, a.id
"""

_ADD = """
INSERT INTO shift_assignment (company_id, shift_id, employee_id, period, created_at, created_by,
                              changed_at)
VALUES (%(company_id)s, %(shift_id)s, %(employee_id)s, tstzrange(%(starts_at)s, %(ends_at)s),
        %(now)s, %(by)s, %(now)s)
RETURNING id
"""


_ELSEWHERE = timedelta(days=1)
"""A day begins and ends less than this before or after the day of Greenwich, wherever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A person in a shift; the moments are the shift's own."""

    id: int
    uuid: UUID
    employee_id: int
    shift_id: int
    state: AssignmentState
    request_id: int | None
    version: int
    starts_at: datetime
    ends_at: datetime


def find(tx: Transaction, uuid: UUID) -> Assignment | None:
    """Return the assignment, or None when this company has none such."""
    row = tx.row(_FIND, uuid=uuid)
    return None if row is None else _assignment(row)


def of_shift(tx: Transaction, shift_id: int) -> tuple[Assignment, ...]:
    """Return the assignments of a shift, by person: the order in which people are locked."""
    return tuple(_assignment(row) for row in tx.rows(_OF_SHIFT, shift_id=shift_id))


def in_the_way(
    tx: Transaction, employee_id: int, *, shift_id: int, starts_at: datetime, ends_at: datetime
) -> tuple[Assignment, ...]:
    """Return what the person is assigned to in that time, apart from the shift itself."""
    rows = tx.rows(
        _IN_THE_WAY,
        employee_id=employee_id,
        shift_id=shift_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return tuple(_assignment(row) for row in rows)


def touched_by_leave(
    tx: Transaction, employee_id: int, *, request_id: int, first: date, last: date
) -> tuple[Assignment, ...]:
    """Return what the person is assigned to around the days, and what the leave has removed."""
    rows = tx.rows(
        _TOUCHED_BY_LEAVE,
        employee_id=employee_id,
        request_id=request_id,
        since=datetime.combine(first, time.min, UTC) - _ELSEWHERE,
        until=datetime.combine(last, time.max, UTC) + _ELSEWHERE,
    )
    return tuple(_assignment(row) for row in rows)


def add(
    tx: Transaction, *, shift_id: int, employee_id: int, starts_at: datetime, ends_at: datetime
) -> int:
    """Assign the person to the shift and return the id."""
    assignment_id: int = tx.value(
        _ADD,
        company_id=tx.company.id,
        shift_id=shift_id,
        employee_id=employee_id,
        starts_at=starts_at,
        ends_at=ends_at,
        now=tx.now,
        by=tx.actor.user_id,
    )
    return assignment_id


def hand_over(tx: Transaction, assignment_id: int, employee_id: int) -> None:
    """Give the place in the shift to another person."""
    tx.run(
        """
        UPDATE shift_assignment
           SET employee_id = %(employee_id)s, version = version + 1, changed_at = %(now)s
         WHERE id = %(id)s
        """,
        id=assignment_id,
        employee_id=employee_id,
        now=tx.now,
    )


def reschedule(tx: Transaction, shift_id: int, *, starts_at: datetime, ends_at: datetime) -> None:
    """Have every assignment of the shift last as long as the shift does now."""
    tx.run(
        """
        UPDATE shift_assignment
           SET period = tstzrange(%(starts_at)s, %(ends_at)s), version = version + 1,
               changed_at = %(now)s
         WHERE shift_id = %(shift_id)s AND active
        """,
        shift_id=shift_id,
        starts_at=starts_at,
        ends_at=ends_at,
        now=tx.now,
    )


def remove_by_leave(tx: Transaction, ids: Iterable[int], *, request_id: int) -> None:
    """Take the person out of the shifts, naming the leave that did it."""
    tx.run(
        """
        UPDATE shift_assignment
           SET state = 'removed_by_leave', request_id = %(request_id)s, version = version + 1,
               changed_at = %(now)s
         WHERE id = ANY(%(ids)s)
        """,
        ids=list(ids),
        request_id=request_id,
        now=tx.now,
    )


def note_freed(tx: Transaction, ids: Iterable[int]) -> None:
    """Note that the leave which removed them has let go of the time; nobody is assigned again."""
    tx.run(
        """
        UPDATE shift_assignment
           SET freed_at = %(now)s, version = version + 1, changed_at = %(now)s
         WHERE id = ANY(%(ids)s)
        """,
        ids=list(ids),
        now=tx.now,
    )


def remove(tx: Transaction, assignment_id: int) -> None:
    """Take the assignment back and out of sight."""
    tx.run(
        """
        UPDATE shift_assignment
           SET active = false, version = version + 1, changed_at = %(now)s
         WHERE id = %(id)s
        """,
        id=assignment_id,
        now=tx.now,
    )


def remove_all(tx: Transaction, shift_id: int) -> None:
    """Take every assignment of the shift back and out of sight."""
    tx.run(
        """
        UPDATE shift_assignment
           SET active = false, version = version + 1, changed_at = %(now)s
         WHERE shift_id = %(shift_id)s AND active
        """,
        shift_id=shift_id,
        now=tx.now,
    )


def _assignment(row: Row) -> Assignment:
    return Assignment(**{**row._asdict(), "state": AssignmentState(row.state)})

"""One shift: who works it, whom leave has taken out of it, and who could work it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.shifts import AssignmentState, ShiftState, is_away, wall_clock
from leavebook.domain.calendar.spans import Span
from leavebook.queries.shifts.shift_records import shift_record
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import people_to_plan, viewer_of, visible_people

_ELSEWHERE: Final = timedelta(days=2)
_MOST: Final = 1000

_ASSIGNED = """
SELECT a.uuid, e.id AS employee_id, e.full_name, a.state, a.request_id,
       a.freed_at IS NOT NULL AS is_freed, a.version,
       (({answers}) OR e.id = %(viewer)s) AS assignable
  FROM shift_assignment AS a
  JOIN shift AS s ON s.id = a.shift_id
  JOIN employee AS e ON e.id = a.employee_id
 WHERE s.uuid = %(shift)s AND a.active AND {visible}
 ORDER BY e.full_name, a.id
"""

_OTHERS = """
SELECT coalesce(u.uuid, e.uuid) AS uuid, e.full_name, st.timezone,
       EXISTS (SELECT 1 FROM shift_assignment AS o
                WHERE o.employee_id = e.id AND o.active AND o.state = 'assigned'
                  AND o.period && tstzrange(%(starts_at)s, %(ends_at)s)) AS works,
       ARRAY(SELECT r.spans FROM leave_request AS r
              WHERE r.employee_id = e.id
                AND r.state IN ('recorded', 'approved', 'cancel_requested')
                AND r.first_day <= %(last)s AND r.last_day >= %(first)s) AS leave
  FROM employee AS e
  JOIN site AS st ON st.id = e.site_id
  LEFT JOIN user_account AS u ON u.id = e.user_id
 WHERE (({answers}) OR e.id = %(viewer)s)
   AND e.joined_on <= %(last)s AND (e.left_on IS NULL OR e.left_on > %(first)s)
   AND NOT EXISTS (SELECT 1 FROM shift_assignment AS a
                     JOIN shift AS s ON s.id = a.shift_id
                    WHERE s.uuid = %(shift)s AND a.employee_id = e.id AND a.active
                      AND a.state = 'assigned')
 ORDER BY e.full_name, e.id
 LIMIT %(limit)s
"""


class Free(StrEnum):
    """Whether somebody could work the shift, as far as is known; the rule itself decides."""

    FREE = "free"
    AWAY = "away"
    WORKS = "works"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody in the shift, or taken out of it by the leave named."""

    uuid: UUID
    employee_id: int
    full_name: str
    is_removed: bool
    is_freed: bool
    request_id: int | None
    version: int
    assignable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who is not in the shift."""

    uuid: UUID
    full_name: str
    free: Free


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPage:
    """A shift with everybody whom it concerns."""

    uuid: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: ShiftState
    version: int
    workers: tuple[Worker, ...]
    candidates: tuple[Candidate, ...]


def shift_page(tx: Transaction, uuid: UUID, *, with_candidates: bool) -> ShiftPage:
    """Return the shift; raises Refused when there is none that the actor may see."""
    shift = shift_record(tx, uuid)
    answers, viewer = people_to_plan(tx.actor), viewer_of(tx.actor)
    workers = tx.rows(
        _ASSIGNED.format(answers=answers, visible=visible_people(tx.actor)),
        shift=uuid,
        viewer=viewer,
    )
    zone = ZoneInfo(tx.company.timezone)
    others = (
        tx.rows(
            _OTHERS.format(answers=answers),
            shift=uuid,
            viewer=viewer,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            first=(shift.starts_at.astimezone(zone) - _ELSEWHERE).date(),
            last=(shift.ends_at.astimezone(zone) + _ELSEWHERE).date(),
            limit=_MOST,
        )
        if with_candidates and shift.state is ShiftState.PLANNED
        else []
    )
    return ShiftPage(
        uuid=shift.uuid,
        title=shift.title,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        state=shift.state,
        version=shift.version,
        workers=tuple(_worker(row) for row in workers),
        candidates=tuple(_candidate(row, shift.starts_at, shift.ends_at) for row in others),
    )


def _worker(row: Row) -> Worker:
    return Worker(
        uuid=row.uuid,
        employee_id=row.employee_id,
        full_name=row.full_name,
        is_removed=row.state == AssignmentState.REMOVED_BY_LEAVE,
        is_freed=row.is_freed,
        request_id=row.request_id,
        version=row.version,
        assignable=row.assignable,
    )


def _candidate(row: Row, starts_at: datetime, ends_at: datetime) -> Candidate:
    clock = wall_clock(starts_at, ends_at, ZoneInfo(row.timezone))
    away = any(is_away(value_of(spans, tuple[Span, ...]), clock) for spans in row.leave)
    free = Free.AWAY if away else Free.WORKS if row.works else Free.FREE
    return Candidate(uuid=row.uuid, full_name=row.full_name, free=free)

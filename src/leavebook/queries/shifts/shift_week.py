"""A week of shifts: who works when, who is away, and what leave has taken from whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.shifts import (
    AssignmentState,
    ShiftState,
    is_away,
    may_plan_shifts,
    wall_clock,
)
from leavebook.domain.calendar.spans import Span, days_between
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import people_to_plan, viewer_of, visible_people

_WEEK: Final = timedelta(days=6)
_ONE_DAY: Final = timedelta(days=1)

# Planners see whom they see anyway, and everybody else sees themselves. Who works shifts in
# this week comes first: in most companies that is one department of several. The others are
# there when they are asked for.
_PEOPLE = """
SELECT e.id, e.full_name, s.timezone, ({plans}) AND (({answers}) OR e.id = %(viewer)s) AS assignable
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
 WHERE {among}
   AND e.joined_on <= %(last)s AND (e.left_on IS NULL OR e.left_on > %(first)s)
   AND (%(department_id)s::bigint IS NULL OR e.department_id = %(department_id)s)
   AND (%(everybody)s OR NOT {plans} OR {works})
 ORDER BY NOT {works}, e.full_name, e.id
 LIMIT %(limit)s OFFSET %(offset)s
"""

_WORKS = """
EXISTS (SELECT 1 FROM shift_assignment AS a
         WHERE a.employee_id = e.id AND a.active
           AND lower(a.period) >= %(since)s AND lower(a.period) < %(until)s)
"""

_ASSIGNMENTS = """
SELECT a.uuid, a.employee_id, a.state, a.request_id, a.freed_at IS NOT NULL AS is_freed,
       s.uuid AS shift_uuid, s.title, s.starts_at, s.ends_at
  FROM shift_assignment AS a
  JOIN shift AS s ON s.id = a.shift_id
 WHERE a.active AND s.active AND a.employee_id = ANY(%(people)s)
   AND s.starts_at >= %(since)s AND s.starts_at < %(until)s
 ORDER BY s.starts_at, s.id, a.id
"""

_LEAVE = """
SELECT r.id, r.employee_id, r.state, r.spans
  FROM leave_request AS r
  JOIN employee AS e ON e.id = r.employee_id
 WHERE r.employee_id = ANY(%(people)s) AND {visible}
   AND r.first_day <= %(last)s AND r.last_day >= %(first)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
 ORDER BY r.employee_id, r.first_day, r.id
"""

_SHIFTS = """
SELECT s.uuid, s.title, s.starts_at, s.ends_at, s.state, t.uuid AS template,
       count(a.id) FILTER (WHERE a.state = 'assigned') AS assigned,
       count(a.id) FILTER (WHERE a.state = 'removed_by_leave') AS removed
  FROM shift AS s
  LEFT JOIN shift_template AS t ON t.id = s.template_id
  LEFT JOIN shift_assignment AS a ON a.shift_id = s.id AND a.active
 WHERE s.active AND s.starts_at >= %(since)s AND s.starts_at < %(until)s
 GROUP BY s.company_id, s.id, t.uuid
 ORDER BY s.starts_at, s.id
 LIMIT %(limit)s
"""
_MOST_SHIFTS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedShift:
    """A person in a shift; `asked` is leave that waits and would take them out of it."""

    shift: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    is_removed: bool
    is_freed: bool
    removed_by: int | None
    asked: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayDay:
    """Leave on a day, approved or waiting."""

    request_id: int
    is_pending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One person's week."""

    employee_id: int
    full_name: str
    assignable: bool
    shifts: Mapping[date, Sequence[PlacedShift]]
    away: Mapping[date, AwayDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShift:
    """A shift of the week, and how many people work it."""

    uuid: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: ShiftState
    template: UUID | None
    assigned: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """Which week, and whose; weeks are shown page by page where many people work."""

    first: date
    department_id: int | None = None
    everybody: bool = False
    """Whether planners see those as well who work no shift in this week."""
    limit: int = 60
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftWeek:
    """Seven days; `shifts` are all of them, for planners alone."""

    days: tuple[date, ...]
    rows: tuple[ShiftRow, ...]
    shifts: Mapping[date, Sequence[PlannedShift]]
    plans: bool


def shift_week(tx: Transaction, view: WeekView) -> ShiftWeek:
    """Return the week in the company's time zone: everybody's for planners, otherwise one's own."""
    last = view.first + _WEEK
    zone = ZoneInfo(tx.company.timezone)
    plans = may_plan_shifts(tx.actor)
    asked = {"first": view.first, "last": last, "viewer": viewer_of(tx.actor)}
    moments = {
        "since": datetime.combine(view.first, time.min, zone).astimezone(UTC),
        "until": datetime.combine(last + _ONE_DAY, time.min, zone).astimezone(UTC),
    }
    people = tx.rows(
        _PEOPLE.format(
            among=visible_people(tx.actor) if plans else "e.id = %(viewer)s",
            answers=people_to_plan(tx.actor),
            plans="true" if plans else "false",
            works=_WORKS,
        ),
        **asked,
        **moments,
        department_id=view.department_id,
        everybody=view.everybody,
        limit=view.limit,
        offset=view.offset,
    )
    ids = [row.id for row in people]
    assignments = tx.rows(_ASSIGNMENTS, people=ids, **moments)
    leave = tx.rows(_LEAVE.format(visible=visible_people(tx.actor)), people=ids, **asked)
    shifts = tx.rows(_SHIFTS, **moments, limit=_MOST_SHIFTS) if plans else []
    return ShiftWeek(
        days=tuple(days_between(view.first, last)),
        rows=tuple(_row(person, assignments, leave, zone) for person in people),
        shifts=_by_day((_planned(row) for row in shifts), zone),
        plans=plans,
    )


def _row(person: Row, assignments: Iterable[Row], leave: Iterable[Row], zone: ZoneInfo) -> ShiftRow:
    own = [
        (row.id, State(row.state), value_of(row.spans, tuple[Span, ...]))
        for row in leave
        if row.employee_id == person.id
    ]
    placed = [
        _placed(row, own, ZoneInfo(person.timezone))
        for row in assignments
        if row.employee_id == person.id
    ]
    return ShiftRow(
        employee_id=person.id,
        full_name=person.full_name,
        assignable=person.assignable,
        shifts=_by_day(placed, zone),
        away={
            day: AwayDay(request_id=request, is_pending=state is State.PENDING)
            for request, state, spans in own
            for span in spans
            for day in span.days()
        },
    )


def _placed(
    row: Row, leave: Iterable[tuple[int, State, tuple[Span, ...]]], zone: ZoneInfo
) -> PlacedShift:
    clock = wall_clock(row.starts_at, row.ends_at, zone)
    removed = row.state == AssignmentState.REMOVED_BY_LEAVE
    waiting = (
        request
        for request, state, spans in leave
        if state is State.PENDING and not removed and is_away(spans, clock)
    )
    return PlacedShift(
        shift=row.shift_uuid,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        is_removed=removed,
        is_freed=row.is_freed,
        removed_by=row.request_id,
        asked=next(waiting, None),
    )


def _planned(row: Row) -> PlannedShift:
    return PlannedShift(**{**row._asdict(), "state": ShiftState(row.state)})


Moved = TypeVar("Moved", PlacedShift, PlannedShift)


def _by_day(shifts: Iterable[Moved], zone: ZoneInfo) -> dict[date, list[Moved]]:
    found: dict[date, list[Moved]] = {}
    for each in shifts:
        day = each.starts_at.astimezone(zone).date()
        found.setdefault(day, []).append(each)
    return found

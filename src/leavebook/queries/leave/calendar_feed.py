"""What a calendar program is told: leave three months back and a year ahead.

What it shows lies with other companies' servers afterwards. So leave of a type that stays inside
is only "away", even in one's own calendar, and the team's has nothing that still waits for a
decision.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Span
from leavebook.services import today
from leavebook.services.telling.calendar_feeds import Feed
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of
from leavebook.storage.policies.type_visibility import STAYS_INSIDE, learns_type
from leavebook.storage.telling.letters import company_name
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

BACK: Final = timedelta(days=92)
AHEAD: Final = timedelta(days=366)

_ENTRIES = """
SELECT r.uuid, r.version, r.state, r.spans, r.asked_at, r.changed_at, e.full_name,
       CASE WHEN {learns} AND NOT {stays_inside} THEN t.name END AS leave_type
  FROM leave_request AS r
  JOIN employee AS e ON e.id = r.employee_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE NOT r.hidden AND r.state = ANY(%(states)s)
   AND r.first_day <= %(last)s AND r.last_day >= %(first)s
   AND {whose}
 ORDER BY r.first_day, r.id
"""

_OWN = "e.id = %(viewer)s"
_TEAM = """
(e.manager_id = %(viewer)s
 OR e.department_id = (SELECT own.department_id FROM employee AS own WHERE own.id = %(viewer)s))
"""

_AGREED: Final = (State.RECORDED, State.APPROVED, State.CANCEL_REQUESTED)
_CALLED_OFF: Final = (State.CANCELLED, State.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Leave in a calendar; `leave_type` is None where only "away" may be said."""

    uuid: UUID
    version: int
    full_name: str
    leave_type: str | None
    spans: tuple[Span, ...]
    is_agreed: bool
    is_called_off: bool
    asked_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """Everything that one feed tells; `timezone` is the company's."""

    company: str
    timezone: str
    entries: tuple[Entry, ...]


def calendar_feed(tx: Transaction, feed: Feed) -> CalendarFeed:
    """Return what the actor's calendar shows; agreed leave that was called off is in it as such."""
    day: date = today.of_company(tx)
    waiting = (State.PENDING,) if feed is Feed.OWN else ()
    rows = tx.rows(
        _ENTRIES.format(
            learns=learns_type(tx.actor),
            stays_inside=STAYS_INSIDE,
            whose=_OWN if feed is Feed.OWN else _TEAM,
        ),
        states=[*_AGREED, *_CALLED_OFF, *waiting],
        viewer=viewer_of(tx.actor),
        first=day - BACK,
        last=day + AHEAD,
    )
    return CalendarFeed(
        company=company_name(tx),
        timezone=tx.company.timezone,
        entries=tuple(_entry(row) for row in rows),
    )


def _entry(row: Row) -> Entry:
    state = State(row.state)
    return Entry(
        uuid=row.uuid,
        version=row.version,
        full_name=row.full_name,
        leave_type=row.leave_type,
        spans=value_of(row.spans, tuple[Span, ...]),
        is_agreed=state in _AGREED,
        is_called_off=state in _CALLED_OFF,
        asked_at=row.asked_at,
        changed_at=row.changed_at,
    )

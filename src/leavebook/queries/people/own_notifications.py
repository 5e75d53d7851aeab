"""What somebody should know, newest first: their own notifications and nobody else's.

Whoever may not see somebody's leave any more is not told of it any more either.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.permissions import may_manage_people
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.policies.type_visibility import knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_requests

_OWN = """
SELECT n.id, n.made_at, n.read_at IS NOT NULL AS is_read, v.name, who.name AS actor,
       v.employee_id, e.full_name AS person, e.id = %(viewer)s AS is_own, v.request_id,
       coalesce(r.first_day, (v.details ->> 'on')::date) AS first_day, r.last_day,
       CASE WHEN {learns} THEN t.id END AS leave_type_id,
       CASE WHEN {learns} THEN t.name END AS leave_type,
       CASE WHEN {learns} THEN t.unit END AS unit,
       (v.details ->> 'amount')::numeric AS amount,
       (v.details ->> 'last_usable')::date AS last_usable
  FROM notification AS n
  {about}
  LEFT JOIN leave_type AS t
    ON t.id = coalesce(r.leave_type_id, (v.details ->> 'leave_type_id')::bigint)
  LEFT JOIN user_account AS who ON who.id = v.actor_id
 WHERE {told}
"""

_ABOUT = """JOIN event AS v ON v.id = n.event_id
  JOIN employee AS e ON e.id = v.employee_id
  LEFT JOIN leave_request AS r ON r.id = v.request_id"""

_TOLD = """n.user_id = %(user_id)s
   AND CASE WHEN r.id IS NULL THEN e.id = %(viewer)s OR {manages}
            ELSE NOT r.hidden AND {visible} END"""

# Whoever has more than that reads no figure.
_UNREAD = """
SELECT count(*) FROM (
       SELECT FROM notification AS n
         {about}
        WHERE n.read_at IS NULL AND n.made_at > %(lately)s AND {told}
        LIMIT 100) AS lot
"""

_PAGE = """
   AND (%(before)s::bigint IS NULL OR n.id < %(before)s)
 ORDER BY n.id DESC
 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One thing that happened, who did it and to whose leave; nobody did it: the house itself.

    `first_day` is the last day of somebody who leaves. What lapses has an amount and the last day
    on which it can be used. The leave type is None where the reader may not learn it.
    """

    id: int
    made_at: datetime
    is_read: bool
    name: str
    actor: str | None
    employee_id: int
    person: str
    is_own: bool
    request_id: int | None
    first_day: date | None
    last_day: date | None
    leave_type_id: int | None
    leave_type: str | None
    unit: Unit | None
    amount: Decimal | None
    last_usable: date | None


def own_notifications(
    tx: Transaction, *, before: int | None, limit: int
) -> tuple[Notification, ...]:
    """Return a page of what the actor should know."""
    return _asked(tx, _PAGE, before=before, limit=limit)


def own_notification(tx: Transaction, notification_id: int) -> Notification:
    """Return one of the actor's own; raises Refused for any other."""
    found = _asked(tx, " AND n.id = %(id)s", id=notification_id)
    if not found:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "notification"}))
    return found[0]


def number_unread(actor: Actor) -> str:
    """Return the query for how much of it the actor has not read since `lately`, at most 100.

    Its values are `lately`, the actor's `user_id`, and `viewer`, which is `viewer_of(actor)`.
    """
    return _UNREAD.format(about=_ABOUT, told=_told(actor))


def _asked(tx: Transaction, which: str, **asked: object) -> tuple[Notification, ...]:
    learns = knows_type(tx.actor, whose="e.id")
    query = _OWN.format(about=_ABOUT, told=_told(tx.actor), learns=learns)
    rows = tx.rows(query + which, user_id=tx.actor.user_id, viewer=viewer_of(tx.actor), **asked)
    return tuple(Notification(**row._asdict()) for row in rows)


def _told(actor: Actor) -> str:
    """Return the condition for what the actor is told of on the page and by the bell alike."""
    manages = "true" if may_manage_people(actor) else "false"
    return _TOLD.format(manages=manages, visible=visible_requests(actor))

"""Who has to be told that leave will lapse, and the proof that they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from leavebook.storage.transaction import Transaction

# The stage is the latest one that has come: after a downtime one reminder does for all missed.
_DUE = """
SELECT c.employee_id, c.leave_type_id, c.last_usable, c.amount, c.user_id, c.days_before
  FROM (SELECT b.employee_id, b.leave_type_id, b.next_expiry_on AS last_usable,
               b.next_expiry AS amount, u.id AS user_id,
               (SELECT min(stage) FROM unnest(%(stages)s::int[]) AS stage
                 WHERE stage >= b.next_expiry_on - (%(now)s AT TIME ZONE s.timezone)::date
               ) AS days_before
          FROM balance AS b
          JOIN employee AS e ON e.id = b.employee_id
          JOIN site AS s ON s.id = e.site_id
          JOIN user_account AS u ON u.id = e.user_id AND u.active
         WHERE b.next_expiry > 0
           AND b.next_expiry_on >= (%(now)s AT TIME ZONE s.timezone)::date
           AND (e.left_on IS NULL OR e.left_on > b.next_expiry_on)
           AND (%(employee_ids)s::bigint[] IS NULL OR e.id = ANY (%(employee_ids)s))) AS c
 WHERE c.days_before IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM expiry_reminder AS r
                    WHERE r.employee_id = c.employee_id AND r.leave_type_id = c.leave_type_id
                      AND r.last_usable = c.last_usable AND r.days_before <= c.days_before)
 ORDER BY c.employee_id, c.leave_type_id, c.last_usable
"""

_PROVE = """
INSERT INTO expiry_reminder (company_id, employee_id, leave_type_id, last_usable, days_before,
                             amount, sent_at, event_uuid)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(last_usable)s, %(days_before)s,
        %(amount)s, %(now)s, %(event)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What somebody has to be told, so many days before the last day of use."""

    employee_id: int
    leave_type_id: int
    last_usable: date
    amount: Decimal
    user_id: int
    days_before: int


def due(
    tx: Transaction, *, stages: Sequence[int], employee_ids: Sequence[int] | None = None
) -> tuple[Reminder, ...]:
    """Return the reminders that have to go out today, of everybody or of some people."""
    people = None if employee_ids is None else list(employee_ids)
    rows = tx.rows(_DUE, stages=list(stages), now=tx.now, employee_ids=people)
    return tuple(Reminder(**row._asdict()) for row in rows)


def prove(tx: Transaction, reminder: Reminder, *, event: UUID) -> None:
    """Keep the proof that the reminder went out with this event."""
    tx.run(
        _PROVE,
        company_id=tx.company.id,
        employee_id=reminder.employee_id,
        leave_type_id=reminder.leave_type_id,
        last_usable=reminder.last_usable,
        days_before=reminder.days_before,
        amount=reminder.amount,
        now=tx.now,
        event=event,
    )

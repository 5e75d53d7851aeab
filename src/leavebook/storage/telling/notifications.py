"""What people should know."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from leavebook.storage.transaction import Transaction

_HAPPENED = """
SELECT v.id, v.name, v.request_id, v.employee_id, v.actor_id, r.state, r.stage
  FROM event AS v
  LEFT JOIN leave_request AS r ON r.id = v.request_id
 WHERE v.uuid = %(uuid)s
"""

# The line manager, the leads and deputies of the department and the managers of the squads.
_LINE = """
SELECT DISTINCT u.id
  FROM employee AS e
  LEFT JOIN department AS d ON d.id = e.department_id
  JOIN employee AS boss
    ON boss.id IN (e.manager_id, d.lead_id, d.deputy_id)
    OR boss.id IN (SELECT theirs.employee_id
                     FROM squad_member AS mine
                     JOIN squad_member AS theirs ON theirs.squad_id = mine.squad_id
                    WHERE mine.employee_id = e.id AND theirs.is_manager)
  JOIN user_account AS u ON u.id = boss.user_id AND u.active
 WHERE e.id = %(employee_id)s AND boss.id <> e.id
 ORDER BY u.id
"""

_EXECUTIVES = """
SELECT id FROM user_account
 WHERE active AND access_level = 'executive'
   AND id IS DISTINCT FROM (SELECT user_id FROM employee WHERE id = %(employee_id)s)
 ORDER BY id
"""

# The office and the executives: those who decide on everybody's leave.
_OFFICE = """
SELECT id FROM user_account
 WHERE active AND (role IN ('owner', 'admin', 'hr') OR access_level = 'executive')
   AND id IS DISTINCT FROM (SELECT user_id FROM employee WHERE id = %(employee_id)s)
 ORDER BY id
"""

_OWNER = """
SELECT u.id FROM employee AS e JOIN user_account AS u ON u.id = e.user_id AND u.active
 WHERE e.id = %(employee_id)s
"""

# Who planned the shifts that the leave had taken somebody out of.
_PLANNERS = """
SELECT DISTINCT u.id
  FROM shift_assignment AS a
  JOIN shift AS s ON s.id = a.shift_id
  JOIN user_account AS u ON u.id = s.created_by AND u.active
 WHERE a.request_id = %(request_id)s AND a.freed_at IS NOT NULL
 ORDER BY u.id
"""

_ADD = """
INSERT INTO notification (company_id, user_id, event_id, made_at)
VALUES (%(company_id)s, %(user_id)s, %(event_id)s, %(now)s)
    ON CONFLICT (company_id, user_id, event_id) DO NOTHING
"""

_ADD_BY_UUID = """
INSERT INTO notification (company_id, user_id, event_id, made_at)
SELECT %(company_id)s, %(user_id)s, id, %(now)s FROM event WHERE uuid = %(event)s
    ON CONFLICT (company_id, user_id, event_id) DO NOTHING
"""

_READ = """
UPDATE notification SET read_at = %(now)s
 WHERE id = %(id)s AND user_id = %(user_id)s AND read_at IS NULL
"""

_READ_ALL = """
UPDATE notification SET read_at = %(now)s WHERE user_id = %(user_id)s AND read_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event with the present state of the request it is about."""

    id: int
    name: str
    request_id: int | None
    employee_id: int | None
    actor_id: int | None
    state: str | None
    stage: str | None


def happened(tx: Transaction, event: UUID) -> Happened | None:
    """Return what happened, or None when there is no such event."""
    row = tx.row(_HAPPENED, uuid=event)
    return None if row is None else Happened(**row._asdict())


def line_of(tx: Transaction, employee_id: int) -> tuple[int, ...]:
    """Return the users who answer for the person, without the person."""
    return _ids(tx, _LINE, employee_id)


def executives_for(tx: Transaction, employee_id: int) -> tuple[int, ...]:
    """Return the executives, without the person."""
    return _ids(tx, _EXECUTIVES, employee_id)


def office_for(tx: Transaction, employee_id: int) -> tuple[int, ...]:
    """Return the office and the executives, without the person."""
    return _ids(tx, _OFFICE, employee_id)


def owner(tx: Transaction, employee_id: int) -> tuple[int, ...]:
    """Return the user of the person, when there is one who may log in."""
    return _ids(tx, _OWNER, employee_id)


def planners_of(tx: Transaction, request_id: int) -> tuple[int, ...]:
    """Return the users who planned the shifts that the leave has let go of."""
    return tuple(row[0] for row in tx.rows(_PLANNERS, request_id=request_id))


def add(tx: Transaction, users: Iterable[int], *, event_id: int) -> None:
    """Let the users know of the event; whoever knows already is not told again."""
    for user_id in users:
        tx.run(_ADD, company_id=tx.company.id, user_id=user_id, event_id=event_id, now=tx.now)


def add_for(tx: Transaction, user_id: int, *, event: UUID) -> None:
    """Let the user know of an event that this transaction has recorded."""
    tx.run(_ADD_BY_UUID, company_id=tx.company.id, user_id=user_id, event=event, now=tx.now)


def read(tx: Transaction, user_id: int, notification_id: int) -> None:
    """Keep that the user has read it, and when they did so first."""
    tx.run(_READ, id=notification_id, user_id=user_id, now=tx.now)


def read_all(tx: Transaction, user_id: int) -> None:
    """Keep that the user has read whatever they had not."""
    tx.run(_READ_ALL, user_id=user_id, now=tx.now)


def _ids(tx: Transaction, query: str, employee_id: int) -> tuple[int, ...]:
    return tuple(row[0] for row in tx.rows(query, employee_id=employee_id))

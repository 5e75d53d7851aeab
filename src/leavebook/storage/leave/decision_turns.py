"""Whose turn it is to decide on requests that wait.

Without a row a request is still where it was asked. Who stands on a rung is read from the
present house: a manager who has changed since is the one who is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from leavebook.domain.approval.escalation import Candidate, Rung
from leavebook.domain.approval.states import ASKS, Stage
from leavebook.domain.people.people import EmployeeId
from leavebook.storage.transaction import Transaction

_OPEN = """
SELECT id, employee_id
  FROM leave_request
 WHERE state IN ('pending', 'cancel_requested') AND NOT hidden
 ORDER BY employee_id, id
"""

_WAITING = """
SELECT w.id, w.employee_id, w.version, w.stage, w.site_id, w.asked_at, t.rung, t.since,
       t.reminded_on
  FROM (SELECT r.id, r.employee_id, r.version, r.stage, e.site_id,
               coalesce((SELECT max(v.at) FROM event AS v
                          WHERE v.request_id = r.id AND v.name = ANY (%(asks)s)),
                        r.asked_at) AS asked_at
          FROM leave_request AS r
          JOIN employee AS e ON e.id = r.employee_id
         WHERE r.id = ANY (%(request_ids)s)
           AND r.state IN ('pending', 'cancel_requested') AND NOT r.hidden) AS w
  LEFT JOIN decision_turn AS t ON t.request_id = w.id AND t.asked_at = w.asked_at
 ORDER BY w.employee_id, w.id
"""

# The nearest of every rung who may log in: the manager before the lead of the department before
# those above, and who manages the squad where there is nobody else.
_LADDER = """
WITH RECURSIVE above AS (
    SELECT e.id AS employee_id, d.id, d.parent_id, d.lead_id, d.deputy_id, 1 AS height
      FROM employee AS e JOIN department AS d ON d.id = e.department_id
     WHERE e.id = ANY (%(employee_ids)s)
     UNION ALL
    SELECT a.employee_id, d.id, d.parent_id, d.lead_id, d.deputy_id, a.height + 1
      FROM above AS a JOIN department AS d ON d.id = a.parent_id
     WHERE a.height < 50
), standing AS (
    SELECT e.id AS employee_id, 'approver' AS rung, 0 AS place, e.manager_id AS who
      FROM employee AS e
     WHERE e.id = ANY (%(employee_ids)s)
     UNION ALL
    SELECT employee_id, 'approver', height, lead_id FROM above
     UNION ALL
    SELECT mine.employee_id, 'approver', 100, theirs.employee_id
      FROM squad_member AS mine
      JOIN squad_member AS theirs ON theirs.squad_id = mine.squad_id AND theirs.is_manager
     WHERE mine.employee_id = ANY (%(employee_ids)s)
     UNION ALL
    SELECT employee_id, 'deputy', height, deputy_id FROM above
     UNION ALL
    SELECT e.id, 'next_manager', 0, boss.manager_id
      FROM employee AS e
      LEFT JOIN department AS d ON d.id = e.department_id
      JOIN employee AS boss
        ON boss.id = CASE WHEN e.manager_id IS NULL THEN d.lead_id ELSE e.manager_id END
     WHERE e.id = ANY (%(employee_ids)s)
)
SELECT DISTINCT ON (s.employee_id, s.rung) s.employee_id, s.rung, s.who, u.id AS user_id,
       (SELECT max(r.last_day) FROM leave_request AS r
         WHERE r.employee_id = s.who AND r.state IN ('recorded', 'approved', 'cancel_requested')
           AND %(today)s BETWEEN r.first_day AND r.last_day) AS away_until
  FROM standing AS s
  JOIN employee AS p ON p.id = s.who
  JOIN user_account AS u ON u.id = p.user_id AND u.active
 WHERE s.who <> s.employee_id
 ORDER BY s.employee_id, s.rung, s.place, s.who
"""

# A decision that was made in between has another version, and wins.
_KEEP = """
INSERT INTO decision_turn (company_id, request_id, asked_at, rung, since, reminded_on)
SELECT company_id, id, %(asked_at)s, %(rung)s, %(since)s, %(reminded_on)s
  FROM leave_request
 WHERE id = %(id)s AND version = %(version)s AND state IN ('pending', 'cancel_requested')
    ON CONFLICT (company_id, request_id) DO UPDATE
   SET asked_at = excluded.asked_at, rung = excluded.rung, since = excluded.since,
       reminded_on = excluded.reminded_on
RETURNING request_id
"""

_FORGET = """
DELETE FROM decision_turn AS t
 WHERE NOT EXISTS (SELECT 1 FROM leave_request AS r
                    WHERE r.id = t.request_id AND r.state IN ('pending', 'cancel_requested'))
    OR EXISTS (SELECT 1 FROM event AS v
                WHERE v.request_id = t.request_id AND v.at > t.asked_at
                  AND v.name = ANY (%(asks)s))
"""

_RUNG = """
SELECT t.rung, r.employee_id, r.stage
  FROM decision_turn AS t JOIN leave_request AS r ON r.id = t.request_id
 WHERE t.request_id = %(request_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that waits for a decision, and how far up it has come; None at the beginning."""

    id: int
    employee_id: int
    version: int
    stage: Stage | None
    site_id: int
    asked_at: datetime
    rung: Rung | None
    since: date | None
    reminded_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who stands on a rung for somebody's requests, with the login."""

    candidate: Candidate
    user_id: int


def open_requests(tx: Transaction) -> dict[int, int]:
    """Return every request that waits for a decision, with whose it is, one after the other."""
    return {row.id: row.employee_id for row in tx.rows(_OPEN)}


def waiting(tx: Transaction, request_ids: Sequence[int]) -> tuple[Waiting, ...]:
    """Return those of the requests that wait."""
    rows = tx.rows(_WAITING, request_ids=list(request_ids), asks=list(ASKS))
    return tuple(
        Waiting(
            **{
                **row._asdict(),
                "rung": None if row.rung is None else Rung(row.rung),
                "stage": None if row.stage is None else Stage(row.stage),
            }
        )
        for row in rows
    )


def ladders(
    tx: Transaction, employee_ids: Sequence[int], *, today: date
) -> dict[int, tuple[Standing, ...]]:
    """Return who of the line would be asked for each of these people, the nearest first.

    Nobody stands there twice, and whose login is closed not at all. The office is not in it.
    """
    found: dict[int, dict[Rung, Standing]] = {}
    for row in tx.rows(_LADDER, employee_ids=list(employee_ids), today=today):
        rung = Rung(row.rung)
        who = Candidate(rung, EmployeeId(row.who), away_until=row.away_until)
        standing = Standing(candidate=who, user_id=row.user_id)
        found.setdefault(row.employee_id, {})[rung] = standing
    return {person: _once_each(by_rung) for person, by_rung in found.items()}


def keep(
    tx: Transaction, request: Waiting, *, rung: Rung, since: date, reminded_on: date | None
) -> bool:
    """Keep whose turn it is, unless the request was decided on meanwhile; return whether it is."""
    kept = tx.row(
        _KEEP,
        id=request.id,
        version=request.version,
        asked_at=request.asked_at,
        rung=rung,
        since=since,
        reminded_on=reminded_on,
    )
    return kept is not None


def forget_decided(tx: Transaction) -> None:
    """Forget whose turn it was on requests that wait no more, or wait anew."""
    tx.run(_FORGET, asks=list(ASKS))


def users_asked(tx: Transaction, request_id: int, *, today: date) -> tuple[int, ...] | None:
    """Return the user whose turn it is on the request, nobody for the whole office.

    None where the request is still where it was asked.
    """
    row = tx.row(_RUNG, request_id=request_id)
    if row is None or (row.rung == Rung.APPROVER and row.stage != Stage.EXECUTIVE):
        return None
    ladder = ladders(tx, [row.employee_id], today=today).get(row.employee_id, ())
    return tuple(each.user_id for each in ladder if each.candidate.rung == row.rung)


def _once_each(by_rung: dict[Rung, Standing]) -> tuple[Standing, ...]:
    seen: dict[EmployeeId | None, Standing] = {}
    for rung in Rung:
        if rung in by_rung:
            seen.setdefault(by_rung[rung].candidate.employee_id, by_rung[rung])
    return tuple(seen.values())

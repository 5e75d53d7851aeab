"""Who works here, for everybody: names and places, and whether they are away today."""

from dataclasses import dataclass
from datetime import date

from leavebook.storage.transaction import Transaction

_TO_CHOOSE_FROM = 500

_COLLEAGUES = """
SELECT e.id, e.full_name, d.name AS department, s.name AS site,
       EXISTS (SELECT 1 FROM leave_request AS r
                WHERE r.employee_id = e.id
                  AND r.state IN ('recorded', 'approved', 'cancel_requested')
                  AND %(today)s BETWEEN r.first_day AND r.last_day) AS is_away
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
  LEFT JOIN department AS d ON d.id = e.department_id
 WHERE (e.left_on IS NULL OR e.left_on > %(today)s)
   AND (%(words)s = '' OR strpos(lower(e.full_name), lower(%(words)s)) > 0
        OR strpos(lower(coalesce(d.name, '')), lower(%(words)s)) > 0
        OR strpos(lower(s.name), lower(%(words)s)) > 0)
 ORDER BY e.full_name, e.id
 LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works here today."""

    id: int
    full_name: str
    department: str | None
    site: str
    is_away: bool


def directory(
    tx: Transaction, *, words: str, today: date, limit: int, offset: int
) -> tuple[Colleague, ...]:
    """Return a page of those whose name, department or site holds the words, by name."""
    rows = tx.rows(_COLLEAGUES, words=words, today=today, limit=limit, offset=offset)
    return tuple(Colleague(**row._asdict()) for row in rows)


def managers(tx: Transaction, *, today: date) -> tuple[Colleague, ...]:
    """Return whom somebody may answer to, by name: as many as one can choose from."""
    return directory(tx, words="", today=today, limit=_TO_CHOOSE_FROM, offset=0)

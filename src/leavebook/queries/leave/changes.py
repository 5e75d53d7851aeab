"""Which leave takes, or is to take, the place of which: for whoever sees one of the two."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.queries.leave.leave_lines import LINE_JOINS, LeaveLine, line_columns, read_line
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

# A change that was rejected or taken back is told of on its own page alone.
_LINKS = """
SELECT link.of_id, link.other_id, link.is_old, t.unit
  FROM (SELECT n.id AS of_id, n.replaces_id AS other_id, true AS is_old
          FROM leave_request AS n
         WHERE n.id = ANY (%(requests)s) AND n.replaces_id IS NOT NULL
         UNION ALL
        SELECT n.replaces_id, n.id, false
          FROM leave_request AS n
         WHERE n.replaces_id = ANY (%(requests)s)
           AND n.state NOT IN ('rejected', 'withdrawn')) AS link
  JOIN leave_request AS r ON r.id = link.other_id AND NOT r.hidden
  JOIN leave_type AS t ON t.id = r.leave_type_id
 ORDER BY link.of_id, link.is_old, link.other_id
"""

_LINES = """
SELECT {columns} FROM leave_request AS r {joins} WHERE r.id = ANY (%(requests)s) ORDER BY r.id
"""

# What is kept of a leave year has the larger of the two in it.
_GIVEN_BACK = """
SELECT n.id, greatest(0, sum(d.amount * CASE WHEN d.request_id = n.id THEN -1 ELSE 1 END)) AS days
  FROM leave_request AS n
  JOIN leave_request AS o ON o.id = n.replaces_id AND o.leave_type_id = n.leave_type_id
  JOIN leave_request_day AS d ON d.request_id IN (n.id, o.id)
  LEFT JOIN balance AS b
         ON b.employee_id = n.employee_id AND b.leave_type_id = n.leave_type_id
        AND n.first_day BETWEEN b.year_start AND b.year_end
 WHERE n.id = ANY (%(requests)s) AND n.state = 'pending'
   AND (b.year_start IS NULL OR d."on" BETWEEN b.year_start AND b.year_end)
 GROUP BY n.id
 ORDER BY n.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The other request of the two, with the unit in which it is told."""

    line: LeaveLine
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a request replaces, and what replaces it, or is to as long as that waits."""

    old: Linked | None = None
    new: Linked | None = None


UNCHANGED: Final = Changes()


def changes_of(tx: Transaction, requests: Sequence[int]) -> dict[int, Changes]:
    """Return what changes or is changed by each of the requests, all of which the actor sees."""
    links = tx.rows(_LINKS, requests=list(requests))
    lines = _lines(tx, {link.other_id for link in links})
    found: dict[int, Changes] = {}
    for link in links:
        line, before = lines[link.other_id], found.get(link.of_id, UNCHANGED)
        linked = Linked(line=line, unit=Unit.DAY if line.leave_type is None else Unit(link.unit))
        found[link.of_id] = (
            replace(before, old=linked) if link.is_old else replace(before, new=linked)
        )
    return found


def given_back(tx: Transaction, requests: Sequence[int]) -> dict[int, Decimal]:
    """Return how much of its leave year each waiting change leaves free once it is approved."""
    return {row.id: row.days for row in tx.rows(_GIVEN_BACK, requests=list(requests))}


def _lines(tx: Transaction, which: Collection[int]) -> dict[int, LeaveLine]:
    if not which:
        return {}
    query = _LINES.format(columns=line_columns(tx.actor), joins=LINE_JOINS)
    rows = tx.rows(query, requests=list(which), viewer=viewer_of(tx.actor))
    return {row.id: read_line(row) for row in rows}

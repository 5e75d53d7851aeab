"""Finds what somebody means by a few letters: people of the company, and leave they may see."""

from dataclasses import dataclass

from leavebook.queries.leave.leave_lines import LINE_JOINS, LeaveLine, line_columns, read_line
from leavebook.queries.people.directory import Colleague, directory
from leavebook.services import today
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_MOST_PEOPLE = 6
_MOST_REQUESTS = 8

# The newest few of each person who is meant, and one's own of the kind that is meant.
_REQUESTS = """
SELECT {columns}
  FROM (SELECT r.id AS wanted
          FROM leave_request AS r
          JOIN employee AS e ON e.id = r.employee_id
          JOIN leave_type AS t ON t.id = r.leave_type_id
         WHERE NOT r.hidden AND {visible}
           AND (r.employee_id = ANY(%(people)s)
                OR (r.employee_id = %(viewer)s AND strpos(lower(t.name), lower(%(words)s)) > 0))
         ORDER BY r.asked_at DESC, r.id DESC
         LIMIT %(most)s) AS found
  JOIN leave_request AS r ON r.id = found.wanted
  {joins}
 ORDER BY r.asked_at DESC, r.id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """People whose name, department or site holds the words, and leave that goes with them."""

    people: tuple[Colleague, ...] = ()
    requests: tuple[LeaveLine, ...] = ()


def find(tx: Transaction, words: str) -> Found:
    """Return a few of each; of leave only what the actor may see in detail."""
    if not words:
        return Found()
    people = directory(tx, words=words, today=today.of_company(tx), limit=_MOST_PEOPLE, offset=0)
    query = _REQUESTS.format(
        columns=line_columns(tx.actor), visible=visible_people(tx.actor), joins=LINE_JOINS
    )
    rows = tx.rows(
        query,
        people=[person.id for person in people],
        viewer=viewer_of(tx.actor),
        words=words,
        most=_MOST_REQUESTS,
    )
    return Found(people=people, requests=tuple(read_line(row) for row in rows))

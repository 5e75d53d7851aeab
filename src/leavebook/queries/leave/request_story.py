"""One request with everything that happened to it and what other systems hold of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from leavebook.domain.approval.states import Stage
from leavebook.domain.integrations import KEEPS_A_TRACE, Presence, Provider
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_lines import (
    LINE_JOINS,
    NOT_SAID,
    LeaveLine,
    line_columns,
    read_line,
)
from leavebook.queries.leave.sensitive import readable_comment
from leavebook.storage.database import Row
from leavebook.storage.leave import leave_requests
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_requests

_LINE = """
SELECT {columns}
  FROM leave_request AS r {joins}
 WHERE r.uuid = %(uuid)s AND r.state <> 'draft' AND {visible}
"""

_HISTORY = """
SELECT CASE v.at WHEN r.exec_decided_at THEN 'executive' WHEN r.manager_decided_at THEN 'manager'
       END AS decided_as,
       v.uuid, v.name, v.at, {comment} AS comment, u.uuid AS actor_uuid, u.name AS actor_name,
       coalesce(v.actor_id = e.user_id, false) AS by_owner
  FROM event AS v
  JOIN leave_request AS r ON r.id = v.request_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
  JOIN employee AS e ON e.id = r.employee_id
  LEFT JOIN user_account AS u ON u.id = v.actor_id
 WHERE r.uuid = %(uuid)s
 ORDER BY v.id
"""

_LINKS = """
SELECT DISTINCT ON (l.provider) l.provider, l.external_id, l.observed, l.error
  FROM leave_request AS r
  JOIN integration_link AS l ON l.request_id = r.id AND l.recipient_id IS NULL
 WHERE r.uuid = %(uuid)s
 ORDER BY l.provider, l.generation DESC
"""


class Happening(NamedTuple):
    """One thing that happened to a request; the actor is None for the house itself.

    `decided_as` is set where it is the decision that the request stands by. A tuple, because
    histories are read often: its fields are the columns of `_HISTORY`, in their order.
    """

    decided_as: Stage | None
    uuid: UUID
    name: str
    at: datetime
    comment: str | None
    actor_uuid: UUID | None
    actor_name: str | None
    by_owner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What another system holds of a request: its own id for it, and what went wrong last."""

    known_as: str | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A request, its history from the beginning, and what every other system holds of it."""

    line: LeaveLine
    happenings: tuple[Happening, ...]
    elsewhere: dict[Provider, Elsewhere]


def request_named(tx: Transaction, uuid: UUID) -> int:
    """Return the id of the request with this uuid; raises Refused when there is none."""
    request_id = leave_requests.id_of(tx, uuid)
    if request_id is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    return request_id


def request_story(tx: Transaction, uuid: UUID) -> Story:
    """Return the story of a request, taken back ones too.

    Raises Refused in the same way for a request that does not exist, that is another
    company's and that the actor may not see. All questions travel together.
    """
    query = _LINE.format(
        columns=line_columns(tx.actor), joins=LINE_JOINS, visible=visible_requests(tx.actor)
    )
    found = tx.ask(query, uuid=uuid, viewer=viewer_of(tx.actor))
    told = _HISTORY.format(comment=readable_comment(tx.actor))
    history = tx.ask(told, uuid=uuid, viewer=viewer_of(tx.actor))
    links = tx.ask(_LINKS, uuid=uuid)
    row = found.fetchone()
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    line = read_line(row)
    return Story(
        line=line,
        happenings=tuple(_happening(each) for each in history.fetchall()),
        elsewhere={Provider(each.provider): _elsewhere(each, line) for each in links.fetchall()},
    )


def _happening(row: Row) -> Happening:
    decided_as, *others = row
    return Happening(None if decided_as is None else Stage(decided_as), *others)


def _elsewhere(row: Row, line: LeaveLine) -> Elsewhere:
    is_there = row.observed != Presence.ABSENT or row.provider in KEEPS_A_TRACE
    hushed = row.error is not None and line.leave_type is None
    return Elsewhere(
        known_as=row.external_id if is_there else None, error=NOT_SAID if hushed else row.error
    )

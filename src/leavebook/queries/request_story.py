"""One request with everything that happened to it and what other systems hold of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leavebook.domain.integrations import KEEPS_A_TRACE, Presence, Provider
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.states import Stage
from leavebook.queries.leave_detail import leave_detail
from leavebook.queries.leave_lines import LeaveLine
from leavebook.storage import integration_links, leave_requests
from leavebook.storage.database import Row
from leavebook.storage.integration_links import Link
from leavebook.storage.transaction import Transaction

_HISTORY = """
SELECT v.uuid, v.name, v.at, v.comment, u.uuid AS actor_uuid, u.name AS actor_name,
       coalesce(v.actor_id = e.user_id, false) AS by_owner,
       CASE v.at WHEN r.exec_decided_at THEN 'executive' WHEN r.manager_decided_at THEN 'manager'
       END AS decided_as
  FROM event AS v
  JOIN leave_request AS r ON r.id = v.request_id
  JOIN employee AS e ON e.id = r.employee_id
  LEFT JOIN user_account AS u ON u.id = v.actor_id
 WHERE v.request_id = %(request_id)s
 ORDER BY v.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to a request; the actor is None for the house itself.

    `decided_as` is set where it is the decision that the request stands by.
    """

    uuid: UUID
    name: str
    at: datetime
    comment: str | None
    actor_uuid: UUID | None
    actor_name: str | None
    by_owner: bool
    decided_as: Stage | None


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


def request_story(tx: Transaction, request_id: int) -> Story:
    """Return the story of a request; raises Refused for one that is not the actor's to see."""
    line = leave_detail(tx, request_id)
    history = tx.ask(_HISTORY, request_id=request_id)
    links = tx.ask(integration_links.OF_REQUEST, request_id=request_id)
    return Story(
        line=line,
        happenings=tuple(_happening(row) for row in history.fetchall()),
        elsewhere={
            link.provider: _elsewhere(link) for link in integration_links.read(links.fetchall())
        },
    )


def _happening(row: Row) -> Happening:
    decided_as = None if row.decided_as is None else Stage(row.decided_as)
    return Happening(**{**row._asdict(), "decided_as": decided_as})


def _elsewhere(link: Link) -> Elsewhere:
    is_there = link.observed != Presence.ABSENT or link.provider in KEEPS_A_TRACE
    return Elsewhere(known_as=link.external_id if is_there else None, error=link.error)

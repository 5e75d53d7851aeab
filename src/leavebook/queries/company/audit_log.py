"""What happened in the company, newest first, for its administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.transaction import Transaction

_NEWEST = """
SELECT v.id, v.name, v.at, v.door, v.details, u.name AS actor, e.full_name AS concerns,
       v.request_id, v.redacted_at IS NOT NULL AS is_redacted
  FROM event AS v
  LEFT JOIN user_account AS u ON u.id = v.actor_id
  LEFT JOIN employee AS e ON e.id = v.employee_id
 WHERE %(before)s::bigint IS NULL OR v.id < %(before)s
 ORDER BY v.id DESC
 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One thing that happened, who did it, through which door and whom it concerns."""

    id: int
    name: str
    at: datetime
    door: str
    details: Mapping[str, object]
    actor: str | None
    concerns: str | None
    request_id: int | None
    is_redacted: bool
    """Who did it, or in which words, is not kept any more."""


def audit_log(tx: Transaction, *, before: int | None, limit: int) -> tuple[AuditLine, ...]:
    """Return a page of the log; raises Refused for who does not administer the company."""
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "audit"}))
    rows = tx.rows(_NEWEST, before=before, limit=limit)
    return tuple(AuditLine(**row._asdict()) for row in rows)

"""What a request notes beside what it asks for; none of it has an effect."""

from dataclasses import dataclass
from datetime import datetime

from leavebook.storage.transaction import Transaction

_KEPT = """
SELECT department_id, intended_approver_id AS approver_id, intended_approval_at AS approval_at
  FROM leave_request
 WHERE id = %(id)s
"""

_KEEP = """
UPDATE leave_request
   SET department_id = %(department_id)s, intended_approver_id = %(approver_id)s,
       intended_approval_at = %(approval_at)s
 WHERE id = %(id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The department the leave is for, whom its author expects to decide, and when."""

    department_id: int | None = None
    approver_id: int | None = None
    approval_at: datetime | None = None


NONE = Notes()


def of_request(tx: Transaction, request_id: int) -> Notes:
    """Return what the request notes."""
    row = tx.row(_KEPT, id=request_id)
    return NONE if row is None else Notes(**row._asdict())


def keep(tx: Transaction, request_id: int, notes: Notes) -> None:
    """Note these things on the request instead of what it noted before."""
    tx.run(
        _KEEP,
        id=request_id,
        department_id=notes.department_id,
        approver_id=notes.approver_id,
        approval_at=notes.approval_at,
    )

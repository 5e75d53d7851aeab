"""Whether the actor may know of a request's documents: as of its reason, by the same rule."""

from dataclasses import dataclass

from leavebook.queries.leave.sensitive import readable
from leavebook.storage.policies.type_visibility import STAYS_INSIDE
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

_STANDING = """
SELECT {private} AS is_private, {known} IS NOT NULL AS is_known
  FROM leave_request AS r
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE r.id = %(request_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReader:
    """Whether documents of the leave are private, and whether the actor knows of them."""

    is_private: bool
    is_known: bool


def document_reader(tx: Transaction, request_id: int) -> DocumentReader:
    """Return how the actor, who sees the request, stands to its documents."""
    query = _STANDING.format(private=STAYS_INSIDE, known=readable("true", tx.actor))
    row = tx.row(query, request_id=request_id, viewer=viewer_of(tx.actor))
    return DocumentReader(
        is_private=row is None or row.is_private, is_known=row is not None and row.is_known
    )

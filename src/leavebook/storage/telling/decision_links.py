"""Links in letters with which somebody decides on one request; only digests are kept."""

from dataclasses import dataclass
from datetime import datetime

from leavebook.domain.approval.moves import Move
from leavebook.storage.transaction import Transaction

_ISSUE = """
INSERT INTO decision_link (company_id, request_id, request_version, user_id, digest, issued_at,
                           expires_at)
VALUES (%(company_id)s, %(request_id)s, %(version)s, %(user_id)s, %(digest)s, %(now)s,
        %(expires_at)s)
"""

_FIND = """
SELECT id, request_id, request_version AS version, expires_at, used_at, used_for
  FROM decision_link
 WHERE digest = %(digest)s AND user_id = %(user_id)s
"""

# Whoever comes at the same moment waits here for the end of the first, and finds it used.
_USE_UP = """
UPDATE decision_link SET used_at = %(now)s, used_for = %(used_for)s
 WHERE id = %(id)s AND used_at IS NULL
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLink:
    """A link, and the version of the request that its letter was about."""

    id: int
    request_id: int
    version: int
    expires_at: datetime
    used_at: datetime | None
    used_for: Move | None


def issue(
    tx: Transaction,
    *,
    request_id: int,
    version: int,
    user_id: int,
    digest: bytes,
    expires_at: datetime,
) -> None:
    """Keep a link by its digest; those that were issued before stay as they are."""
    tx.run(
        _ISSUE,
        company_id=tx.company.id,
        request_id=request_id,
        version=version,
        user_id=user_id,
        digest=digest,
        expires_at=expires_at,
        now=tx.now,
    )


def find(tx: Transaction, digest: bytes) -> DecisionLink | None:
    """Return the actor's own link with this digest, or None."""
    row = tx.row(_FIND, digest=digest, user_id=tx.actor.user_id)
    if row is None:
        return None
    used_for = None if row.used_for is None else Move(row.used_for)
    return DecisionLink(**{**row._asdict(), "used_for": used_for})


def use_up(tx: Transaction, link_id: int, *, used_for: Move) -> bool:
    """Mark the link used; return whether it was not: of several at once, one hears yes."""
    return tx.value(_USE_UP, id=link_id, used_for=used_for, now=tx.now) is not None


def prune(tx: Transaction, *, before: datetime) -> None:
    """Forget links that expired before then."""
    tx.run("DELETE FROM decision_link WHERE expires_at < %(before)s", before=before)

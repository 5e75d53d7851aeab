"""Certificates for sick notes: which are there, as a document or seen by the office."""

from collections.abc import Iterable

from leavebook.storage.transaction import Transaction

# A document whose time was over was there; one that somebody removed was a mistake.
# What was there for leave is there for that which took its place.
_THERE = """
WITH RECURSIVE asked AS (
     SELECT id AS request_id, id, replaces_id FROM leave_request WHERE id = ANY(%(ids)s)
      UNION
     SELECT n.request_id, o.id, o.replaces_id
       FROM asked AS n JOIN leave_request AS o ON o.id = n.replaces_id)
SELECT DISTINCT a.request_id
  FROM asked AS a
 WHERE EXISTS (SELECT FROM leave_document AS d
                WHERE d.request_id = a.id AND (d.removed_at IS NULL OR d.removed_by IS NULL))
    OR EXISTS (SELECT FROM leave_certificate AS c WHERE c.request_id = a.id)
 ORDER BY a.request_id
"""

_NOTE = """
INSERT INTO leave_certificate (company_id, request_id, noted_at, noted_by)
VALUES (%(company_id)s, %(request_id)s, %(now)s, %(by)s)
    ON CONFLICT DO NOTHING
RETURNING request_id
"""

_NOTED = "SELECT true FROM leave_certificate WHERE request_id = %(request_id)s"

_FORGET = "DELETE FROM leave_certificate WHERE request_id = %(request_id)s RETURNING request_id"


def there_for(tx: Transaction, request_ids: Iterable[int]) -> frozenset[int]:
    """Return those of the requests for which a certificate is there."""
    return frozenset(row.request_id for row in tx.rows(_THERE, ids=list(request_ids)))


def is_noted(tx: Transaction, request_id: int) -> bool:
    """Return whether the office has said that it has seen one."""
    return tx.value(_NOTED, request_id=request_id) is not None


def note(tx: Transaction, request_id: int) -> bool:
    """Keep that the actor has seen the certificate; return False when it was known before."""
    noted = tx.value(
        _NOTE,
        company_id=tx.company.id,
        request_id=request_id,
        now=tx.now,
        by=tx.actor.user_id,
    )
    return noted is not None


def forget(tx: Transaction, request_id: int) -> bool:
    """Take that back; return False when nobody had said it."""
    return tx.value(_FORGET, request_id=request_id) is not None

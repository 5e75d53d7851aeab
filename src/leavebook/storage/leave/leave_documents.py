"""Documents on requests: their names and contents sealed, and gone once they are removed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from leavebook.domain.requests.document_files import DocumentKind
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT d.id, d.uuid, d.request_id, d.media_type, d.size, d.name, d.name_key_id, d.content_key_id,
       d.added_at, u.name AS added_by
  FROM leave_document AS d
  JOIN user_account AS u ON u.id = d.added_by
"""

# Leave that took the place of other leave has its documents too.
_OF_REQUEST = f"""
{_COLUMNS}
 WHERE d.removed_at IS NULL AND d.request_id IN (
       WITH RECURSIVE replaced AS (
            SELECT id, replaces_id FROM leave_request WHERE id = %(request_id)s
             UNION
            SELECT o.id, o.replaces_id
              FROM replaced AS n JOIN leave_request AS o ON o.id = n.replaces_id)
       SELECT id FROM replaced)
 ORDER BY d.id
"""  # noqa: S608  constant text
_CONTENT = "SELECT content FROM leave_document WHERE id = %(id)s AND removed_at IS NULL"
_OTHERWISE_SEALED = f"""
{_COLUMNS}
 WHERE d.removed_at IS NULL AND d.id > %(after)s
   AND (d.name_key_id <> %(key_id)s OR d.content_key_id <> %(key_id)s)
 ORDER BY d.id
 LIMIT 1
"""
# Leave that took the place of the document's own counts too, and may end later.
_OLD = """
SELECT d.id, d.uuid, d.request_id, r.employee_id, ended.on AS ended_on, kind.is_private
  FROM leave_document AS d
  JOIN leave_request AS r ON r.id = d.request_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 CROSS JOIN LATERAL (
       SELECT greatest(r.last_day, max(n.last_day)) AS on
         FROM leave_request AS n
        WHERE n.replaces_id = r.id
          AND n.state IN ('recorded', 'approved', 'cancel_requested', 'superseded')) AS ended
 CROSS JOIN LATERAL (
       SELECT t.sensitive OR coalesce((t.rules ->> 'is_sickness')::boolean, false) AS is_private
       ) AS kind
 WHERE d.removed_at IS NULL
   AND ended.on + make_interval(
       months => CASE WHEN kind.is_private THEN %(private_months)s ELSE %(months)s END
       ) <= %(today)s
   AND NOT EXISTS (SELECT FROM legal_hold AS h
                    WHERE h.lifted_at IS NULL AND h.employee_id = r.employee_id)
 ORDER BY d.id
 LIMIT %(at_most)s
"""

_BYTES = "SELECT coalesce(sum(size), 0) FROM leave_document WHERE removed_at IS NULL"

_ADD = """
INSERT INTO leave_document (company_id, uuid, request_id, media_type, size, name, name_key_id,
                            content, content_key_id, added_at, added_by)
VALUES (%(company_id)s, %(uuid)s, %(request_id)s, %(kind)s, %(size)s, %(name)s, %(name_key_id)s,
        %(content)s, %(content_key_id)s, %(now)s, %(by)s)
"""

_SEAL = """
UPDATE leave_document
   SET name = %(name)s, name_key_id = %(name_key_id)s, content = %(content)s,
       content_key_id = %(content_key_id)s
 WHERE id = %(id)s AND removed_at IS NULL
"""

_REMOVE = """
UPDATE leave_document
   SET name = NULL, name_key_id = NULL, content = NULL, content_key_id = NULL,
       removed_at = %(now)s, removed_by = %(by)s
 WHERE id = ANY(%(ids)s) AND removed_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A document without its content; the name is sealed."""

    id: int
    uuid: UUID
    request_id: int
    kind: DocumentKind
    size: int
    name: bytes = field(repr=False)
    name_key_id: str
    content_key_id: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """A name and a content as they are sealed."""

    name: bytes = field(repr=False)
    name_key_id: str
    content: bytes = field(repr=False)
    content_key_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDocument:
    """A document on leave that ended long ago; private on sickness and other sensitive leave."""

    id: int
    uuid: UUID
    request_id: int
    employee_id: int
    ended_on: date
    is_private: bool


def of_request(tx: Transaction, request_id: int) -> tuple[KeptDocument, ...]:
    """Return the documents of the request and of what it replaced, in the order they came."""
    return tuple(_kept(row) for row in tx.rows(_OF_REQUEST, request_id=request_id))


def content_of(tx: Transaction, document_id: int) -> bytes | None:
    """Return the sealed content; None once the document is removed."""
    found = tx.value(_CONTENT, id=document_id)
    return None if found is None else bytes(found)


def bytes_of_company(tx: Transaction) -> int:
    """Return how much all documents of the company hold together."""
    held: int = tx.value(_BYTES)
    return held


def add(
    tx: Transaction, request_id: int, uuid: UUID, kind: DocumentKind, *, size: int, boxes: Boxes
) -> None:
    """Keep a document that the actor brought."""
    tx.run(
        _ADD,
        company_id=tx.company.id,
        uuid=uuid,
        request_id=request_id,
        kind=kind,
        size=size,
        name=boxes.name,
        name_key_id=boxes.name_key_id,
        content=boxes.content,
        content_key_id=boxes.content_key_id,
        now=tx.now,
        by=tx.actor.user_id,
    )


def remove(tx: Transaction, ids: Iterable[int]) -> None:
    """Let name and content be gone; that there was a document stays on record."""
    tx.run(_REMOVE, ids=list(ids), now=tx.now, by=tx.actor.user_id)


def old(
    tx: Transaction, today: date, *, private_months: int, months: int, at_most: int
) -> tuple[OldDocument, ...]:
    """Return documents that are about so old that they are due, without those under a hold."""
    rows = tx.rows(_OLD, today=today, private_months=private_months, months=months, at_most=at_most)
    return tuple(OldDocument(**row._asdict()) for row in rows)


def otherwise_sealed(tx: Transaction, key_id: str, *, after: int) -> KeptDocument | None:
    """Return the next document after an id that is sealed with another key."""
    row = tx.row(_OTHERWISE_SEALED, key_id=key_id, after=after)
    return None if row is None else _kept(row)


def seal(tx: Transaction, document_id: int, boxes: Boxes) -> None:
    """Keep the same document as it is sealed now, unless it has been removed."""
    tx.run(
        _SEAL,
        id=document_id,
        name=boxes.name,
        name_key_id=boxes.name_key_id,
        content=boxes.content,
        content_key_id=boxes.content_key_id,
    )


def _kept(row: Row) -> KeptDocument:
    return KeptDocument(
        id=row.id,
        uuid=row.uuid,
        request_id=row.request_id,
        kind=DocumentKind(row.media_type),
        size=row.size,
        name=bytes(row.name),
        name_key_id=row.name_key_id,
        content_key_id=row.content_key_id,
        added_at=row.added_at,
        added_by=row.added_by,
    )

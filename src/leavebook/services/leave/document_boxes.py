"""Names and contents of documents in sealed boxes, each good for one document alone."""

from uuid import UUID

import structlog

from leavebook.services.outside.sealing import BadKey, CannotOpen, Keyring, Resealed, Sealed
from leavebook.storage.leave import leave_documents
from leavebook.storage.leave.leave_documents import Boxes, KeptDocument
from leavebook.storage.transaction import Transaction

_log = structlog.get_logger()

_AT_A_TIME = 20
"""So many are sealed anew in one transaction: each is held in memory and written whole."""


def sealed(
    tx: Transaction, keyring: Keyring, request_id: int, uuid: UUID, *, name: str, content: bytes
) -> Boxes:
    """Return what is kept of the document: it opens for this company, request and document only."""
    owner = _owner(tx, request_id, uuid)
    box = keyring.seal(content, belongs_to=f"{owner}/content")
    label = keyring.seal(name.encode(), belongs_to=f"{owner}/name")
    return Boxes(
        name=label.box, name_key_id=label.key_id, content=box.box, content_key_id=box.key_id
    )


def name_in(tx: Transaction, keyring: Keyring, kept: KeptDocument) -> str | None:
    """Return what the document is called, or None when no key opens it any more."""
    owner = _owner(tx, kept.request_id, kept.uuid)
    opened = _opened(keyring, kept, Sealed(kept.name_key_id, kept.name), f"{owner}/name")
    return None if opened is None else opened.decode()


def content_in(tx: Transaction, keyring: Keyring, kept: KeptDocument) -> bytes | None:
    """Return what the document holds; None when no key opens it any more, or it is removed."""
    box = leave_documents.content_of(tx, kept.id)
    if box is None:
        return None
    owner = _owner(tx, kept.request_id, kept.uuid)
    return _opened(keyring, kept, Sealed(kept.content_key_id, box), f"{owner}/content")


def seal_anew(tx: Transaction, keyring: Keyring) -> Resealed:
    """Seal some of the company's documents with the newest key, until a call seals none any more.

    One that no key opens stays as it is.
    """
    newest, after, done = keyring.newest(), 0, 0
    closed: list[str] = []
    while done < _AT_A_TIME:
        kept = leave_documents.otherwise_sealed(tx, newest, after=after)
        if kept is None:
            break
        after = kept.id
        if _seal_one(tx, keyring, kept):
            done += 1
        else:
            closed.append(f"document {kept.id} of request {kept.request_id}")
    return Resealed(done, tuple(closed))


def _seal_one(tx: Transaction, keyring: Keyring, kept: KeptDocument) -> bool:
    name = name_in(tx, keyring, kept)
    content = None if name is None else content_in(tx, keyring, kept)
    if name is None or content is None:
        return False
    boxes = sealed(tx, keyring, kept.request_id, kept.uuid, name=name, content=content)
    leave_documents.seal(tx, kept.id, boxes)
    return True


def _opened(keyring: Keyring, kept: KeptDocument, box: Sealed, owner: str) -> bytes | None:
    """Return what is in the box, or None when it cannot be opened, which operators read."""
    try:
        return keyring.open(box, belongs_to=owner)
    except (CannotOpen, BadKey) as fault:
        _log.warning("a document cannot be opened", document_id=kept.id, why=str(fault))
        return None


def _owner(tx: Transaction, request_id: int, uuid: UUID) -> str:
    return f"{tx.company.uuid}/leave/{request_id}/document/{uuid}"

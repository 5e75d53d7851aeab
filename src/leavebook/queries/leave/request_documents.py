"""The documents of a request as its page shows them, and what the actor may do with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leavebook.domain.requests.document_files import DocumentKind
from leavebook.domain.requests.documents import (
    MOST_DOCUMENTS,
    certificate_after,
    may_add_documents,
    may_note_certificates,
    may_remove_documents,
    takes_documents,
)
from leavebook.queries.leave.certificates import Certificate, certificate_for
from leavebook.services.leave import document_boxes
from leavebook.services.leave.leave_documents import known_to
from leavebook.services.outside.sealing import Keyring
from leavebook.storage.leave import certificates, leave_documents
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One document; without a name it cannot be opened any more."""

    uuid: UUID
    name: str | None
    kind: DocumentKind
    size: int
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDocuments:
    """The documents of a request, the certificate that it needs, and what the actor may do."""

    lines: tuple[DocumentLine, ...]
    certificate: Certificate | None
    is_noted: bool
    is_private: bool
    """Only the person and the office know of them."""
    is_asked_for: bool
    """Its type asks for a document, and there is none yet."""
    may_add: bool
    may_remove: bool
    may_note: bool


def request_documents(
    tx: Transaction, keyring: Keyring, request_id: int
) -> RequestDocuments | None:
    """Return the documents of the request; None for whoever may not know of them."""
    known = known_to(tx, request_id)
    if known is None:
        return None
    request, subject = known.request, known.person.subject
    kept = leave_documents.of_request(tx, request_id)
    is_noted = certificates.is_noted(tx, request_id)
    is_live = takes_documents(request.state)
    may_need_one = is_live and certificate_after(known.leave_type.rules) is not None
    return RequestDocuments(
        lines=tuple(
            DocumentLine(
                uuid=each.uuid,
                name=document_boxes.name_in(tx, keyring, each),
                kind=each.kind,
                size=each.size,
                added_at=each.added_at,
                added_by=each.added_by,
            )
            for each in kept
        ),
        certificate=certificate_for(tx, request) if may_need_one else None,
        is_noted=is_noted,
        is_private=known.is_private,
        is_asked_for=known.leave_type.rules.documents_required and not (kept or is_noted),
        may_add=is_live and len(kept) < MOST_DOCUMENTS and may_add_documents(known.actor, subject),
        may_remove=may_remove_documents(known.actor, subject, request.state),
        may_note=may_note_certificates(known.actor, subject),
    )

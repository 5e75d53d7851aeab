"""Which document a request can be linked to, for whoever may know of it."""

from uuid import UUID

from leavebook.services.leave_documents import known_to
from leavebook.storage import leave_documents
from leavebook.storage.transaction import Transaction


def newest_document(tx: Transaction, request_id: int) -> UUID | None:
    """Return the document that came last, or None for none such and for none to be known of."""
    if known_to(tx, request_id) is None:
        return None
    kept = leave_documents.of_request(tx, request_id)
    return kept[-1].uuid if kept else None

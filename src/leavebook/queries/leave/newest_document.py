"""Which document a request can be linked to, for whoever may know of it."""

from uuid import UUID

from leavebook.services.leave.leave_documents import known_to
from leavebook.storage.leave import leave_documents
from leavebook.storage.transaction import Transaction


def newest_document(tx: Transaction, request_id: int) -> UUID | None:
    """Return the document that came last, or None for none such and for none to be known of."""
    kept = leave_documents.of_request(tx, request_id)
    # Most requests have none, and it takes many questions to say who may know of them.
    if not kept or known_to(tx, request_id) is None:
        return None
    return kept[-1].uuid

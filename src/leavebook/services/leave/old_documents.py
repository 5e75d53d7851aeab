"""Documents that have been kept long enough after their leave's end are gone."""

from typing import Final

from leavebook.domain.people.retention import (
    OTHER_DOCUMENT_MONTHS,
    SICK_DOCUMENT_MONTHS,
    document_due_on,
)
from leavebook.services import today
from leavebook.storage import events
from leavebook.storage.leave import leave_documents
from leavebook.storage.leave.leave_documents import OldDocument
from leavebook.storage.people import legal_holds
from leavebook.storage.transaction import Transaction

AT_ONCE: Final = 500
"""Documents of one transaction; what is left has its turn within the hour."""


def let_go(tx: Transaction) -> int:
    """Empty documents that are due, and return how many; whatever a hold keeps stays."""
    legal_holds.let_nobody_change_the_companys(tx)
    if legal_holds.standing(tx, None) is not None:
        return 0
    now_on = today.of_company(tx)
    old = leave_documents.old(
        tx,
        now_on,
        private_months=SICK_DOCUMENT_MONTHS,
        months=OTHER_DOCUMENT_MONTHS,
        at_most=AT_ONCE,
    )
    due = [each for each in old if document_due_on(each.ended_on, months=_months(each)) <= now_on]
    leave_documents.remove(tx, [each.id for each in due])
    for each in due:
        events.record(
            tx,
            "document.removed",
            employee_id=each.employee_id,
            request=each.request_id,
            document=str(each.uuid),
        )
    return len(due)


def _months(document: OldDocument) -> int:
    return SICK_DOCUMENT_MONTHS if document.is_private else OTHER_DOCUMENT_MONTHS

"""Taking leave back where the line has no say: one's own, or anybody's as an executive."""

from leavebook.domain.people.people import AccessLevel
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.leave import decisions
from leavebook.services.leave.requests import lock_request
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.transaction import Transaction


def cancel_own_or_as_executive(
    tx: Transaction, request_id: int, *, comment: str | None = None
) -> LeaveRequest:
    """Take the request back and give its days back; managers may not do it for their people."""
    _, person = lock_request(tx, request_id)
    # A company's key has somebody who answers for it, but takes nobody's own leave back.
    is_own = tx.actor.employee_id == person.id
    if not (is_own or tx.actor.level is AccessLevel.EXECUTIVE):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "cancel"}))
    return decisions.cancel(tx, request_id, comment=comment)

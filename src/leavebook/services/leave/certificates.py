"""Certificates that the office has seen without a file: on paper, or from the insurer."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.documents import may_note_certificates
from leavebook.services.leave.leave_documents import Concerned, concerned
from leavebook.storage import events
from leavebook.storage.leave import certificates
from leavebook.storage.transaction import Transaction


def note(tx: Transaction, request_id: int) -> None:
    """Keep that the certificate for the request is there; twice changes nothing."""
    known = _may_note(tx, request_id)
    if certificates.note(tx, request_id):
        events.record(
            tx, "certificate.noted", employee_id=known.person.id, request=known.request.id
        )


def take_back(tx: Transaction, request_id: int) -> None:
    """Let the certificate be missing again; twice changes nothing."""
    known = _may_note(tx, request_id)
    if certificates.forget(tx, request_id):
        events.record(
            tx, "certificate.taken_back", employee_id=known.person.id, request=known.request.id
        )


def _may_note(tx: Transaction, request_id: int) -> Concerned:
    known = concerned(tx, request_id)
    if tx.actor.is_machine or not may_note_certificates(known.actor, known.person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "note a certificate"}))
    return known

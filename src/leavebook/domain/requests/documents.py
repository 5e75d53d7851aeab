"""Documents on a request, such as certificates: what may be kept, and who sees to it.

Who reads them is the rule of reasons: those of sensitive leave are for the person and the office.
"""

from typing import Final

from leavebook.domain.approval.states import HOLDS_TIME, State
from leavebook.domain.limits import invalid
from leavebook.domain.people.actors import Actor, Relation, Subject, relations
from leavebook.domain.people.people import OFFICE
from leavebook.domain.people.permissions import may_see
from leavebook.domain.problems import Code, Problem
from leavebook.domain.requests.document_files import DocumentKind, kind_of
from leavebook.domain.requests.leave_types import CERTIFICATE_AFTER_DAYS, LeaveTypeRules

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_DOCUMENTS: Final = 5

FIELD: Final = "document"


def may_add_documents(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may add documents: to their own leave, or from the office."""
    return _is_self(actor, subject) or _is_office(actor, subject)


def may_remove_documents(actor: Actor, subject: Subject, state: State) -> bool:
    """Whether the actor may remove documents: owners as long as nobody has decided."""
    if _is_office(actor, subject):
        return True
    return _is_self(actor, subject) and state is State.PENDING


def may_note_certificates(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may say that a certificate is there on paper: the office, of others."""
    return _is_office(actor, subject) and not _is_self(actor, subject)


def takes_documents(state: State) -> bool:
    """Whether anything can be added: leave that was refused or taken back needs no proof."""
    return state in HOLDS_TIME


def kind_to_keep(content: bytes, *, already: int) -> DocumentKind:
    """Return what the document is; raises Refused for one that is not to be kept."""
    if not content:
        raise invalid(FIELD, "required")
    if len(content) > MOST_BYTES:
        raise invalid(FIELD, "too_heavy", at_most=MOST_BYTES)
    kind = kind_of(content)
    if kind is None:
        raise invalid(FIELD, "not_a_document", allowed=tuple(DocumentKind))
    if already >= MOST_DOCUMENTS:
        raise invalid(FIELD, "too_many_documents", at_most=MOST_DOCUMENTS)
    return kind


def cannot_add(state: State) -> Problem:
    """Return the reason why a request in such a state takes no document."""
    return Problem(Code.ILLEGAL_MOVE, {"state": state, "action": "add a document"})


def certificate_after(rules: LeaveTypeRules) -> int | None:
    """Return after how many calendar days the type asks for a certificate; None for never."""
    if rules.certificate_after_days is not None:
        return rules.certificate_after_days
    return CERTIFICATE_AFTER_DAYS if rules.is_sickness else None


def _is_self(actor: Actor, subject: Subject) -> bool:
    return Relation.SELF in relations(actor, subject)


def _is_office(actor: Actor, subject: Subject) -> bool:
    return may_see(actor, subject) and actor.role in OFFICE

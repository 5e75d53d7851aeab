"""Documents on a request: added, read and removed by those whom they concern."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from leavebook.domain.limits import invalid
from leavebook.domain.people.actors import Actor
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.document_files import DocumentKind, shown_name
from leavebook.domain.requests.documents import (
    FIELD,
    cannot_add,
    kind_to_keep,
    may_add_documents,
    may_remove_documents,
    takes_documents,
)
from leavebook.queries.leave.document_readers import document_reader
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.services import today
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.leave import document_boxes
from leavebook.services.leave.requests import lock_request
from leavebook.services.outside.sealing import Keyring
from leavebook.storage import events
from leavebook.storage.leave import leave_documents, leave_requests, relations
from leavebook.storage.leave.leave_documents import KeptDocument
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people import legal_holds, people
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file as somebody brought it; only its bytes are believed."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """A document to be read."""

    name: str
    kind: DocumentKind
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A request whose documents the actor may know of, and how the actor stands to its owner."""

    request: LeaveRequest
    person: Employee
    leave_type: LeaveType
    actor: Actor
    is_private: bool
    """Only the person and the office know of them."""


def known_to(tx: Transaction, request_id: int) -> Concerned | None:
    """Return the request, or None when its documents are none of the actor's business.

    Those of a deleted request are nobody's. Raises Refused alike for no such request and for one
    that the actor may not see.
    """
    line = leave_detail(tx, request_id)
    request = leave_requests.find(tx, request_id)
    person = people.find(tx, line.employee_id, today=today.of_company(tx))
    if request is None or request.hidden or person is None:
        return None
    reader = document_reader(tx, request_id)
    if not reader.is_known:
        return None
    return Concerned(
        request=request,
        person=person,
        leave_type=leave_type_named(tx, request.leave_type_id),
        actor=relations.towards(tx, person, request_id=request.id),
        is_private=reader.is_private,
    )


def concerned(tx: Transaction, request_id: int) -> Concerned:
    """Return the request for whoever may know of its documents; for others there is none such."""
    known = known_to(tx, request_id)
    if known is None:
        raise _nothing("request")
    return known


def attach(
    tx: Transaction, keyring: Keyring, request_id: int, brought: Brought, *, space: int
) -> UUID:
    """Keep the document, sealed, and return what it is known by.

    The same file once more changes nothing. `space` is how many bytes the documents of the whole
    company may hold. Raises Refused for what is not to be kept, and for whoever may not add any.
    """
    known = concerned(tx, request_id)
    if not may_add_documents(known.actor, known.person.subject) or tx.actor.is_machine:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "add a document"}))
    request, _ = lock_request(tx, request_id)
    if not takes_documents(request.state):
        raise Refused(cannot_add(request.state))
    there = leave_documents.of_request(tx, request_id)
    if (same := _same(tx, keyring, there, brought)) is not None:
        return same
    kind = kind_to_keep(brought.content, already=len(there))
    if leave_documents.bytes_of_company(tx) + len(brought.content) > space:
        raise invalid(FIELD, "no_space")

    uuid, name = uuid4(), shown_name(brought.name, kind)
    boxes = document_boxes.sealed(tx, keyring, request_id, uuid, name=name, content=brought.content)
    leave_documents.add(tx, request_id, uuid, kind, size=len(brought.content), boxes=boxes)
    _record(tx, "document.added", known, uuid)
    return uuid


def read(tx: Transaction, keyring: Keyring, request_id: int, document: UUID) -> OpenDocument:
    """Return the document opened; that a sensitive one was read is on record."""
    known = concerned(tx, request_id)
    kept = _found(tx, request_id, document)
    name = document_boxes.name_in(tx, keyring, kept)
    content = document_boxes.content_in(tx, keyring, kept)
    if name is None or content is None:
        raise _nothing("document")
    if known.is_private:
        _record(tx, "document.read", known, document)
    return OpenDocument(name=name, kind=kept.kind, content=content)


def remove(tx: Transaction, request_id: int, document: UUID) -> None:
    """Let the document be gone; owners may as long as their request is pending.

    Raises Refused while a hold keeps the person's data.
    """
    known = concerned(tx, request_id)
    request, _ = lock_request(tx, request_id)
    kept = _found(tx, request_id, document)
    if not may_remove_documents(known.actor, known.person.subject, request.state):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "remove a document"}))
    legal_holds.let_nobody_change_the_companys(tx)
    if any(legal_holds.standing(tx, whose) for whose in (known.person.id, None)):
        raise Refused(Problem(Code.UNDER_HOLD))
    leave_documents.remove(tx, [kept.id])
    _record(tx, "document.removed", known, document)


def _record(tx: Transaction, name: str, known: Concerned, document: UUID) -> None:
    # Not as a part of the request's history, which more people read than may know of documents.
    events.record(
        tx,
        name,
        employee_id=known.person.id,
        request=known.request.id,
        document=str(document),
    )


def _same(
    tx: Transaction, keyring: Keyring, there: tuple[KeptDocument, ...], brought: Brought
) -> UUID | None:
    """Return the document that holds these very bytes already."""
    alike = (each for each in there if each.size == len(brought.content))
    return next(
        (
            each.uuid
            for each in alike
            if document_boxes.content_in(tx, keyring, each) == brought.content
        ),
        None,
    )


def _found(tx: Transaction, request_id: int, document: UUID) -> KeptDocument:
    for kept in leave_documents.of_request(tx, request_id):
        if kept.uuid == document:
            return kept
    raise _nothing("document")


def _nothing(what: str) -> Refused:
    return Refused(Problem(Code.NOT_FOUND, {"what": what}))

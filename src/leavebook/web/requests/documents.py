"""Documents on a request: added with a form, saved as files, removed."""

from typing import Final
from uuid import UUID

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.documents import FIELD, MOST_BYTES
from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.http.downloads import download_headers
from leavebook.services.leave import certificates, leave_documents
from leavebook.services.leave.leave_documents import Brought
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to

LARGEST_FORM: Final = MOST_BYTES + 1024 * 1024
"""Bytes of a form with a document: a file a little too large is still told what is wrong."""


def add_document(call: Call, tx: Transaction, house: House) -> Answer:
    """Keep the file with the request."""
    request_id, form = number_in(call, "id"), form_of(call)
    brought = Brought(name=form.file_name(FIELD), content=form.files.get(FIELD, b""))
    leave_documents.attach(tx, house.keyring, request_id, brought, space=house.document_space)
    return go_to(f"/requests/{request_id}?done=attached")


def read_document(call: Call, tx: Transaction, house: House) -> Answer:
    """Send the file to be saved."""
    found = leave_documents.read(tx, house.keyring, number_in(call, "id"), _document(call))
    return Answer(200, found.content, download_headers(found.name), found.kind)


def remove_document(call: Call, tx: Transaction) -> Answer:
    """Let the file be gone."""
    request_id = number_in(call, "id")
    leave_documents.remove(tx, request_id, _document(call))
    return go_to(f"/requests/{request_id}?done=removed")


def note_certificate(call: Call, tx: Transaction) -> Answer:
    """Keep that the certificate was seen without a file."""
    request_id = number_in(call, "id")
    certificates.note(tx, request_id)
    return go_to(f"/requests/{request_id}?done=saved")


def miss_certificate(call: Call, tx: Transaction) -> Answer:
    """Take that back."""
    request_id = number_in(call, "id")
    certificates.take_back(tx, request_id)
    return go_to(f"/requests/{request_id}?done=saved")


def _document(call: Call) -> UUID:
    try:
        return UUID(call.parts["document"])
    except ValueError as error:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "document"})) from error

"""What the routes of documents on a request are called with: leave of a sensitive type."""

from collections.abc import Mapping
from typing import Final

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.requests.documents import MOST_BYTES
from leavebook.services.leave import leave_documents, requests
from leavebook.services.leave.leave_documents import Brought
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside.sealing import KEY_FILE, Keyring
from leavebook.settings import settings_from
from tests.cast import Member
from tests.documents import PDF, pdf_that_says
from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Said

_WORDS: Final = "% what the doctor writes"


def _attested(scene: Scene, member: Member) -> Mapping[str, object]:
    """Have the person take a sensitive day off, with a document."""
    # The server under test reads the same file.
    keyring = Keyring(settings_from().data / KEY_FILE)
    day, kind = scene.next_day(), scene.cast.leave_types["UL"]
    with scene.cast.acting() as tx:
        tx.run("UPDATE leave_type SET sensitive = true WHERE id = %(kind)s", kind=kind)
    with scene.cast.acting(member.name.lower()) as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=member.employee_id,
                leave_type_id=kind,
                spans=(whole_days(day, day),),
            ),
        )
        brought = Brought(name="a.pdf", content=pdf_that_says(_WORDS))
        document = leave_documents.attach(tx, keyring, request.id, brought, space=MOST_BYTES)
    return {"id": request.id, "document": document}


def _request(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.extra.get("id", subject.request_id)}


def _document(subject: Subject) -> Mapping[str, object]:
    return {**_request(subject), "document": subject.extra.get("document", subject.request_uuid)}


DOCUMENTS: Final[Mapping[str, Said]] = {
    "certificates_page": Said(),
    "add_document": Said(
        about=About.PERSON, prepares=_attested, parts=_request, upload=("document", "b.pdf", PDF)
    ),
    "read_document": Said(
        about=About.PERSON, prepares=_attested, parts=_document, tells=lambda _: _WORDS
    ),
    "remove_document": Said(
        about=About.PERSON, prepares=_attested, parts=_document, form=lambda *_: {}
    ),
    "note_certificate": Said(
        about=About.PERSON, prepares=_attested, parts=_request, form=lambda *_: {}
    ),
    "miss_certificate": Said(
        about=About.PERSON, prepares=_attested, parts=_request, form=lambda *_: {}
    ),
}

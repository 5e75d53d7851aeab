"""Where the document of a request is, for whoever may know of it."""

import httpx2

from leavebook.domain.requests.documents import MOST_BYTES
from leavebook.services.leave import leave_documents
from leavebook.services.leave.leave_documents import Brought
from tests.cast import Cast
from tests.dialects.geniushr.calls import asked, call, data, one
from tests.documents import PDF
from tests.integrations.jobs import KEYS


def test_a_document_is_linked_for_the_person_and_the_office_alone_when_it_is_sensitive(
    api: httpx2.Client, cast: Cast
) -> None:
    request_id = asked(api, cast, leave_type_id=cast.leave_types["SL"])["id"]
    assert data(call(api, "GET", one(request_id), cast.bea))["document_url"] is None

    with cast.acting("bea") as tx:
        brought = Brought(name="a.pdf", content=PDF)
        document = leave_documents.attach(tx, KEYS, request_id, brought, space=MOST_BYTES)

    linked = f"{str(api.base_url).rstrip('/')}/requests/{request_id}/documents/{document}"
    seen = [
        data(call(api, "GET", one(request_id), cast.members[who]))["document_url"]
        for who in ("bea", "ada", "mo")
    ]
    assert seen == [linked, linked, None]


def test_a_manager_is_told_of_documents_of_other_leave(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]
    with cast.acting("bea") as tx:
        brought = Brought(name="a.pdf", content=PDF)
        leave_documents.attach(tx, KEYS, request_id, brought, space=MOST_BYTES)

    assert data(call(api, "GET", one(request_id), cast.mo))["document_url"] is not None

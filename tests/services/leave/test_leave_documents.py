"""Documents on requests: who adds, reads and removes them, and how they lie in the database."""

from uuid import uuid4

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.domain.requests.document_files import DocumentKind
from leavebook.services.leave import decisions, leave_documents
from leavebook.services.leave.leave_documents import Brought, OpenDocument
from leavebook.storage.leave import leave_documents as kept_documents
from tests.cast import Cast
from tests.documents import PDF, PNG, pdf_that_says
from tests.integrations.jobs import KEYS
from tests.services.documents import attach, happened, number_of, read, remove
from tests.web.conftest import ask


@pytest.fixture
def sick(cast: Cast) -> int:
    """Bea's sickness, which is sensitive and waits for Mo."""
    return ask(cast, "bea", "2026-04-01", "2026-04-07", code="SL")


@pytest.fixture
def leave(cast: Cast) -> int:
    """Bea's holiday, which is not."""
    return ask(cast, "bea", "2026-05-04", "2026-05-08")


@pytest.mark.parametrize("who", ["bea", "ada"])
def test_the_person_and_the_office_read_what_either_has_added(
    cast: Cast, sick: int, who: str
) -> None:
    document = attach(cast, who, sick, PNG, name="scan.png")

    for reader in ("bea", "ada"):
        found = read(cast, reader, sick, document)
        assert found == OpenDocument(name="scan.png", kind=DocumentKind.PNG, content=PNG)


@pytest.mark.parametrize("who", ["mo", "kim"])
def test_to_anybody_else_a_document_of_sickness_does_not_exist(
    cast: Cast, sick: int, who: str
) -> None:
    document = attach(cast, "bea", sick)

    for attempt in (read, remove):
        with pytest.raises(Refused) as refusal:
            attempt(cast, who, sick, document)
        assert refusal.value.problems[0].code is Code.NOT_FOUND
    with pytest.raises(Refused) as refusal:
        attach(cast, who, sick)
    assert refusal.value.problems[0].code is Code.NOT_FOUND
    assert number_of(cast) == 1


def test_a_manager_reads_documents_of_other_leave_and_changes_none(cast: Cast, leave: int) -> None:
    document = attach(cast, "bea", leave)

    assert read(cast, "mo", leave, document).content == PDF
    for attempt in (
        lambda: attach(cast, "mo", leave, PNG),
        lambda: remove(cast, "mo", leave, document),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.problems[0].code is Code.FORBIDDEN
    assert number_of(cast) == 1


def test_another_companys_request_and_document_do_not_exist(
    cast: Cast, strangers: Cast, leave: int
) -> None:
    document = attach(cast, "bea", leave)
    own = ask(strangers, "bea", "2026-05-04", "2026-05-08")

    for request_id in (leave, own, 987_654_321):
        with pytest.raises(Refused) as refusal:
            read(strangers, "ada", request_id, document)
        assert refusal.value.problems[0].code is Code.NOT_FOUND


def test_a_document_is_read_under_its_own_request_only(cast: Cast, sick: int, leave: int) -> None:
    document = attach(cast, "bea", sick)

    with pytest.raises(Refused):
        read(cast, "bea", leave, document)


def test_the_same_file_once_more_is_the_same_document(cast: Cast, leave: int) -> None:
    first = attach(cast, "bea", leave)

    again = attach(cast, "bea", leave, name="Another name.pdf")
    other = attach(cast, "bea", leave, pdf_that_says("of the same length?", size=len(PDF)))

    assert again == first
    assert other != first
    assert number_of(cast) == 2


def test_a_sixth_document_is_refused_and_the_five_stay(cast: Cast, leave: int) -> None:
    for number in range(5):
        attach(cast, "bea", leave, pdf_that_says(f"page {number}"))

    with pytest.raises(Refused) as refusal:
        attach(cast, "bea", leave, pdf_that_says("page 6"))

    assert refusal.value.problems[0].facts["problem"] == "too_many_documents"
    assert number_of(cast) == 5


def test_a_removed_document_makes_room_for_another(cast: Cast, leave: int) -> None:
    documents = [attach(cast, "bea", leave, pdf_that_says(f"page {each}")) for each in range(5)]
    remove(cast, "bea", leave, documents[0])

    attach(cast, "bea", leave, pdf_that_says("page 6"))

    assert number_of(cast) == 5


def test_a_company_fills_no_more_space_than_it_has(cast: Cast, leave: int) -> None:
    attach(cast, "bea", leave)
    brought = Brought(name="b.png", content=PNG)

    with cast.acting("bea") as tx, pytest.raises(Refused) as refusal:
        leave_documents.attach(tx, KEYS, leave, brought, space=len(PDF) + len(PNG) - 1)

    assert refusal.value.problems[0].facts["problem"] == "no_space"
    with cast.acting("bea") as tx:
        leave_documents.attach(tx, KEYS, leave, brought, space=len(PDF) + len(PNG))


def test_leave_that_was_taken_back_gets_no_document(cast: Cast, leave: int) -> None:
    with cast.acting("bea") as tx:
        decisions.cancel(tx, leave)

    with pytest.raises(Refused) as refusal:
        attach(cast, "bea", leave)

    assert refusal.value.problems[0].code is Code.ILLEGAL_MOVE


def test_a_certificate_is_added_when_the_sickness_is_over(cast: Cast) -> None:
    sick = ask(cast, "bea", "2026-03-25", "2026-03-31", code="SL")
    with cast.acting("mo") as tx:
        decisions.approve(tx, sick)

    document = attach(cast, "bea", sick)

    assert read(cast, "bea", sick, document).content == PDF


def test_owners_remove_until_it_is_decided_and_the_office_afterwards(
    cast: Cast, leave: int
) -> None:
    first, second = attach(cast, "bea", leave), attach(cast, "bea", leave, PNG)
    remove(cast, "bea", leave, first)
    with cast.acting("mo") as tx:
        decisions.approve(tx, leave)

    with pytest.raises(Refused) as refusal:
        remove(cast, "bea", leave, second)
    assert refusal.value.problems[0].code is Code.FORBIDDEN
    remove(cast, "ada", leave, second)

    assert number_of(cast) == 0


def test_what_is_removed_is_gone_and_that_it_was_there_stays_on_record(
    cast: Cast, leave: int
) -> None:
    document = attach(cast, "bea", leave)
    remove(cast, "bea", leave, document)

    for attempt in (read, remove):
        with pytest.raises(Refused) as refusal:
            attempt(cast, "bea", leave, document)
        assert refusal.value.problems[0].code is Code.NOT_FOUND
    with cast.acting() as tx:
        row = tx.row("SELECT name, content, size, removed_by FROM leave_document")
        assert row == (None, None, len(PDF), cast.bea.user_id)
    assert happened(cast) == [
        ("document.added", cast.bea.user_id),
        ("document.removed", cast.bea.user_id),
    ]


def test_reading_is_on_record_where_the_leave_is_sensitive(
    cast: Cast, sick: int, leave: int
) -> None:
    private, usual = attach(cast, "bea", sick), attach(cast, "bea", leave)

    read(cast, "ada", sick, private)
    read(cast, "ada", leave, usual)

    assert happened(cast)[2:] == [("document.read", cast.ada.user_id)]


def test_the_history_that_others_read_says_nothing_of_documents(cast: Cast, sick: int) -> None:
    read(cast, "ada", sick, attach(cast, "bea", sick))

    with cast.acting() as tx:
        query = "SELECT name FROM event WHERE request_id = %(id)s ORDER BY id"
        names = [row.name for row in tx.rows(query, id=sick)]
    assert names == ["submitted"]


def test_a_document_that_nobody_has_is_not_found(cast: Cast, leave: int) -> None:
    with pytest.raises(Refused) as refusal:
        read(cast, "bea", leave, uuid4())

    assert refusal.value.problems[0].code is Code.NOT_FOUND


def test_the_database_keeps_nothing_of_a_removed_document(cast: Cast, leave: int) -> None:
    attach(cast, "bea", leave)

    with cast.acting() as tx:
        (kept,) = kept_documents.of_request(tx, leave)
        kept_documents.remove(tx, [kept.id])
        assert kept_documents.content_of(tx, kept.id) is None

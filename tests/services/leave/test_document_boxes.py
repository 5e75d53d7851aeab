"""How documents lie in the database: sealed, each for itself, and anew when keys rotate."""

import base64
from pathlib import Path

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.leave import document_boxes, leave_documents
from leavebook.services.leave.leave_documents import Brought
from leavebook.services.outside.sealing import Keyring, Resealed
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.conftest import Cluster
from tests.documents import PDF, PNG, pdf_that_says
from tests.integrations.dumps import dump_of
from tests.services.documents import SPACE, attach, read, remove
from tests.web.conftest import ask

OTHER_KEY = base64.b64encode(b"\1" * 32).decode()
KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture
def sick(cast: Cast) -> int:
    """Bea's sickness, which is sensitive."""
    return ask(cast, "bea", "2026-04-01", "2026-04-07", code="SL")


@pytest.fixture
def leave(cast: Cast) -> int:
    """Bea's holiday, which is not."""
    return ask(cast, "bea", "2026-05-04", "2026-05-08")


def test_a_dump_holds_neither_name_nor_content(database: Database, cluster: Cluster) -> None:
    cast = found_company(database)
    sick = ask(cast, "bea", "2026-04-01", "2026-04-07", code="SL")
    words = "diagnosis: a broken heart"
    document = attach(cast, "bea", sick, pdf_that_says(words), name="Heartbreak.pdf")
    read(cast, "ada", sick, document)
    remove(
        cast,
        "ada",
        sick,
        attach(cast, "bea", sick, pdf_that_says(words * 2), name="Heartbreak2.pdf"),
    )

    dump = dump_of(cluster, cast.company_id)

    assert str(document) in dump, "the document itself is in there"
    for canary in (words, "Heartbreak", "%PDF-1.4"):
        assert canary not in dump
        assert canary.encode().hex() not in dump
        assert base64.b64encode(canary.encode()).decode()[:-4] not in dump


@pytest.mark.parametrize("column", ["name", "content"])
@pytest.mark.parametrize("is_same_request", [True, False])
def test_a_box_opens_for_its_own_document_only(
    cast: Cast, sick: int, leave: int, column: str, *, is_same_request: bool
) -> None:
    other = sick if is_same_request else leave
    first, second = attach(cast, "bea", sick), attach(cast, "bea", other, PNG, name="b.png")
    with cast.acting() as tx:
        tx.run(
            f"UPDATE leave_document SET {column} = (SELECT {column} FROM leave_document"
            " WHERE uuid = %(second)s) WHERE uuid = %(first)s",
            first=first,
            second=second,
        )

    with pytest.raises(Refused) as refusal:
        read(cast, "bea", sick, first)

    assert refusal.value.problems[0].code is Code.NOT_FOUND
    assert read(cast, "bea", other, second).content == PNG


def test_keys_rotate_with_documents(cast: Cast, leave: int, tmp_path: Path) -> None:
    documents = [attach(cast, "bea", leave, pdf_that_says(f"page {each}")) for each in range(3)]
    remove(cast, "bea", leave, documents.pop())
    rotated = Keyring(tmp_path / "nowhere", given=f"{OTHER_KEY},{KEY}")

    with cast.acting() as tx:
        assert document_boxes.seal_anew(tx, rotated) == Resealed(2)
        assert document_boxes.seal_anew(tx, rotated) == Resealed(0)

    newest = Keyring(tmp_path / "nowhere", given=OTHER_KEY)
    with cast.acting("bea") as tx:
        found = [leave_documents.read(tx, newest, leave, each) for each in documents]
    assert [each.content for each in found] == [pdf_that_says("page 0"), pdf_that_says("page 1")]
    assert {each.name for each in found} == {"Attest.pdf"}


def test_many_documents_are_sealed_anew_some_at_a_time(
    cast: Cast, leave: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_boxes, "_AT_A_TIME", 2)
    for number in range(3):
        attach(cast, "bea", leave, pdf_that_says(f"page {number}"))
    rotated = Keyring(tmp_path / "nowhere", given=f"{OTHER_KEY},{KEY}")

    rounds = []
    for _ in range(3):
        with cast.acting() as tx:
            rounds.append(document_boxes.seal_anew(tx, rotated).sealed)

    assert rounds == [2, 1, 0]


def test_a_document_whose_key_is_gone_stops_no_rotation(
    cast: Cast, leave: int, tmp_path: Path
) -> None:
    with cast.acting("bea") as tx:
        lost = Keyring(tmp_path / "nowhere", given=base64.b64encode(b"\2" * 32).decode())
        brought = Brought(name="lost.png", content=PNG)
        leave_documents.attach(tx, lost, leave, brought, space=SPACE)
    kept = attach(cast, "bea", leave)
    rotated = Keyring(tmp_path / "nowhere", given=f"{OTHER_KEY},{KEY}")

    with cast.acting() as tx:
        first, again = (document_boxes.seal_anew(tx, rotated) for _ in range(2))

    assert (first.sealed, again.sealed) == (1, 0)
    assert first.closed == again.closed
    assert again.closed[0].endswith(f" of request {leave}")
    with cast.acting("bea") as tx:
        assert leave_documents.read(tx, rotated, leave, kept).content == PDF

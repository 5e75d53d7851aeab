"""What is taken as a document, what it may be called, and who may see to it."""

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.people.people import Role
from leavebook.domain.problems import Refused
from leavebook.domain.requests.document_files import DocumentKind, kind_of, shown_name
from leavebook.domain.requests.documents import (
    MOST_BYTES,
    kind_to_keep,
    may_add_documents,
    may_note_certificates,
    may_remove_documents,
    takes_documents,
)
from tests.documents import JPEG, PDF, PNG, WEBP, pdf_that_says
from tests.domain.who import BEAS_LEAVE, GLOBEX, somebody

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ZIP = b"PK\x03\x04" + bytes(26)
GIF = b"GIF89a/*" + bytes(8) + b"*/=alert(1)//;"

BEA = somebody(number=1)
OFFICE = somebody(Role.HR)
COLLEAGUE = somebody()
MANAGER = somebody(Role.MANAGER)
BEA_OF_HR = somebody(Role.HR, number=1)
OFFICE_ELSEWHERE = somebody(Role.OWNER, company=GLOBEX)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, DocumentKind.PDF),
        (PNG, DocumentKind.PNG),
        (JPEG, DocumentKind.JPEG),
        (JPEG + b"what a phone notes behind the picture", DocumentKind.JPEG),
        (WEBP, DocumentKind.WEBP),
    ],
)
def test_a_document_is_what_its_bytes_are(content: bytes, kind: DocumentKind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HTML,
        SVG,
        ZIP,
        GIF,
        b"MZ" + bytes(100),
        HTML + PNG,
        HTML + PDF,
        b"\xef\xbb\xbf" + PDF,
        PNG + ZIP,
        PNG + HTML,
        PNG[:-4],
        PNG[:8],
        PNG[:8] + HTML,
        PDF[: -len(b"%%EOF\n")],
        b"%PDF-" + HTML,
        JPEG[:-2],
        JPEG[:3],
        b"\xff\xd8\xff" + HTML,
        b"\xff\xd8\xff\xff\xff\xff",
        WEBP[:-1],
        WEBP + HTML,
        b"RIFF" + WEBP[4:8] + b"WAVEfmt " + WEBP[16:],
        "%PDF-%%EOF".encode("utf-16"),
    ],
)
def test_nothing_else_is_one_whatever_it_begins_or_ends_like(content: bytes) -> None:
    assert kind_of(content) is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Attest.pdf", "Attest.pdf"),
        ("Attest.PDF", "Attest.PDF"),
        ("Ärztliches Zeugnis 診断書.pdf", "Ärztliches Zeugnis 診断書.pdf"),
        ("page.html", "page.html.pdf"),
        ("scan", "scan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\bea\\note.pdf", "note.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a\r\nSet-Cookie: b=c.pdf", "a Set-Cookie: b=c.pdf"),
        ("a\0b\x1bc\x7f.pdf", "abc.pdf"),
        # Right-to-left override: in a list this would read "annexe.pdf".
        ("ann\u202efdp.exe", "annfdp.exe.pdf"),
        ("a\u200b\ufeff\u2028b.pdf", "a b.pdf"),
        ("  two   words .pdf ", "two words.pdf"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("/", "document.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_name_is_one_line_without_tricks_and_ends_as_its_kind_does(
    given: str, shown: str
) -> None:
    assert shown_name(given, DocumentKind.PDF) == shown


@pytest.mark.parametrize("given", ["x" * 300, "x" * 300 + ".pdf", "x." * 200 + "pdf"])
def test_a_long_name_is_cut_and_keeps_its_ending(given: str) -> None:
    name = shown_name(given, DocumentKind.PDF)

    assert len(name) <= 120
    assert name.endswith("x.pdf")


def test_pictures_keep_either_of_their_endings() -> None:
    assert shown_name("a.jpeg", DocumentKind.JPEG) == "a.jpeg"
    assert shown_name("a.png", DocumentKind.JPEG) == "a.png.jpg"


@pytest.mark.parametrize(
    ("content", "already", "problem"),
    [
        (b"", 0, "required"),
        (HTML, 0, "not_a_document"),
        (pdf_that_says("long", size=MOST_BYTES + 1), 0, "too_heavy"),
        (PDF, 5, "too_many_documents"),
    ],
)
def test_what_is_not_to_be_kept_says_why(content: bytes, already: int, problem: str) -> None:
    with pytest.raises(Refused) as refusal:
        kind_to_keep(content, already=already)

    assert refusal.value.problems[0].facts["problem"] == problem


def test_five_documents_of_five_megabytes_fit() -> None:
    full = pdf_that_says("full", size=5 * 1024 * 1024)

    assert len(full) == 5 * 1024 * 1024
    assert kind_to_keep(full, already=4) is DocumentKind.PDF


def test_the_person_and_the_office_add_documents_and_nobody_else() -> None:
    everybody = (BEA, OFFICE, COLLEAGUE, MANAGER, OFFICE_ELSEWHERE)

    assert [may_add_documents(who, BEAS_LEAVE) for who in everybody] == [True, True] + [False] * 3


def test_owners_remove_documents_until_somebody_has_decided_and_the_office_always() -> None:
    pending, approved = State.PENDING, State.APPROVED
    everybody = (BEA, OFFICE, COLLEAGUE, MANAGER, OFFICE_ELSEWHERE)

    before = [may_remove_documents(who, BEAS_LEAVE, pending) for who in everybody]
    after = [may_remove_documents(who, BEAS_LEAVE, approved) for who in everybody]

    assert before == [True, True, False, False, False]
    assert after == [False, True, False, False, False]


def test_nobody_says_of_their_own_certificate_that_it_was_seen() -> None:
    everybody = (OFFICE, BEA_OF_HR, BEA, MANAGER, OFFICE_ELSEWHERE)

    assert [may_note_certificates(who, BEAS_LEAVE) for who in everybody] == [True] + [False] * 4


@pytest.mark.parametrize("state", list(State))
def test_only_leave_that_is_asked_for_or_taken_needs_a_document(state: State) -> None:
    live = {State.PENDING, State.RECORDED, State.APPROVED, State.CANCEL_REQUESTED}

    assert takes_documents(state) is (state in live)

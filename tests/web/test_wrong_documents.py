"""Documents that are none or are called something else, and who has no business with them."""

from collections.abc import Callable

import httpx2
import pytest

from leavebook.domain.requests.documents import MOST_BYTES
from tests.cast import Cast
from tests.documents import JPEG, PDF, PNG, pdf_that_says
from tests.web.conftest import ask
from tests.web.sent_documents import HTML, documents_of, send, sent

Web = Callable[..., httpx2.Client]


@pytest.fixture
def sick(cast: Cast) -> int:
    """Bea is ill for a week, which is sensitive."""
    return ask(cast, "bea", "2026-04-01", "2026-04-07", code="SL")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (HTML, "page.html"),
        (HTML, "Attest.pdf"),
        (HTML + PNG, "picture.png"),
        (PNG + b"PK\x03\x04", "picture.png"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture.png"),
        (PDF[:-6], "half.pdf"),
        (pdf_that_says("large", size=MOST_BYTES + 1), "large.pdf"),
    ],
    ids=["empty", "html", "html as pdf", "html and png", "png and zip", "svg", "half", "large"],
)
def test_nothing_of_a_wrong_file_is_kept(
    cast: Cast, web: Web, sick: int, content: bytes, name: str
) -> None:
    answer = send(web(cast, "bea"), sick, content, name)

    assert answer.status_code == 422
    assert documents_of(cast) == 0


def test_a_form_beyond_all_measure_is_not_read(cast: Cast, web: Web, sick: int) -> None:
    answer = send(web(cast, "bea"), sick, bytes(MOST_BYTES + 2 * 1024 * 1024), "a.pdf")

    assert answer.status_code == 413
    assert "larger than anything that is taken here" in answer.text
    assert documents_of(cast) == 0


@pytest.mark.parametrize(
    "parts",
    [
        b"",
        b'--x\r\nContent-Disposition: form-data; name="document"\r\n\r\nwords\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="document"; filename=""\r\n\r\n\r\n--x--\r\n',
    ],
    ids=["nothing", "no file", "none chosen"],
)
def test_a_form_without_a_file_says_that_it_is_missing(
    cast: Cast, web: Web, sick: int, parts: bytes
) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = web(cast, "bea").post(
        f"/requests/{sick}/documents", content=parts or b"--x--\r\n", headers=headers
    )

    assert answer.status_code == 422
    assert "The document is required." in answer.text


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ('a"; filename="evil.html', "a&#34;; filename=&#34;evil.html.pdf"),
        ("a\r\nSet-Cookie: leavebook=evil.pdf", "leavebook=evil.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "&lt;img src=x onerror=alert(1)&gt;.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
    ],
)
def test_a_name_breaks_out_of_nothing(
    cast: Cast, web: Web, sick: int, name: str, saved: str
) -> None:
    bea = web(cast, "bea")
    path = sent(bea, sick, PDF, name)

    page, file = bea.get(f"/requests/{sick}"), bea.get(path)

    assert saved in page.text
    assert "onerror=alert(1)>" not in page.text
    assert "set-cookie" not in file.headers
    assert file.headers["content-disposition"].startswith('attachment; filename="')
    assert file.headers["content-disposition"].count('"') == 2


def test_a_file_that_would_be_a_page_is_only_ever_saved(cast: Cast, web: Web, sick: int) -> None:
    inside = JPEG[:20] + b"\xff\xfe" + (len(HTML) + 2).to_bytes(2, "big") + HTML + JPEG[20:]
    path = sent(web(cast, "bea"), sick, inside, "page.html")

    answer = web(cast, "bea").get(path)

    assert answer.content == inside
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["cache-control"] == "no-store"
    assert "page.html.jpg" in answer.headers["content-disposition"]


def test_to_everybody_else_there_is_no_such_document(
    cast: Cast, strangers: Cast, web: Web, sick: int
) -> None:
    path = sent(web(cast, "bea"), sick)

    for client in (web(cast, "mo"), web(cast, "kim"), web(strangers, "ada"), web(strangers, "bea")):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}/remove").status_code == 404
        assert send(client, sick, PNG, "a.png").status_code == 404
    assert web().get(path).status_code == 303, "on to the login"
    page = web(cast, "mo").get(f"/requests/{sick}")
    assert page.status_code == 200
    assert path not in page.text
    assert "certificate" not in page.text
    assert documents_of(cast) == 1


@pytest.mark.parametrize("document", ["0", "x", "..%2F..", "0" * 32, "%00", "a" * 4000])
def test_a_document_by_another_name_is_not_found(
    cast: Cast, web: Web, sick: int, document: str
) -> None:
    assert web(cast, "bea").get(f"/requests/{sick}/documents/{document}").status_code == 404


def test_a_document_from_a_strangers_page_is_refused(cast: Cast, web: Web, sick: int) -> None:
    client = web(cast, "bea")
    client.headers["Origin"] = "https://evil.example"

    assert send(client, sick, PDF, "a.pdf").status_code == 403
    assert documents_of(cast) == 0

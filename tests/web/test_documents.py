"""Documents on a request, in a real browser and against what no browser would send."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from leavebook.domain.requests.documents import MOST_BYTES
from leavebook.services import decisions
from tests.cast import Cast
from tests.documents import JPEG, PDF, PNG, pdf_that_says
from tests.web.conftest import Visit, ask
from tests.web.test_stories import JAVASCRIPT

Web = Callable[..., httpx2.Client]

HTML = b"<!doctype html><script>alert(document.domain)</script>"


@pytest.fixture
def sick(cast: Cast) -> int:
    """Bea is ill for a week: Mo has noted it, and a certificate is due on 4 April."""
    request_id = ask(cast, "bea", "2026-04-01", "2026-04-07", code="SL")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def choose(page: Page, content: bytes, *, name: str = "Attest.pdf") -> None:
    # The type that a browser says a file has is not believed either.
    file: Any = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.get_by_label("Add a document").set_input_files(file)


def add(page: Page, content: bytes, *, name: str = "Attest.pdf") -> None:
    choose(page, content, name=name)
    page.get_by_role("button", name="Add it").click()


def send(client: httpx2.Client, request_id: int, content: bytes, name: str) -> httpx2.Response:
    file = {"document": (name, content, "application/octet-stream")}
    return client.post(f"/requests/{request_id}/documents", files=file)


def sent(client: httpx2.Client, request_id: int, content: bytes = PDF, name: str = "a.pdf") -> str:
    """Add a document and return its path."""
    answer = send(client, request_id, content, name)
    assert answer.status_code == 303, answer.text
    page = client.get(f"/requests/{request_id}").text
    found = re.findall(rf'href="(/requests/{request_id}/documents/[0-9a-f-]+)"', page)
    return str(found[-1])


def documents_of(cast: Cast) -> int:
    with cast.acting() as tx:
        return int(tx.value("SELECT count(*) FROM leave_document"))


@JAVASCRIPT
def test_a_certificate_is_reminded_of_added_saved_and_deleted(
    cast: Cast, visit: Visit, sick: int, *, javascript: bool, tmp_path: Path
) -> None:
    bea = visit(cast, "bea", java_script_enabled=javascript)
    ada = visit(cast, "ada", java_script_enabled=javascript)

    bea.goto(f"/requests/{sick}")
    expect(bea.get_by_text("A certificate is due by Sat, 4 Apr 2026.")).to_be_visible()
    add(bea, PDF, name="Ärztliches Attest.pdf")
    expect(bea.get_by_text("The document is there.")).to_be_visible()
    expect(bea.get_by_text("The certificate is there.")).to_be_visible()
    assert not bea.get_by_role("button", name="Delete").count(), "it has been decided on"

    ada.goto(f"/requests/{sick}")
    with ada.expect_download() as saving:
        ada.get_by_role("link", name="Ärztliches Attest.pdf").click()
    saving.value.save_as(tmp_path / "saved")
    assert saving.value.suggested_filename == "Ärztliches Attest.pdf"
    assert (tmp_path / "saved").read_bytes() == PDF
    ada.get_by_role("button", name="Delete Ärztliches Attest.pdf").click()
    expect(ada.get_by_text("Deleted.")).to_be_visible()
    expect(ada.get_by_text("A certificate is due by Sat, 4 Apr 2026.")).to_be_visible()


@JAVASCRIPT
def test_what_is_no_document_comes_back_with_the_reason(
    cast: Cast, visit: Visit, sick: int, *, javascript: bool
) -> None:
    bea = visit(cast, "bea", java_script_enabled=javascript)

    bea.goto(f"/requests/{sick}")
    add(bea, HTML, name="Attest.pdf")

    expect(bea.get_by_role("alert")).to_contain_text(
        "The document must be a PDF, PNG, JPEG or WebP file that is whole."
    )
    assert documents_of(cast) == 0


def test_a_file_that_is_too_large_does_not_travel(cast: Cast, visit: Visit, sick: int) -> None:
    bea = visit(cast, "bea")
    bea.goto(f"/requests/{sick}")

    choose(bea, pdf_that_says("large", size=MOST_BYTES + 1))
    field = bea.get_by_label("Add a document")
    told = field.evaluate("field => field.validationMessage")
    choose(bea, PDF)

    assert told == "This file is larger than 5 MB."
    assert field.evaluate("field => field.validationMessage") == ""


@pytest.mark.parametrize("kind", ["image/jpeg", "image/webp"])
def test_pictures_as_browsers_make_them_are_taken(
    cast: Cast, visit: Visit, web: Web, sick: int, kind: str
) -> None:
    bea = visit(cast, "bea")
    bea.goto("/offline")
    made = bea.evaluate(
        """async (kind) => {
          const canvas = document.createElement("canvas");
          canvas.getContext("2d").fillText("Attest", 9, 9);
          const blob = await new Promise((done) => canvas.toBlob(done, kind));
          return [...new Uint8Array(await blob.arrayBuffer())];
        }""",
        kind,
    )

    path = sent(web(cast, "bea"), sick, bytes(made), "photo")

    assert web(cast, "bea").get(path).headers["content-type"] == kind


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_printed_pages_and_screenshots_are_taken(
    cast: Cast, visit: Visit, web: Web, sick: int, kind: str
) -> None:
    bea = visit(cast, "bea")
    bea.goto(f"/requests/{sick}")
    content = bea.pdf() if kind == "pdf" else bea.screenshot()

    path = sent(web(cast, "bea"), sick, content, f"a.{kind}")

    assert web(cast, "bea").get(path).content == content


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


@JAVASCRIPT
def test_the_office_notes_a_certificate_on_paper(
    cast: Cast, visit: Visit, sick: int, *, javascript: bool
) -> None:
    ada = visit(cast, "ada", java_script_enabled=javascript)
    bea = visit(cast, "bea")

    ada.goto(f"/requests/{sick}")
    ada.get_by_role("button", name="I have seen it").click()
    expect(ada.get_by_text("The certificate is there.")).to_be_visible()
    bea.goto(f"/requests/{sick}")
    expect(bea.get_by_text("The certificate is there.")).to_be_visible()
    ada.get_by_role("button", name="Not after all").click()
    expect(ada.get_by_text("A certificate is due by Sat, 4 Apr 2026.")).to_be_visible()


def test_the_office_finds_what_is_missing_and_whose_it_is(cast: Cast, visit: Visit) -> None:
    request_id = ask(cast, "bea", "2026-03-25", "2026-03-30", code="SL")
    ada = visit(cast, "ada")

    ada.goto("/reports")
    ada.get_by_role("link", name="Certificates").click()
    expect(ada.get_by_role("heading", name="Missing certificates")).to_be_visible()
    ada.get_by_role("link", name="Bea").click()
    expect(ada).to_have_url(re.compile(f"/requests/{request_id}$"))
    ada.get_by_role("button", name="I have seen it").click()
    ada.goto("/reports/certificates")

    expect(ada.get_by_text("None is missing.")).to_be_visible()


def test_whoever_reports_a_longer_sickness_learns_of_the_certificate(
    cast: Cast, visit: Visit
) -> None:
    bea = visit(cast, "bea")
    kind = cast.leave_types["SL"]

    bea.goto(f"/ask?leave_type_id={kind}&first_day=2026-04-01&last_day=2026-04-03")
    assert "certificate" not in bea.content()
    bea.goto(f"/ask?leave_type_id={kind}&first_day=2026-04-01&last_day=2026-04-07")

    expect(bea.get_by_text("A certificate is due by Sat, 4 Apr 2026.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_documents_keep_nobody_out_and_fit_a_small_screen(
    cast: Cast, visit: Visit, web: Web, sick: int, theme: str
) -> None:
    sent(web(cast, "bea"), sick, PDF, "A very long name of a certificate " * 3 + ".pdf")
    sent(web(cast, "bea"), sick, PNG, "x" * 200 + ".png")
    page = visit(cast, "ada", color_scheme=theme, viewport={"width": 320, "height": 640})

    page.goto(f"/requests/{sick}")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320

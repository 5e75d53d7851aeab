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
from leavebook.services.leave import decisions
from tests.cast import Cast
from tests.documents import PDF, PNG, pdf_that_says
from tests.web.conftest import Visit, ask
from tests.web.sent_documents import HTML, documents_of, sent
from tests.web.test_stories import JAVASCRIPT

Web = Callable[..., httpx2.Client]


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

"""People from a file on the pages: errors by line first, then everybody at once."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

import leavebook.web
from leavebook.domain.people.people_faults import SENTENCES
from leavebook.services.people.people_import import check_file
from tests.cast import Cast
from tests.web.conftest import Visit
from tests.web.test_people_intake import taken
from tests.web.test_stories import JAVASCRIPT

Web = Callable[..., httpx2.Client]

HEAD = "Name;E-Mail;Erster Tag;Führungskraft;Wochenstunden;Anfangsbestand AL\r\n"
BAD = (
    "Nina Neu;nina@acme.example;31.2.2026;nobody@acme.example;40;\r\n"
    ";omar@acme.example;1.4.2026;;viele;\r\n"
)
GOOD = (
    "Nina Neu;nina@acme.example;1.4.2026;omar@acme.example;38,5;2\r\n"
    "Omar Ober;omar@acme.example;1.4.2026;;;\r\n"
)


def choose(page: Page, text: str) -> None:
    # As Excel saves it in Germany.
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    page.get_by_label("CSV file").set_input_files(file)  # type: ignore[arg-type]  # a FilePayload
    page.get_by_role("button", name="See what it would do").click()


@JAVASCRIPT
def test_a_file_with_errors_and_then_a_good_one(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    ada = visit(cast, "ada", java_script_enabled=javascript)

    ada.goto("/people")
    ada.get_by_role("link", name="From a file").click()
    choose(ada, HEAD + BAD)
    expect(ada.get_by_role("alert")).to_contain_text("4 things stand against it")
    rows = ada.get_by_role("group", name="What is wrong").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("“31.2.2026” is not a date")
    expect(rows.nth(2)).to_contain_text("nobody@acme.example")

    choose(ada, HEAD + GOOD)
    expect(ada.get_by_role("group", name="Who is in the file")).to_contain_text("Nina Neu")
    ada.get_by_role("button", name="Take them on").click()
    ada.wait_for_url("**/import-people/*")
    taken(cast, int(ada.url.rpartition("/")[2]))
    expect(ada.get_by_role("heading", name="Done.")).to_be_visible(timeout=8000)

    ada.goto("/people?q=Omar")
    expect(ada.get_by_text("Omar Ober")).to_be_visible()
    ada.goto("/import-people")
    choose(ada, HEAD + GOOD)
    expect(ada.get_by_text("Nothing changes")).to_be_visible()


def test_a_dry_run_takes_nobody_on(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/import-people")
    choose(ada, HEAD + GOOD)
    expect(ada.get_by_text("The file can be taken like this.")).to_be_visible()
    ada.goto("/people?q=Omar")

    expect(ada.get_by_text("Nobody found.")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_sent_out_can_be_taken_back_and_changes_nothing(
    cast: Cast, web: Web, language: str
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET full_name = '=1+1' WHERE id = %(id)s", id=cast.bea.employee_id)

    answer = web(cast, "ada").get("/people.csv", headers={"Accept-Language": language})

    with cast.acting("ada") as tx:
        planned = check_file(tx, answer.content)
    assert planned.changes_nothing
    assert len(planned.people) == 4
    assert "'=1+1" in answer.text


def test_a_file_is_taken_only_where_one_is_asked_for(cast: Cast, web: Web) -> None:
    ada = web(cast, "ada")
    file = {"file": ("people.csv", b"Name,E-mail\n", "text/csv")}

    assert ada.post("/people", files=file).status_code == 415
    assert ada.post("/import-people/check", files=file).status_code == 422
    too_large = {"file": ("people.csv", b"x" * (1024 * 1024 + 1), "text/csv")}
    assert ada.post("/import-people/check", files=too_large).status_code == 413


def test_a_broken_form_is_not_read(cast: Cast, web: Web) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}

    answer = web(cast, "ada").post("/import-people/check", content=b"--x\r\nnope", headers=headers)

    assert answer.status_code == 400


def test_a_file_from_a_strangers_page_is_refused(cast: Cast, web: Web) -> None:
    file = {"file": ("people.csv", b"Name,E-mail\n", "text/csv")}
    client = web(cast, "ada")

    there = client.post("/import-people", files=file, headers={"Origin": "https://evil.example"})
    del client.headers["Origin"]
    unsaid = client.post("/import-people", files=file)

    assert (there.status_code, unsaid.status_code) == (403, 403)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_the_file_keep_nobody_out(cast: Cast, visit: Visit, theme: str) -> None:
    page = visit(cast, "ada", color_scheme=theme, viewport={"width": 320, "height": 640})

    page.goto("/import-people")
    for text in (HEAD + BAD, HEAD + GOOD):
        choose(page, text)
        assert not Axe().run(page).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_every_reason_has_its_german() -> None:
    source = Path(leavebook.web.__file__).parent / "locale/de/leavebook.po"
    with source.open("rb") as catalogue:
        known = {each.id for each in read_po(catalogue, locale="de") if each.string}

    assert set(SENTENCES.values()) <= known
    assert all(re.findall(r"%\((\w+)\)s", each) in ([], ["given"]) for each in SENTENCES.values())

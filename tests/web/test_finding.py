"""Quick find: Ctrl+K with JavaScript, a plain page without."""

from collections.abc import Callable

import httpx2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leavebook.web.finding.places import PLACES
from leavebook.web.languages import words
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def test_a_person_is_opened_from_the_keyboard(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")
    ada.goto("/calendar")

    ada.keyboard.press("Control+k")
    ada.keyboard.type("kim")
    expect(ada.locator("#found a").first).to_contain_text("Kim")
    ada.keyboard.press("ArrowDown")
    ada.keyboard.press("Enter")

    expect(ada.get_by_role("heading", name="Kim")).to_be_visible()


def test_the_first_that_is_found_is_opened_at_once(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")
    ada.goto("/calendar")

    ada.locator(".side").get_by_role("link", name="Find").click()
    ada.keyboard.type("who dec")
    expect(ada.locator("#found a")).to_have_count(1)
    ada.keyboard.press("Enter")

    expect(ada.get_by_role("heading", name="Who decides", exact=True)).to_be_visible()


def test_nothing_in_the_dialog_keeps_anybody_out(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    ada = visit(cast, "ada", reduced_motion="reduce")
    ada.goto("/calendar")

    ada.keyboard.press("Control+k")
    ada.keyboard.type("bea")
    expect(ada.locator("#found a").first).to_contain_text("Bea")

    assert Axe().run(ada).response["violations"] == []


def test_without_javascript_it_is_a_page(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    mo = visit(cast, "mo", java_script_enabled=False)

    mo.goto("/calendar")
    mo.locator(".side").get_by_role("link", name="Find").click()
    mo.get_by_label("A person, leave or a page").first.fill("bea")
    mo.locator("main").get_by_role("button", name="Find").click()

    expect(mo.locator("main").get_by_role("link", name="Bea, 4–8 May 2026")).to_be_visible()


def test_leave_is_found_by_those_who_may_see_it_only(cast: Cast, web: Web) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08", reason="The sea")
    path = f'href="/requests/{request}"'

    assert path in web(cast, "bea").get("/find?q=annual").text
    assert path in web(cast, "mo").get("/find?q=bea").text
    for words_typed in ("bea", "annual", "the sea"):
        assert path not in web(cast, "kim").get(f"/find?q={words_typed}").text


def test_nobody_finds_people_of_another_company(cast: Cast, strangers: Cast, web: Web) -> None:
    page = web(cast, "ada").get("/find?q=bea").text

    assert f'href="/people/{cast.bea.employee_id}"' in page
    assert f'href="/people/{strangers.bea.employee_id}"' not in page


def test_pages_are_found_by_those_who_may_open_them(cast: Cast, web: Web) -> None:
    assert 'href="/settings/integrations"' in web(cast, "ada").get("/find?q=xero").text
    assert 'href="/settings/integrations"' not in web(cast, "bea").get("/find?q=xero").text


def test_every_page_that_is_offered_opens(cast: Cast, web: Web) -> None:
    ada = web(cast, "ada")

    assert {place.path: ada.get(place.path).status_code for place in PLACES} == {
        place.path: 200 for place in PLACES
    }


def test_what_is_typed_stays_text(cast: Cast, web: Web) -> None:
    page = web(cast, "ada").get("/find", params={"q": "<script>window.hit=1</script>"}).text

    assert "<script>window" not in page


def test_every_page_has_a_german_name() -> None:
    german = words("de")
    names = {name for place in PLACES for name in (place.name, place.also) if name}

    assert {name for name in names if german.gettext(name) == name} == {
        "Xero, Productive, Google Calendar, Slack"
    }

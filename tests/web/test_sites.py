"""Where the company works, on the pages."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.services.company import sites
from leavebook.services.company.sites import NewSite
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


@JAVASCRIPT
def test_a_site_is_opened_moved_and_closed(cast: Cast, visit: Visit, *, javascript: bool) -> None:
    ada = visit(cast, "ada", java_script_enabled=javascript)

    ada.goto("/holidays")
    ada.get_by_role("link", name="Sites").click()
    ada.get_by_role("link", name="New site").click()
    ada.get_by_label("Country").select_option("AT")
    if not javascript:
        ada.get_by_role("button", name="Show").click()
    expect(ada.get_by_text("Nationalfeiertag")).to_be_visible()
    ada.get_by_label("Name of the site").fill("Vienna")
    expect(ada.get_by_label("Time zone")).to_have_value("Europe/Vienna")
    ada.get_by_role("button", name="Open the site").click()
    expect(ada.get_by_role("heading", name="Vienna")).to_be_visible()

    ada.get_by_label("Name of the site").fill("Vienna Lab")
    ada.get_by_role("button", name="Rename").click()
    expect(ada.get_by_role("heading", name="Vienna Lab")).to_be_visible()

    ada.get_by_text("Close the site").click()
    ada.get_by_role("button", name="Close", exact=True).click()
    expect(ada.get_by_text("Saved.")).to_be_visible()
    ada.get_by_text("Closed", exact=True).click()
    ada.get_by_role("link", name="Vienna Lab").click()
    ada.get_by_role("button", name="Use it again").click()
    expect(ada.get_by_role("heading", name="Where it is")).to_be_visible()


def test_what_a_move_would_change_stands_there_before_it_is_saved(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-06-01", "2026-06-05")
    ada = visit(cast, "ada")

    ada.goto(f"/sites/{cast.site_id}")
    ada.get_by_label("Region").select_option("BY")
    effect = ada.get_by_role("status").filter(has_text="Bayern")
    expect(effect).to_contain_text("Thu, 4 Jun 2026")  # Corpus Christi
    expect(effect).to_contain_text("Bea, Annual Leave: 5 days → 4 days")
    ada.get_by_role("button", name="Save").click()

    expect(ada.get_by_text("Bayern, Germany · UTC")).to_be_visible()
    ada.goto("/settings/audit")
    expect(ada.get_by_text("changed a site")).to_be_visible()


def test_a_site_with_people_says_why_it_does_not_close(cast: Cast, web: Web) -> None:
    path = f"/sites/{cast.site_id}"
    client = web(cast, "ada")

    in_english = client.post(f"{path}/close", data={"site": cast.site_id})
    client.cookies.set("leavebook-language", "de")
    in_german = client.post(f"{path}/close", data={"site": cast.site_id})

    assert in_english.status_code == 422
    assert "has people who work there or are to (4); move them first" in in_english.text
    assert "hat noch Menschen" in in_german.text


def test_the_site_of_a_person_is_changed_on_their_page(cast: Cast, visit: Visit) -> None:
    munich = NewSite(name="Munich", country="DE", region="BY", timezone="Europe/Berlin")
    with cast.acting("ada") as tx:
        sites.open_site(tx, munich)
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.get_by_text("Change", exact=True).click()
    ada.get_by_label("Site").select_option("Munich")
    ada.get_by_role("button", name="Save").click()
    ada.goto("/sites")

    expect(ada.get_by_role("link", name="Munich")).to_contain_text("1 person")
    expect(ada.get_by_role("link", name="Berlin Office")).to_contain_text("3 people")


def test_a_company_without_a_site_is_led_to_the_first_one(cast: Cast, web: Web) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE site SET closed_at = now()")

    for path in ("/sites", "/holidays"):
        answer = web(cast, "ada").get(path)
        assert "There is no site yet." in answer.text
        assert 'href="/new-site"' in answer.text

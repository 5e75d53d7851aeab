"""Limits on leave, on the pages: blocked days, and how many must stay."""

from collections.abc import Callable

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leavebook.domain.problems import Refused
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def test_days_are_blocked_and_freed_again(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/holidays?year=2026")
    ada.get_by_role("link", name="Limits on leave").click()
    form = ada.locator("form[action='/limits/blocked']")
    form.get_by_label("Name").fill("Stocktaking")
    form.get_by_label("First day").fill("2026-06-11")
    form.get_by_label("Last day").fill("2026-06-12")
    form.get_by_label("Whoever asks all the same").select_option("hard")
    form.get_by_role("button", name="Block").click()
    expect(ada.locator("small", has_text="Stocktaking")).to_be_visible()
    assert Axe().run(ada).response["violations"] == []
    with pytest.raises(Refused, match="blocked_day"):
        ask(cast, "bea", "2026-06-12", "2026-06-12")
    ada.get_by_role("button", name="Take back Stocktaking").click()

    expect(ada.get_by_text("No day is blocked.")).to_be_visible()
    ask(cast, "bea", "2026-06-12", "2026-06-12")


def test_a_crew_keeps_some_of_its_people(cast: Cast, web: Web) -> None:
    rule = {
        "name": "On call",
        "crew": f"department:{cast.department_id}",
        "measure": "max_absent",
        "number": "1",
        "strength": "hard",
    }

    page = web(cast, "ada").post("/limits/crews", data=rule, follow_redirects=True)

    assert "On call" in page.text
    assert "at most 1 away" in page.text
    ask(cast, "kim", "2026-06-12", "2026-06-12")
    with pytest.raises(Refused, match="too_few_present"):
        ask(cast, "bea", "2026-06-12", "2026-06-12")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("crew", "nobody:1"), ("crew", "site:999999"), ("measure", "all"), ("number", "some")],
)
def test_what_cannot_be_is_said_with_the_form(cast: Cast, web: Web, field: str, typed: str) -> None:
    rule = {"name": "On call", "crew": "", "measure": "min_present", "number": "1", field: typed}

    answer = web(cast, "ada").post("/limits/crews", data=rule)

    assert answer.status_code == 422


def test_a_name_is_taken_once(cast: Cast, web: Web) -> None:
    rule = {"name": "On call", "crew": "", "measure": "min_present", "number": "1"}
    web(cast, "ada").post("/limits/crews", data=rule)

    answer = web(cast, "ada").post("/limits/crews", data=rule)

    assert answer.status_code in {409, 422}

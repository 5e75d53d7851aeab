"""The days somebody works, on the pages: what would change, and changing it."""

from collections.abc import Callable

import httpx2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def test_another_week_is_looked_at_before_it_is_saved(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-06-08", "2026-06-12")
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.get_by_role("link", name="Working week").click()
    ada.get_by_label("Fri").uncheck()
    ada.get_by_label("Hours a week").fill("32")
    ada.get_by_role("button", name="What would change?").click()
    effect = ada.get_by_role("region", name="What it would change")
    expect(effect).to_contain_text("5 days → 4 days")
    expect(effect).to_contain_text("16 days → 17 days")
    assert Axe().run(ada).response["violations"] == []
    ada.get_by_role("button", name="Save").click()

    expect(ada.get_by_text("32", exact=True)).to_be_visible()


def test_a_week_without_work_is_said_beside_the_form(cast: Cast, web: Web) -> None:
    form = {"since": "2026-07-01", "weekly_hours": "32"}

    answer = web(cast, "ada").post(f"/people/{cast.bea.employee_id}/week", data=form)

    assert answer.status_code == 422

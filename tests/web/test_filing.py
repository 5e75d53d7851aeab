"""Asking for leave in somebody else's name."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.web.conftest import Visit
from tests.web.test_stories import JAVASCRIPT

Web = Callable[..., httpx2.Client]


@JAVASCRIPT
@pytest.mark.parametrize("who", ["mo", "ada"])
def test_a_manager_or_the_office_asks_in_the_name_of_somebody(
    cast: Cast, visit: Visit, who: str, *, javascript: bool
) -> None:
    page = visit(cast, who, java_script_enabled=javascript)

    page.goto(f"/people/{cast.bea.employee_id}")
    page.get_by_role("link", name="Ask for leave in their name").click()
    expect(page.get_by_text("in the name of")).to_be_visible()
    page.get_by_label("First day").fill("2026-05-04")
    page.get_by_label("Last day").fill("2026-05-08")
    if javascript:
        expect(page.locator("#preview .sums dd").first).to_have_text("5 days")
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator(".hero").get_by_role("link", name="Bea")).to_be_visible()
    bea = visit(cast, "bea")
    bea.goto("/")
    expect(bea.get_by_role("link", name="4–8 May 2026").first).to_be_visible()


def test_a_colleague_asks_for_themselves_alone(
    cast: Cast, strangers: Cast, visit: Visit, web: Web
) -> None:
    kim = visit(cast, "kim")
    kim.goto(f"/people/{cast.bea.employee_id}")
    expect(kim.get_by_role("link", name="Ask for leave in their name")).to_have_count(0)
    form = {"leave_type_id": str(cast.leave_types["AL"]), "first_day": "2026-05-04"}

    client = web(cast, "kim")
    for other, status in ((cast.bea, 403), (strangers.bea, 404)):
        named = {"person": str(other.employee_id), **form}
        assert client.get("/ask", params=named).status_code == status
        assert client.post("/ask", data=named).status_code == status
        assert client.post("/ask/check", data=named).status_code == status


def test_who_is_no_employee_chooses_somebody_first(cast: Cast, web: Web) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET user_id = NULL WHERE id = %(id)s", id=cast.ada.employee_id)
    ada = web(cast, "ada")

    chosen = ada.get("/ask")
    asked = ada.get(f"/ask?person={cast.bea.employee_id}")

    assert chosen.headers["location"] == "/people?done=choose"
    assert asked.status_code == 200

"""Another role and another department, on somebody's page."""

from collections.abc import Callable

import httpx2
from playwright.sync_api import expect

from tests.cast import Cast
from tests.web.conftest import Visit

Web = Callable[..., httpx2.Client]


def test_a_role_that_is_given_holds_from_the_next_click_on(
    cast: Cast, visit: Visit, web: Web
) -> None:
    bea = web(cast, "bea")
    before = bea.get("/new-person").status_code
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.get_by_text("Role: Employee").click()
    ada.get_by_label("Role").select_option("hr")
    ada.get_by_role("button", name="Give the role").click()

    expect(ada.get_by_text("Role: Human resources")).to_be_visible()
    assert (before, bea.get("/new-person").status_code) == (403, 200)


def test_somebody_moves_to_no_department_and_back(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")
    ada.goto(f"/people/{cast.bea.employee_id}")

    for wanted, shown in (("–", "Berlin Office"), ("Engineering", "Engineering · Berlin Office")):
        ada.get_by_text("Change", exact=True).click()
        ada.get_by_label("Department").select_option(wanted)
        ada.get_by_role("button", name="Save").click()
        expect(ada.locator(".head p")).to_have_text(shown)


def test_nobody_is_offered_their_own_role(cast: Cast, web: Web) -> None:
    page = web(cast, "ada").get(f"/people/{cast.ada.employee_id}").text

    assert "Give the role" not in page

"""The company closes, on the pages: what it would take, taking it, and calling it off."""

from collections.abc import Callable

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leavebook.services.books.batches import Tally
from leavebook.services.leave import shutdowns
from tests.cast import Cast
from tests.services.opened_books import opening
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def settle(cast: Cast) -> None:
    shutdowns.settle(opening(cast), Tally())


def test_a_shutdown_is_looked_at_ordered_charged_and_called_off(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-06-08", "2026-06-09")
    ada = visit(cast, "ada")

    ada.goto("/holidays?year=2026")
    ada.get_by_role("link", name="Close and take the days from leave").click()
    ada.get_by_label("Name").fill("Summer break")
    ada.get_by_label("First day").fill("2026-06-08")
    ada.get_by_label("Last day").fill("2026-06-12")
    ada.get_by_role("button", name="What would it take?").click()
    effect = ada.get_by_role("region", name="What it would take")
    expect(effect).to_contain_text("18 days")  # five of three people, and three of Bea
    effect.get_by_role("button", name="Close and take the days").click()
    expect(ada.get_by_text("4 people are still to be charged")).to_be_visible()
    settle(cast)
    ada.reload()
    expect(ada.get_by_text("of 4 people")).to_be_visible()
    assert Axe().run(ada).response["violations"] == []

    ada.get_by_role("button", name="Call it off").click()
    settle(cast)
    ada.reload()

    expect(ada.get_by_text("Nothing is taken.")).to_be_visible()


def test_whose_leave_is_not_enough_is_named_before_and_after(cast: Cast, visit: Visit) -> None:
    for first, last in (("2026-05-04", "2026-05-15"), ("2026-07-06", "2026-07-15")):
        ask(cast, "bea", first, last)
    ada = visit(cast, "ada")

    ada.goto("/shutdowns")
    ada.get_by_label("Name").fill("Summer break")
    ada.get_by_label("First day").fill("2026-06-08")
    ada.get_by_label("Last day").fill("2026-06-12")
    ada.get_by_label("Where that is not enough").select_option("list")
    ada.get_by_role("button", name="What would it take?").click()
    expect(ada.get_by_text("1 day short")).to_be_visible()  # 21 less 9, as 14 May is free, 8 and 5
    assert Axe().run(ada).response["violations"] == []
    ada.get_by_role("button", name="Close and take the days").click()
    settle(cast)
    ada.reload()

    expect(ada.get_by_role("link", name="Bea")).to_contain_text("1 day short")


def test_everybody_sees_that_the_company_is_closed_and_nobody_else_orders_it(
    cast: Cast, web: Web
) -> None:
    order = {
        "name": "Summer break",
        "first_day": "2026-06-08",
        "leave_type_id": str(cast.leave_types["AL"]),
        "short": "negative",
    }

    web(cast, "ada").post("/shutdowns", data=order)

    assert "Summer break" in web(cast, "bea").get("/holidays?year=2026").text
    assert web(cast, "bea").get("/shutdowns").status_code == 403
    assert web(cast, "mo").post("/shutdowns", data=order).status_code == 403


@pytest.mark.parametrize("path", ["/shutdowns", "/shutdowns/check"])
def test_who_may_not_order_one_is_told_so_and_not_what_is_wrong_with_the_form(
    cast: Cast, web: Web, path: str
) -> None:
    answer = web(cast, "bea").post(path, data={"first_day": "soon", "short": "nothing"})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("field", "typed"), [("short", "paid"), ("short", "unpaid:x"), ("first_day", "soon")]
)
def test_what_cannot_be_is_said_beside_the_form(
    cast: Cast, web: Web, field: str, typed: str
) -> None:
    form = {
        "name": "Summer break",
        "first_day": "2026-06-08",
        "leave_type_id": str(cast.leave_types["AL"]),
        "short": "negative",
        field: typed,
    }

    answer = web(cast, "ada").post("/shutdowns/check", data=form)

    assert answer.status_code == 422
    assert 'value="Summer break"' in answer.text

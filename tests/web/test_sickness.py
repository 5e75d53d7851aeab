"""Somebody's sickness on the pages: what follows from it, and certified days of a holiday."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leavebook.services.leave import decisions
from tests.cast import Cast
from tests.web.conftest import Visit, ask


def test_sick_days_of_a_holiday_are_recorded_and_given_back(cast: Cast, visit: Visit) -> None:
    request = ask(cast, "bea", "2026-06-08", "2026-06-12")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.get_by_role("link", name="Sickness").click()
    ada.get_by_label("First day").fill("2026-06-09")
    ada.get_by_label("Last day").fill("2026-06-12")
    ada.get_by_role("button", name="Record").click()
    expect(ada.get_by_text("9–12 Jun 2026")).to_be_visible()
    # More than three calendar days, so a certificate is due from the fourth one.
    expect(ada.get_by_text("Certificate due from Fri, 12 Jun 2026")).to_be_visible()
    assert Axe().run(ada).response["violations"] == []

    ada.goto(f"/requests/{request}")
    expect(ada.get_by_text("1 day", exact=True)).to_be_visible()

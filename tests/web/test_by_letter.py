"""Deciding with the link in a letter, as it looks and feels, on whatever is at hand."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import amendments, decisions
from leavebook.services.leave.booking import found
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.telling import letters
from tests.cast import Cast
from tests.web.conftest import ask, decision_link

Open = Callable[..., Page]
Web = Callable[..., httpx2.Client]


@pytest.fixture
def opened(server: str, browser: Browser) -> Iterator[Open]:
    """Open pages in a browser in which nobody is signed in."""
    contexts = []

    def page(**options: Any) -> Page:  # noqa: ANN401  options are the browser’s own
        context = browser.new_context(base_url=server, locale="en-GB", **options)
        context.set_default_timeout(8000)
        contexts.append(context)
        return context.new_page()

    yield page
    for each in contexts:
        each.close()


def test_one_tap_on_a_phone_without_javascript_in_german(cast: Cast, opened: Open) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08", reason="Das Meer")
    ask(cast, "kim", "2026-05-05", "2026-05-05")
    with cast.acting("mo") as tx:
        letters.choose_language(tx, "de")
    phone = opened(java_script_enabled=False, viewport={"width": 390, "height": 844})

    phone.goto(decision_link(cast, "mo", request))
    told = phone.get_by_role("main").inner_text()
    phone.get_by_role("button", name="Genehmigen").click()

    for fact in ("Bea beantragt Urlaub", "4.–8. Mai 2026", "Annual Leave", "5 Tage", "Das Meer"):
        assert fact in told
    assert "16 Tage" in told  # 21 a year, and 5 of them asked for
    assert "Sie entscheiden als Mo." in told
    expect(phone.get_by_text("Sie haben es genehmigt.")).to_be_visible()
    with cast.acting() as tx:
        assert found(tx, request).state == "approved"


def test_a_rejection_says_why_and_the_receipt_stays_after_reloading(
    cast: Cast, opened: Open
) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    page = opened()

    page.goto(decision_link(cast, "mo", request))
    page.get_by_text("Reject", exact=True).click()
    page.get_by_label("Reason").fill("The fair")
    page.get_by_role("button", name="Reject with this reason").click()
    receipt = page.get_by_text("You have rejected it, with your reason.")
    expect(receipt).to_be_visible()
    page.reload()

    expect(receipt).to_be_visible()
    with cast.acting() as tx:
        assert found(tx, request).rejection_reason == "The fair"


def test_who_else_is_away_is_said_before_deciding(cast: Cast, opened: Open) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    ask(cast, "kim", "2026-05-05", "2026-05-05")
    page = opened()

    page.goto(decision_link(cast, "mo", request))
    page.get_by_text("Who else").click()

    expect(page.get_by_text("Kim: Tue, 5 May 2026 (waiting)")).to_be_visible()


@pytest.mark.parametrize(
    "inside",
    ["sensitive = true, visibility = 'manager'", "sensitive = false, visibility = 'office'"],
)
def test_a_page_that_anybody_with_the_letter_reads_keeps_what_stays_inside(
    cast: Cast, web: Web, inside: str
) -> None:
    with cast.acting() as tx:
        tx.run(f"UPDATE leave_type SET {inside} WHERE code = 'SL'")
    request = ask(cast, "bea", "2026-04-01", "2026-04-02", code="SL", reason="Migraine")

    page = web().get(decision_link(cast, "ada", request)).text

    assert "Bea asks for leave" in page
    assert "What kind of leave it is, you see after signing in." in page
    for secret in ("Sick", "Migraine", "12 days"):  # 14 a year, and 2 of them asked for
        assert secret not in page


def test_a_change_of_agreed_leave_says_what_it_takes_the_place_of(cast: Cast, web: Web) -> None:
    before = ask(cast, "bea", "2026-05-04", "2026-05-08")
    with cast.acting("mo") as tx:
        decisions.approve(tx, before)
    with cast.acting("bea") as tx:
        asked = LeaveAsked(
            employee_id=cast.bea.employee_id,
            leave_type_id=cast.leave_types["AL"],
            spans=(whole_days(date(2026, 5, 11), date(2026, 5, 13)),),
        )
        change = amendments.amend(tx, before, asked).id
    link = decision_link(cast, "mo", change)

    page = web().get(link).text
    web().post(link, data={"verdict": "approve"})

    assert "<dt>In place of</dt><dd>4–8 May 2026 · 5 days</dd>" in page
    assert "18 days" in page  # 21 a year, 3 of them asked for in place of 5
    with cast.acting() as tx:
        assert found(tx, before).state == "superseded"
        assert found(tx, change).state == "approved"


def test_nothing_of_the_address_is_told_to_whoever_is_visited_next(
    cast: Cast, opened: Open
) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    page = opened()
    page.goto(decision_link(cast, "mo", request))
    asked = []
    page.on("request", lambda each: asked.append(each.all_headers().get("referer")))

    page.get_by_role("link", name="Sign in and see everything").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert asked
    assert not any("/decide/" in (referer or "") for referer in asked)

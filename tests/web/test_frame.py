"""What stands around every page: the end of a session, what is read aloud, paper, keys."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import CredentialKind
from tests.cast import NOW, Cast
from tests.web.conftest import Visit, ask

LISTENING = """
addEventListener("DOMContentLoaded", () => {
  window.heard = [];
  new MutationObserver((changes) => heard.push(...changes.map((change) => change.target.data)))
    .observe(document.querySelector("#news"), { characterData: true, subtree: true });
});
"""
"""Hears what a screen reader would."""

A4 = (595, 842)
"""Points, upright."""


def visit_until(cast: Cast, visit: Visit, *, lasts: timedelta) -> Page:
    """Visit as Bea in a session that ends soon."""
    page = visit(cast, "bea")
    with cast.acting("bea") as tx:
        secret = credentials.issue(
            tx, CredentialKind.WEB_SESSION, name="Test", expires_at=NOW + lasts
        ).secret
    (old,) = [each for each in page.context.cookies() if each["name"] == "leavebook"]
    page.context.add_cookies([{**old, "value": secret}])  # type: ignore[typeddict-item]  # as it was read
    page.goto("/ask")
    return page


@pytest.mark.parametrize(
    ("lasts", "is_told"),
    [(timedelta(minutes=9), True), (timedelta(minutes=40), False), (timedelta(days=6), False)],
)
def test_whoever_will_be_signed_out_soon_is_told_in_time(
    cast: Cast, visit: Visit, lasts: timedelta, *, is_told: bool
) -> None:
    page = visit_until(cast, visit, lasts=lasts)

    expect(page.get_by_text("Your session ends at")).to_be_visible(visible=is_told)


def test_a_page_that_stays_open_tells_it_by_itself(cast: Cast, visit: Visit) -> None:
    # Shown when ten minutes are left: six seconds from here, some of which have gone already.
    page = visit_until(cast, visit, lasts=timedelta(minutes=10, seconds=12))
    told = page.get_by_role("alert").filter(has_text="Your session ends at")

    expect(told).to_be_visible(timeout=14_000)

    told.get_by_role("link", name="Sign in again now").click()
    expect(page).to_have_url(re.compile(r"/login\?next=%?2?F?/?ask"))


@pytest.mark.parametrize(("path", "is_upright"), [("/calendar", False), ("/balances", True)])
def test_the_calendar_lies_on_paper_and_a_balance_stands(
    cast: Cast, visit: Visit, path: str, *, is_upright: bool
) -> None:
    page = visit(cast, "bea")
    kind = cast.leave_types["AL"]
    page.goto(path if path == "/calendar" else f"{path}/{cast.bea.employee_id}/{kind}")

    printed = page.pdf(prefer_css_page_size=True)

    width, height = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)[0]
    size = (round(float(width)), round(float(height)))
    assert size == (A4 if is_upright else A4[::-1])


def test_the_inbox_is_worked_through_from_the_keyboard(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-05")
    ask(cast, "kim", "2026-06-08", "2026-06-09")
    page = visit(cast, "mo")
    page.goto("/inbox")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-inbox] > li[aria-current]")).to_contain_text("Kim")
    page.keyboard.press("k")
    expect(page.locator("[data-inbox] > li[aria-current]")).to_contain_text("Bea")
    page.keyboard.press("a")
    expect(page.get_by_text("Approved.")).to_be_visible()
    page.keyboard.press("r")
    page.get_by_role("dialog").get_by_label("Reason").fill("Too many are away.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Rejected, with your reason.")).to_be_visible()


def test_what_was_done_changes_a_live_region_so_that_it_is_read_aloud(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast, "bea")
    page.add_init_script(LISTENING)

    page.goto("/profile?done=saved")

    expect(page.locator("#news[role=status] .toast")).to_have_text("Saved.")
    page.wait_for_function("window.heard.includes('Saved.')")


def test_how_many_are_away_today_stands_over_the_calendar(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "ada")

    page.goto("/calendar?month=2026-04")
    expect(page.get_by_text("0 of 4 away at some time · 0 today")).to_be_visible()
    page.goto("/calendar?month=2026-05")
    expect(page.get_by_text("0 of 4 away at some time")).to_be_visible()
    expect(page.get_by_text("today", exact=False).filter(has_text="· ")).to_have_count(0)

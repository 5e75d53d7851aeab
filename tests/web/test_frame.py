"""What stands around every page: what is read aloud, paper, keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
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

"""What people do on the pages, told in a real browser, with JavaScript and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.web.conftest import Visit, ask

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


def fill_in(page: Page, cast: Cast, first: str, last: str) -> None:
    page.goto("/ask")
    page.locator(f"input[name=leave_type_id][value='{cast.leave_types['AL']}']").check()
    page.get_by_label("First day").fill(first)
    page.get_by_label("Last day").fill(last)


@JAVASCRIPT
def test_leave_that_is_asked_for_and_approved_stands_on_the_wallchart(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    bea = visit(cast, "bea", java_script_enabled=javascript)
    mo = visit(cast, "mo", java_script_enabled=javascript)

    fill_in(bea, cast, "2026-05-04", "2026-05-08")
    bea.get_by_role("button", name="Ask", exact=True).click()
    expect(bea.get_by_text("Your request is on its way.")).to_be_visible()
    expect(bea.get_by_text("Waits for the manager")).to_be_visible()

    mo.goto("/inbox")
    expect(mo.locator(".side .badge")).to_contain_text("1")
    mo.locator(".waiting").get_by_role("button", name="Approve").click()
    expect(mo.get_by_text("Nothing waits for you.")).to_be_visible()

    bea.goto("/calendar?month=2026-05")
    row = bea.get_by_role("row").filter(has_text="Bea")
    expect(row.locator("a.off")).to_have_count(5)
    expect(row.locator("a.off").first).to_have_attribute(
        "title", "Annual Leave, 4–8 May 2026, Approved"
    )


@JAVASCRIPT
def test_whoever_rejects_gives_the_reason_and_the_person_reads_it(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    mo = visit(cast, "mo", java_script_enabled=javascript)
    bea = visit(cast, "bea")

    if javascript:
        mo.goto("/inbox")
        mo.get_by_role("link", name="Reject").click()
        dialog = mo.get_by_role("dialog")
        dialog.get_by_label("Reason").fill("The fair is that week.")
        dialog.get_by_role("button", name="Reject").click()
    else:
        mo.goto(f"/requests/{request}")
        mo.get_by_text("Reject", exact=True).click()
        mo.get_by_label("Reason").fill("The fair is that week.")
        mo.get_by_role("button", name="Reject with this reason").click()
    expect(mo.get_by_text("Rejected, with your reason.")).to_be_visible()

    bea.goto(f"/requests/{request}")
    expect(bea.locator(".hero")).to_contain_text("Rejected: The fair is that week.")


@JAVASCRIPT
def test_a_request_can_be_taken_back(cast: Cast, visit: Visit, *, javascript: bool) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    bea = visit(cast, "bea", java_script_enabled=javascript)

    bea.goto(f"/requests/{request}")
    bea.locator("summary", has_text="Take it back").click()
    bea.get_by_role("button", name="Take it back").click()

    expect(bea.get_by_text("Taken back.")).to_be_visible()
    expect(bea.locator(".hero .state")).to_contain_text("Withdrawn")


def test_the_cost_is_known_before_anything_is_asked_for(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")

    fill_in(bea, cast, "2026-04-30", "2026-05-04")  # 1 May is a holiday, then a weekend

    preview = bea.locator("#preview")
    expect(preview.locator(".sums dd").first).to_have_text("2 days")
    expect(preview.get_by_text("Weekend")).to_have_count(2)
    expect(preview.get_by_text("Mo will decide.")).to_be_visible()
    expect(preview.locator(".sums dd").last).to_have_text("19")  # of the year's 21


def test_without_javascript_a_button_tells_the_cost(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea", java_script_enabled=False)

    fill_in(bea, cast, "2026-05-04", "2026-05-08")
    bea.get_by_role("button", name="Check").click()

    expect(bea.locator("#preview .sums dd").first).to_have_text("5 days")


def test_a_morning_off_costs_half_a_day_and_shows_as_half_a_cell(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")

    fill_in(bea, cast, "2026-05-04", "2026-05-04")
    bea.get_by_role("radio", name="Morning").check()
    expect(bea.locator("#preview .sums dd").first).to_have_text("0.5 days")
    bea.get_by_role("button", name="Ask", exact=True).click()
    bea.get_by_text("Your request is on its way.").wait_for()
    bea.goto("/calendar?month=2026-05")

    row = bea.get_by_role("row").filter(has_text="Bea")
    expect(row.locator("a.off.am.p")).to_have_count(1)


def test_colleagues_who_are_away_are_shown_to_both_sides(cast: Cast, visit: Visit) -> None:
    approved = ask(cast, "kim", "2026-05-05", "2026-05-06")
    mo = visit(cast, "mo")
    mo.goto(f"/requests/{approved}")
    mo.get_by_role("button", name="Approve").click()
    mo.get_by_text("Approved.").wait_for()
    bea = visit(cast, "bea")

    fill_in(bea, cast, "2026-05-04", "2026-05-08")
    expect(bea.locator("#preview")).to_contain_text("Kim: 5–6 May 2026")
    bea.get_by_role("button", name="Ask", exact=True).click()
    bea.get_by_text("Your request is on its way.").wait_for()

    mo.goto("/inbox")
    expect(mo.locator(".waiting")).to_contain_text("One clash")


def test_everything_that_speaks_against_it_is_said_before_asking(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")

    fill_in(bea, cast, "2026-05-04", "2026-06-30")

    expect(bea.locator("#preview [role=alert]")).to_contain_text("Insufficient leave balance")


def test_a_manager_empties_the_inbox_from_the_keyboard(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    ask(cast, "kim", "2026-06-01", "2026-06-02")
    mo = visit(cast, "mo")

    mo.goto("/inbox")
    mo.keyboard.press("j")
    mo.keyboard.press("j")
    expect(mo.locator(".waiting[aria-current]")).to_contain_text("Kim")
    mo.keyboard.press("k")
    mo.keyboard.press("a")

    expect(mo.get_by_text("One request waits for you")).to_be_visible()


def test_several_requests_are_approved_at_once(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    ask(cast, "kim", "2026-06-01", "2026-06-02")
    mo = visit(cast, "mo")

    mo.goto("/inbox")
    for box in mo.get_by_role("checkbox").all():
        box.check()
    mo.get_by_role("button", name="Approve the ticked ones").click()

    expect(mo.get_by_text("Nothing waits for you.")).to_be_visible()


def test_a_balance_opens_into_its_movements_and_their_arithmetic(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")

    bea.goto("/")
    bea.get_by_role("link", name="Annual Leave").first.click()
    granted = bea.locator("summary", has_text="Granted").first
    granted.click()

    expect(granted).to_contain_text("+21")
    expect(bea.locator("details[open] .because")).to_contain_text("entitlement")


def test_a_token_is_shown_once_and_worth_nothing_once_revoked(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/settings")
    ada.get_by_label("What is it for?").fill("Payroll")
    ada.get_by_role("button", name="Make a token").click()
    secret = ada.locator("#secret").inner_text()
    works = ada.request.get("/health/live")
    ada.get_by_role("link", name="I have it").click()
    expect(ada.get_by_text(secret)).to_have_count(0)
    ada.get_by_role("button", name="Revoke Payroll").click()

    expect(ada.get_by_text("From now on it is worth nothing.")).to_be_visible()
    expect(ada.get_by_role("row").filter(has_text="Payroll")).to_contain_text("Revoked")
    assert len(secret) == 64
    assert works.ok

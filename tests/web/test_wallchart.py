"""The wallchart shows who is there, and not only who has leave."""

import re
from dataclasses import replace

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from leavebook.domain.calendar.calendar import Part
from leavebook.domain.calendar.patterns import even_week
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.services.leave import decisions
from leavebook.storage.people import terms
from tests.cast import TODAY, Cast
from tests.web.conftest import Visit, ask


def cell(page: Page, name: str, day: int) -> Locator:
    row = page.locator("tbody tr", has=page.get_by_role("rowheader", name=name, exact=True))
    return row.locator("td").nth(day - 1)


def test_a_day_that_somebody_never_works_is_shaded_like_a_weekend(cast: Cast, visit: Visit) -> None:
    with cast.acting() as tx:
        (agreed,) = terms.of_person(tx, cast.kim.employee_id)
        four_days = replace(agreed, weeks=(even_week(32 * 60, (0, 1, 2, 3)),))
        terms.set_from(tx, cast.kim.employee_id, four_days)
    ada = visit(cast, "ada")

    ada.goto("/calendar?month=2026-05")

    friday, saturday = 8, 9
    expect(cell(ada, "Kim", friday)).to_have_class("w")
    expect(cell(ada, "Bea", friday)).not_to_have_class("w")
    expect(cell(ada, "Bea", saturday)).to_have_class("w")


def test_half_a_holiday_is_half_hatched_and_says_which_half(cast: Cast, visit: Visit) -> None:
    fair = HolidayChange(on=TODAY.replace(day=15), name="Fair", free=Part.PM, site_id=None)
    with cast.acting("ada") as tx:
        holiday_changes.set_holiday(tx, fair)
    ada = visit(cast, "ada")

    ada.goto("/calendar?month=2026-04")

    expect(cell(ada, "Bea", 15)).to_have_class("h pm")
    expect(cell(ada, "Bea", 15)).to_have_attribute("title", "Fair (Afternoon)")


def test_three_months_are_seen_at_once(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-06-29", "2026-07-02")
    ada = visit(cast, "ada", java_script_enabled=False)

    ada.goto("/calendar?month=2026-05")
    ada.get_by_role("link", name="Three months").click()

    expect(ada.get_by_role("heading", level=1)).to_have_text(re.compile("May 2026 – July 2026"))
    expect(ada.locator("tbody tr").first.locator("td")).to_have_count(31 + 30 + 31)
    expect(ada.get_by_title(re.compile("Annual Leave, 29 Jun"))).to_have_count(4)
    ada.get_by_role("link", name="August 2026").click()
    expect(ada.get_by_role("heading", level=1)).to_contain_text("October 2026")


def test_ones_own_days_are_at_the_top(cast: Cast, visit: Visit) -> None:
    kim = visit(cast, "kim")

    kim.goto("/calendar?month=2026-05")

    expect(kim.locator("tbody th").first).to_have_text("Kim")
    expect(kim.locator("tbody tr[data-own]")).to_have_count(1)


def test_a_day_says_who_takes_what_and_how_that_stands(cast: Cast, visit: Visit) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    mo = visit(cast, "mo")
    mo.goto("/calendar?month=2026-05")

    cell(mo, "Bea", 5).click()

    told = mo.get_by_role("dialog", name="Bea")
    expect(told).to_contain_text("Tuesday, 5 May 2026")
    expect(told.get_by_role("link", name="Ask for leave")).to_be_hidden()
    told.get_by_role("link", name="Annual Leave, 4–8 May 2026, Waiting").click()
    expect(mo).to_have_url(re.compile(f"/requests/{request}$"))


def test_a_day_tells_a_colleague_only_that_somebody_is_away(cast: Cast, visit: Visit) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    kim = visit(cast, "kim")
    kim.goto("/calendar?month=2026-05")

    cell(kim, "Bea", 5).click()

    told = kim.get_by_role("dialog", name="Bea")
    expect(told.get_by_role("listitem")).to_have_text(["Away, 4–8 May 2026"])
    expect(told.get_by_role("link")).to_have_count(0)


def test_a_day_on_which_somebody_else_is_there_has_nothing_to_tell(
    cast: Cast, visit: Visit
) -> None:
    kim = visit(cast, "kim")
    kim.goto("/calendar?month=2026-05")

    cell(kim, "Bea", 5).click()

    expect(kim.locator("#told")).to_be_hidden()


def test_days_drawn_with_the_mouse_are_those_that_are_asked_for(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")
    bea.goto("/calendar?month=2026-05")

    cell(bea, "Bea", 7).hover()
    bea.mouse.down()
    cell(bea, "Bea", 5).hover()
    cell(bea, "Kim", 4).hover()  # a hand that slips into another row goes on in its own
    bea.mouse.up()
    expect(bea.get_by_role("dialog", name="Bea")).to_contain_text(
        re.compile("Tuesday,? 5 .* 7 May")
    )
    expect(bea.locator("[aria-selected=true]")).to_have_count(3)
    bea.get_by_role("link", name="Ask for leave").click()

    expect(bea.get_by_label("First day")).to_have_value("2026-05-05")
    expect(bea.get_by_label("Last day")).to_have_value("2026-05-07")
    expect(bea.locator("#preview")).to_contain_text("3 days")


def test_days_are_chosen_and_asked_for_by_keyboard_alone(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")
    bea.goto("/calendar?month=2026-05")

    cell(bea, "Bea", 1).focus()
    for key in (*["ArrowRight"] * 3, *["Shift+ArrowRight"] * 2):
        bea.keyboard.press(key)
    expect(bea.locator("#said")).to_contain_text("May 2026")
    expect(bea.locator("[aria-selected=true]")).to_have_count(3)
    bea.keyboard.press("Enter")
    bea.keyboard.press("Enter")

    expect(bea.get_by_label("First day")).to_have_value("2026-05-04")
    expect(bea.get_by_label("Last day")).to_have_value("2026-05-06")


def test_what_a_day_tells_closes_with_escape_and_leaves_one_where_one_was(
    cast: Cast, visit: Visit
) -> None:
    bea = visit(cast, "bea")
    bea.goto("/calendar?month=2026-05")
    cell(bea, "Bea", 4).click()
    expect(bea.get_by_role("link", name="Ask for leave")).to_be_focused()

    bea.keyboard.press("Escape")

    expect(bea.locator("#told")).to_be_hidden()
    expect(cell(bea, "Bea", 4)).to_be_focused()


def test_without_javascript_a_day_leads_to_the_leave_itself(cast: Cast, visit: Visit) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    mo = visit(cast, "mo", java_script_enabled=False)
    mo.goto("/calendar?month=2026-05")

    cell(mo, "Bea", 5).get_by_role("link").click()

    expect(mo).to_have_url(re.compile(f"/requests/{request}$"))


def test_an_open_day_keeps_nobody_out(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    mo = visit(cast, "mo")
    mo.goto("/calendar?month=2026-05")

    cell(mo, "Bea", 5).click()

    assert not Axe().run(mo).response["violations"]


def test_a_small_screen_begins_with_today(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada", viewport={"width": 390, "height": 844})

    def later(route: Route) -> None:
        shown = route.fetch()
        text = re.sub(r'class="today "', 'class=""', shown.text())
        later_on = 'data-day="2026-04-25" class="'
        route.fulfill(response=shown, body=text.replace(later_on, f"{later_on}today "))

    ada.route(re.compile("/calendar$"), later)
    ada.goto("/calendar")

    expect(ada.get_by_role("columnheader", name="Sa 25")).to_be_in_viewport()
    expect(ada.get_by_role("columnheader", name="We 1", exact=True)).not_to_be_in_viewport()

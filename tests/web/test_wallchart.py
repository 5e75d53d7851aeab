"""The wallchart shows who is there, and not only who has leave."""

import re
from dataclasses import replace

from playwright.sync_api import Locator, Page, expect

from leavebook.domain.calendar.calendar import Part
from leavebook.domain.calendar.patterns import even_week
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange
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

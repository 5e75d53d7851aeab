"""The form offers halves of days and hours where the kind of leave is given so."""

from playwright.sync_api import Page

from tests.cast import Cast
from tests.web.conftest import Visit


def by_the_hour(cast: Cast, code: str) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET rules = rules || %(rules)s::jsonb WHERE id = %(id)s",
            rules='{"hours_allowed": true, "half_days_allowed": false}',
            id=cast.leave_types[code],
        )


def choose(page: Page, cast: Cast, code: str) -> None:
    page.locator(f"input[name=leave_type_id][value='{cast.leave_types[code]}']").check()


def offered(page: Page) -> list[str]:
    return [
        str(part.get_attribute("value"))
        for part in page.locator("input[name=part]").all()
        if part.locator("xpath=..").is_visible()
    ]


def test_hours_are_offered_only_for_leave_that_is_given_by_the_hour(
    cast: Cast, visit: Visit
) -> None:
    by_the_hour(cast, "UL")
    page = visit(cast, "bea")
    page.goto("/ask")

    before = offered(page)
    choose(page, cast, "UL")

    assert (before, offered(page)) == (["days", "am", "pm"], ["days", "hours"])


def test_what_another_kind_does_not_know_is_not_kept_chosen(cast: Cast, visit: Visit) -> None:
    by_the_hour(cast, "UL")
    page = visit(cast, "bea")
    page.goto("/ask")
    choose(page, cast, "UL")
    page.locator("input[name=part][value=hours]").check()

    choose(page, cast, "AL")

    assert page.locator("input[name=part]:checked").get_attribute("value") == "days"
    assert page.locator("[data-only=hours]").is_hidden()


def test_without_javascript_a_check_offers_what_the_kind_knows(cast: Cast, visit: Visit) -> None:
    by_the_hour(cast, "UL")
    page = visit(cast, "bea", java_script_enabled=False)
    page.goto("/ask")
    before = offered(page)

    choose(page, cast, "UL")
    page.get_by_label("First day").fill("2026-05-04")
    page.get_by_role("button", name="Check").click()

    assert (before, offered(page)) == (["days", "am", "pm"], ["days", "hours"])

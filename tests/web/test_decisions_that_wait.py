"""What waits too long is seen by whoever it has come to, and by whoever asked."""

from datetime import date, timedelta
from functools import partial

from playwright.sync_api import expect

from leavebook.services.books.batches import Tally
from leavebook.services.leave.escalation import bring_up
from tests.cast import NOW, Cast
from tests.web.conftest import Visit, ask


def wait(cast: Cast, days: int) -> None:
    bring_up(partial(cast.acting, None, now=NOW + timedelta(days=days)), Tally())


def test_the_manager_sees_the_reminder_in_the_inbox(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-09-07", "2026-09-11")
    wait(cast, days=6)
    mo = visit(cast, "mo")

    mo.goto("/inbox")

    expect(mo.locator(".waiting")).to_contain_text("reminded on")


def test_of_many_that_wait_the_oldest_are_shown_and_how_many_there_are(
    cast: Cast, visit: Visit
) -> None:
    monday = date(2026, 8, 3)
    for number in range(51):
        day = (monday + timedelta(weeks=number // 5, days=number % 5)).isoformat()
        ask(cast, "bea", day, day, code="UL")
    mo = visit(cast, "mo")

    mo.goto("/inbox")

    expect(mo.locator(".waiting")).to_have_count(50)
    expect(mo.get_by_text("51 requests wait for you")).to_be_visible()
    expect(mo.get_by_text("These are the 50 that have waited longest.")).to_be_visible()


def test_the_next_manager_finds_what_came_to_them_and_decides(cast: Cast, visit: Visit) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET manager_id = %(kim)s WHERE id = %(bea)s",
            kim=cast.kim.employee_id,
            bea=cast.bea.employee_id,
        )
    request = ask(cast, "bea", "2026-09-07", "2026-09-11")
    wait(cast, days=7)
    mo, bea = visit(cast, "mo"), visit(cast, "bea")

    mo.goto("/inbox")
    expect(mo.locator(".waiting")).to_contain_text("It has come to the next manager.")
    mo.locator(".waiting").get_by_role("button", name="Approve").click()

    bea.goto(f"/requests/{request}")
    expect(bea.locator(".timeline")).to_contain_text("passed it on to the next manager")
    expect(bea.locator(".timeline")).to_contain_text("approved it")


def test_the_company_chooses_how_long_a_request_may_wait(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")
    ada.goto("/settings/approval")

    ada.get_by_label("Remind after").fill("4")
    ada.get_by_label("Pass on after").fill("8")
    ada.locator("form[action$=patience]").get_by_role("button", name="Save").click()

    expect(ada.get_by_text("Saved.")).to_be_visible()
    expect(ada.get_by_label("Pass on after")).to_have_value("8")


def test_passing_on_before_the_reminder_is_refused_beside_the_field(
    cast: Cast, visit: Visit
) -> None:
    ada = visit(cast, "ada")
    ada.goto("/settings/approval")

    ada.get_by_label("Remind after").fill("5")
    ada.get_by_label("Pass on after").fill("5")
    ada.locator("form[action$=patience]").get_by_role("button", name="Save").click()

    fault = ada.locator("form[action$=patience] .fault")
    expect(fault).to_have_text("This value must be more than the 5 days until the reminder.")
    expect(ada.get_by_label("Pass on after")).to_have_value("5")

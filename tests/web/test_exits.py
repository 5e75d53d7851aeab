"""What becomes of leave when somebody leaves, on the pages."""

from datetime import date

from playwright.sync_api import expect

from leavebook.domain.people.exits import ExitHandling
from leavebook.services.people.exits import part
from tests.cast import Cast
from tests.services.books.test_leavers_rest import LAST_DAY, agree, take_three_days
from tests.web.conftest import Visit


def test_the_company_says_what_becomes_of_leave_that_is_left(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/settings/company")
    expect(ada.get_by_text("No leave type says yet")).to_be_visible()
    ada.get_by_label("It is paid").check()
    ada.locator("form", has_text="When somebody leaves").get_by_role("button").click()

    expect(ada.get_by_label("It is paid")).to_be_checked()


def test_the_office_looks_at_a_day_sets_it_and_takes_it_back(cast: Cast, visit: Visit) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    take_three_days(cast)
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.locator("summary", has_text="Leaves the company").click()
    ada.get_by_role("link", name="What becomes of the leave that is left?").click()
    expect(ada.get_by_text("Nobody has set a last day.")).to_be_visible()
    ada.get_by_label("If this were the last day").fill(LAST_DAY.isoformat())
    ada.get_by_role("button", name="What would be left?").click()

    # 21 × 151/365 = 8.6877, up to 9 until the end of May; three are taken.
    expect(ada.get_by_text("6 days of it are paid")).to_be_visible()
    ada.get_by_role("button", name="Set the day").click()
    expect(ada.get_by_text("Sun, 31 May 2026")).to_be_visible()

    ada.goto(f"/people/{cast.bea.employee_id}/exit")
    expect(ada.get_by_role("heading", name="Leave on the last day")).to_be_visible()
    ada.get_by_role("button", name="Take the exit back").click()
    expect(ada.get_by_text("Sun, 31 May 2026")).not_to_be_visible()


def test_what_was_paid_explains_itself(cast: Cast, visit: Visit) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=date(2026, 3, 31))
    ada = visit(cast, "ada")

    # 21 × 90/365 = 5.1781, up to 5.5 until the end of March; nothing is taken.
    ada.goto(f"/balances/{cast.bea.employee_id}/{cast.leave_types['AL']}")
    ada.locator("summary", has_text="Paid on leaving").first.click()

    expect(ada.locator("summary", has_text="Paid on leaving").first).to_contain_text("5.5")
    expect(ada.get_by_text("paid on leaving", exact=False).nth(1)).to_be_visible()


def test_whoever_leaves_is_listed_with_what_is_left(cast: Cast, visit: Visit) -> None:
    agree(cast, ExitHandling.MUST_TAKE)
    ada = visit(cast, "ada")
    ada.goto("/leavers")
    expect(ada.get_by_text("Nobody’s last day is set.")).to_be_visible()

    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=LAST_DAY)
        part(tx, cast.kim.employee_id, exit_day=date(2026, 2, 28))  # more than a month ago
    ada.goto("/people")
    ada.get_by_role("link", name="Who leaves soon").click()

    expect(ada.locator(".line")).to_have_count(1)
    expect(ada.locator(".line")).to_contain_text("Bea")
    expect(ada.locator(".line")).to_contain_text("Annual Leave: 9 days")


def test_what_has_to_be_taken_is_said_until_the_last_day(cast: Cast, visit: Visit) -> None:
    agree(cast, ExitHandling.MUST_TAKE)
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=LAST_DAY)
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}/exit")

    expect(ada.get_by_text("to be taken until then")).to_be_visible()
    expect(ada.get_by_text("9 days")).to_be_visible()

"""What the office does on the pages."""

import csv
import io
from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.web.reports.csv_file import csv_of
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def test_somebody_is_taken_on_changed_and_parted_with(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/people")
    ada.get_by_role("link", name="Somebody joins").click()
    ada.get_by_label("Full name").fill("Nova Newcomer")
    ada.get_by_label("E-mail").fill(f"nova@{cast.codename}.example")
    ada.get_by_label("Number").fill("EMP-900")
    ada.get_by_label("First day").fill("2026-04-01")
    ada.get_by_label("Hours a week").fill("37.5")
    ada.get_by_role("button", name="Take on").click()
    expect(ada.get_by_role("heading", name="Nova Newcomer")).to_be_visible()
    expect(ada.get_by_text("37.5")).to_be_visible()
    expect(ada.locator(".balance").first).to_be_visible()

    ada.locator("summary", has_text="Leaves the company").click()
    ada.get_by_label("From which day on?").fill("2026-09-30")
    ada.get_by_role("button", name="Set the day").click()

    expect(ada.get_by_text("Wed, 30 Sept 2026")).to_be_visible()


def test_somebody_answers_to_another_manager_and_never_in_a_circle(
    cast: Cast, visit: Visit
) -> None:
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.kim.employee_id}")
    ada.locator("summary", has_text="Change").click()
    ada.get_by_label("Manager").select_option(label="Bea")
    ada.get_by_role("button", name="Save").click()
    expect(ada.locator(".facts").get_by_role("link", name="Bea")).to_be_visible()
    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.locator("summary", has_text="Change").click()
    ada.get_by_label("Manager").select_option(label="Kim")
    ada.get_by_role("button", name="Save").click()

    expect(ada.get_by_role("alert").first).to_contain_text("must not lead back to the person")
    assert ada.get_by_label("Manager").input_value() == str(cast.kim.employee_id)


def test_a_balance_is_adjusted_with_a_reason_that_stays(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.locator("summary", has_text="Adjust a balance").click()
    ada.get_by_label("How much").fill("+2")
    ada.get_by_label("Reason").fill("Worked on the move")
    ada.get_by_role("button", name="Adjust").click()

    expect(ada.get_by_role("heading", name="Why 23 days?")).to_be_visible()  # 21 and 2
    expect(ada.locator("summary", has_text="Adjusted by hand")).to_contain_text("+2")


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_but_the_office_does_the_offices_work(cast: Cast, web: Web, who: str) -> None:
    client = web(cast, who)
    bea = cast.bea.employee_id
    adjustment = {"leave_type_id": str(cast.leave_types["AL"]), "amount": "5", "reason": "Please"}

    assert client.get("/new-person").status_code == 403
    assert client.post(f"/people/{bea}/adjust", data=adjustment).status_code == 403
    assert client.post(f"/people/{bea}/exit", data={"left_on": "2026-05-01"}).status_code == 403
    assert client.post("/settings/tokens", data={"name": "x"}).status_code == 403


def test_a_report_as_a_file_has_everybody_and_plain_numbers(cast: Cast, web: Web) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")

    answer = web(cast, "ada").get(f"/reports/balances.csv?type={cast.leave_types['AL']}")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ada", "Bea", "Kim", "Mo"]
    assert rows[1]["pending"] == "5"
    assert rows[1]["remaining"] == "16"  # 21 of the year less the 5 that wait


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_file_is_taken_for_a_formula(begins: str) -> None:
    cell = f"{begins}HYPERLINK(1)"

    rows = list(csv.reader(io.StringIO(csv_of([[cell]]).decode("utf-8-sig"), newline="")))

    assert rows[0][0].startswith("'")


def test_a_day_given_away_changes_what_leave_costs_and_says_so_before(
    cast: Cast, visit: Visit
) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    ada = visit(cast, "ada")

    ada.goto("/holidays?year=2026")
    ada.get_by_label("Date").fill("2026-05-06")
    ada.get_by_label("Name").first.fill("Summer party")
    ada.get_by_role("button", name="Whom does it concern?").click()
    expect(ada.get_by_text("Bea, Annual Leave: 5 days → 4 days")).to_be_visible()
    ada.get_by_role("button", name="Save").click()

    expect(ada.get_by_text("Summer party · the company’s own")).to_be_visible()
    ada.goto("/calendar?month=2026-05")
    expect(ada.locator("td.h[title='Summer party']")).to_have_count(4)


def test_a_closure_shades_the_calendar_until_it_is_taken_back(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/holidays?year=2026")
    form = ada.locator("form[action='/closures']")
    form.get_by_label("Name").fill("Winter break")
    form.get_by_label("First day").fill("2026-12-28")
    form.get_by_label("Last day").fill("2026-12-30")
    form.get_by_label("At every site").check()
    form.get_by_role("button", name="Close").click()
    expect(ada.get_by_text("Winter break · everywhere")).to_be_visible()
    ada.goto("/calendar?month=2026-12")
    expect(ada.locator("td[title='Winter break']")).to_have_count(12)  # four people, three days
    ada.goto("/holidays?year=2026")
    ada.get_by_role("button", name="Take back Winter break").click()

    expect(ada.get_by_text("Winter break")).to_have_count(0)

"""The month beside the dates of a request."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.services.leave import decisions
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def test_two_clicks_in_the_month_choose_a_span_and_say_what_it_costs(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast, "bea")
    page.goto("/ask?month=2026-06")

    page.get_by_role("link", name="Mon, 1 Jun 2026").click()
    expect(page.get_by_label("Last day")).to_have_value("2026-06-01")
    page.get_by_role("link", name="Fri, 5 Jun 2026").click()

    expect(page.get_by_label("First day")).to_have_value("2026-06-01")
    expect(page.get_by_label("Last day")).to_have_value("2026-06-05")
    expect(page.locator(".month td.in")).to_have_count(5)
    expect(page.locator("#preview")).to_contain_text("1–5 Jun 2026")

    page.get_by_role("link", name="Wed, 3 Jun 2026").click()  # a span is complete: begin anew
    expect(page.get_by_label("First day")).to_have_value("2026-06-03")
    expect(page.locator(".month td.in")).to_have_count(1)


def test_another_month_keeps_what_was_chosen(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "bea")
    page.goto("/ask?month=2026-06")

    page.get_by_role("link", name="Tue, 30 Jun 2026").click()
    page.get_by_role("link", name="July 2026").click()
    page.get_by_role("link", name="Thu, 2 Jul 2026").click()

    expect(page.get_by_label("First day")).to_have_value("2026-06-30")
    expect(page.get_by_label("Last day")).to_have_value("2026-07-02")
    expect(page.locator(".month td.in")).to_have_count(2)


def test_without_scripts_the_days_are_links_to_the_same_form(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "bea", java_script_enabled=False)
    page.goto("/ask?month=2026-06")

    page.get_by_role("link", name="Mon, 8 Jun 2026").click()
    page.get_by_role("link", name="Tue, 9 Jun 2026").click()

    expect(page.get_by_label("First day")).to_have_value("2026-06-08")
    expect(page.get_by_label("Last day")).to_have_value("2026-06-09")
    expect(page.locator("#preview")).to_contain_text("2 days")


def test_every_day_says_why_it_is_free_what_is_taken_and_who_is_away(
    cast: Cast, visit: Visit
) -> None:
    taken = ask(cast, "bea", "2026-05-04", "2026-05-05")
    theirs = ask(cast, "kim", "2026-05-05", "2026-05-06")
    with cast.acting("mo") as tx:
        decisions.approve(tx, taken)
        decisions.approve(tx, theirs)
    ask(cast, "bea", "2026-05-07", "2026-05-07")
    page = visit(cast, "bea")

    page.goto("/ask?month=2026-05")

    said = [
        "Fri, 1 May 2026, Erster Mai",
        "Sat, 2 May 2026, Weekend",
        "Mon, 4 May 2026, your leave",
        "Tue, 5 May 2026, your leave, one colleague away",
        "Wed, 6 May 2026, one colleague away",
        "Thu, 7 May 2026, asked for",
    ]
    for each in said:
        expect(page.get_by_role("link", name=each, exact=True)).to_be_visible()


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13", "x", "1990-01", "2100-12"])
def test_a_month_that_cannot_be_is_this_one_or_the_last_there_is(
    cast: Cast, web: Web, month: str
) -> None:
    answer = web(cast, "bea").get("/ask/month", params={"month": month})

    assert answer.status_code == 200
    assert 'data-day="' in answer.text


def test_nobody_sees_the_month_of_somebody_they_do_not_ask_for(
    cast: Cast, strangers: Cast, web: Web
) -> None:
    client = web(cast, "bea")

    of_kim = client.get("/ask/month", params={"person": cast.kim.employee_id})
    of_sid = client.get("/ask/month", params={"person": strangers.bea.employee_id})
    of_nobody = client.get("/ask/month", params={"person": "999999999"})

    assert of_kim.status_code == 403
    assert (of_sid.status_code, of_nobody.status_code) == (404, 404)


def test_days_that_come_without_a_kind_are_shown_with_the_kind_that_stands_chosen(
    cast: Cast, visit: Visit
) -> None:
    bea = visit(cast, "bea", java_script_enabled=False)

    bea.goto("/ask?first_day=2026-05-05&last_day=2026-05-07")

    expect(bea.get_by_role("radio", name="Annual Leave")).to_be_checked()
    expect(bea.locator("#preview")).to_contain_text("3 days")

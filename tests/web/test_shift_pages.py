"""A week of shifts on the pages: planned, assigned, and what leave takes out again."""

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leavebook.domain.calendar.shifts import TemplateContent
from leavebook.services.shifts import shift_rounds, shift_templates
from tests.cast import Cast
from tests.services.shift_plans import approved, asked, assigned, planned, uuid_of
from tests.web.conftest import Visit, ask
from tests.web.test_stories import JAVASCRIPT

Web = Callable[..., httpx2.Client]

FRIDAY = date(2026, 4, 10)
WEEK = "/shifts?week=2026-04-10"


@JAVASCRIPT
def test_a_shift_is_planned_assigned_and_taken_out_of_by_approved_leave(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    mo = visit(cast, "mo", java_script_enabled=javascript)

    mo.goto("/")
    mo.locator(".side").get_by_role("link", name="Shifts").click()
    mo.goto(WEEK)
    form = mo.locator("form[action='/shifts'][method=post]")
    form.get_by_label("Day").fill("2026-04-10")
    form.get_by_label("Name").fill("Front desk")
    form.get_by_label("From").fill("08:00")
    form.get_by_label("To").fill("12:30")
    form.get_by_role("button", name="Plan it").click()
    expect(mo.get_by_role("heading", name="Front desk")).to_be_visible()
    mo.get_by_label("Who", exact=True).select_option(label="Bea")
    mo.get_by_role("button", name="Assign").click()
    expect(mo.get_by_role("button", name="Take out Bea")).to_be_visible()

    request = ask(cast, "bea", "2026-04-09", "2026-04-10")
    mo.goto(WEEK)
    bea = mo.get_by_role("row").filter(has=mo.get_by_role("rowheader", name="Bea"))
    expect(bea.get_by_text("08:00–12:30")).to_be_visible()
    expect(bea.get_by_text("asks for leave then")).to_be_visible()
    mo.goto(f"/requests/{request}")
    mo.get_by_role("button", name="Approve").click()

    mo.goto(WEEK)
    expect(bea.get_by_role("link", name="taken out by leave")).to_have_attribute(
        "href", f"/requests/{request}"
    )
    expect(mo.get_by_text("nobody yet")).to_be_visible()
    mo.get_by_role("link", name="Front desk").click()
    expect(mo.get_by_role("link", name="The leave Bea")).to_be_visible()


def test_what_keeps_somebody_from_a_shift_is_said_and_where_to_look(
    cast: Cast, visit: Visit
) -> None:
    request = approved(cast)  # Bea is away from Friday on
    away, busy = planned(cast, FRIDAY), planned(cast, FRIDAY, hours=(10, 11))
    assigned(cast, busy, "kim")
    mo = visit(cast, "mo")

    mo.goto(f"/shifts/{away}")
    expect(mo.locator("optgroup[label=Away] option")).to_have_text(["Bea"])
    expect(mo.locator("optgroup[label='Works another shift'] option")).to_have_text(["Kim"])
    mo.get_by_label("Who", exact=True).select_option(label="Bea")
    mo.get_by_role("button", name="Assign").click()
    expect(mo.get_by_role("alert")).to_contain_text("away on approved leave")
    expect(mo.get_by_role("alert").get_by_role("link")).to_have_attribute(
        "href", f"/requests/{request}"
    )
    mo.get_by_label("Who", exact=True).select_option(label="Kim")
    mo.get_by_role("button", name="Assign").click()

    expect(mo.get_by_role("alert")).to_contain_text("work another shift")


def test_a_template_is_planned_for_a_week_once(cast: Cast, visit: Visit) -> None:
    mo = visit(cast, "mo", java_script_enabled=False)

    mo.goto(WEEK)
    form = mo.locator("form[action='/shift-templates']")
    form.get_by_label("Name").fill("Late shift")
    form.get_by_label("From").fill("22:00")
    form.get_by_label("To").fill("06:00")
    form.get_by_role("button", name="Make the template").click()
    for _ in range(2):
        mo.get_by_role("button", name="Plan this week Late shift").click()
        expect(mo.locator("tr.all .slot")).to_have_count(5)
    expect(mo.locator("tr.all .slot").first).to_contain_text("22:00–06:00")

    mo.get_by_role("button", name="Take away Late shift").click()
    expect(mo.get_by_role("button", name="Plan this week Late shift")).to_have_count(0)
    mo.locator("tr.all .slot").first.click()
    mo.locator("summary", has_text="Take the shift away").click()
    mo.get_by_role("button", name="Take it away").click()
    expect(mo.locator("tr.all .slot")).to_have_count(4)


def test_an_employee_reads_their_own_shifts_and_plans_none(
    cast: Cast, visit: Visit, web: Web
) -> None:
    own, others = planned(cast, FRIDAY), planned(cast, FRIDAY, hours=(18, 20))
    assigned(cast, own)
    assigned(cast, others, "kim")
    bea = visit(cast, "bea")

    bea.goto(WEEK)
    expect(bea.get_by_role("heading", name="My shifts")).to_be_visible()
    expect(bea.locator("tbody .slot")).to_have_count(1)
    expect(bea.get_by_role("button", name="Plan it")).to_have_count(0)
    bea.locator("tbody .slot").click()
    expect(bea.get_by_role("button")).to_have_count(0)

    client = web(cast, "bea")
    assert client.get(f"/shifts/{others}").status_code == 404
    assert client.post(f"/shifts/{own}/delete").status_code == 403
    assert client.post("/shift-templates", data={"name": "x"}).status_code in {403, 422}


def test_who_has_no_shifts_is_not_led_to_them(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")

    bea.goto("/")

    expect(bea.locator(".side").get_by_role("link", name="Shifts")).to_have_count(0)


def test_strangers_shifts_are_nowhere(cast: Cast, strangers: Cast, web: Web) -> None:
    shift = planned(cast, FRIDAY)
    assignment = assigned(cast, shift)
    sid = web(strangers, "ada")

    assert sid.get(f"/shifts/{shift}").status_code == 404
    assert sid.post(f"/shifts/{shift}/delete").status_code == 404
    taken_out = sid.post(f"/shifts/{shift}/unassign", data={"assignment": str(assignment)})
    assert taken_out.status_code == 404
    assert "Desk" not in sid.get(WEEK).text


@pytest.mark.parametrize("path", ["/shifts/nonsense", f"/shifts/{UUID(int=1)}"])
def test_a_shift_that_there_is_none_of_is_nowhere(cast: Cast, web: Web, path: str) -> None:
    assert web(cast, "mo").get(path).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?week=1990-01-01", "?week=2100-12-31", "?week=never", "?page=0", "?department=x"]
)
def test_any_week_can_be_asked_for(cast: Cast, web: Web, query: str) -> None:
    assert web(cast, "mo").get(f"/shifts{query}").status_code == 200


def test_a_round_of_a_template_plans_no_day_twice(cast: Cast) -> None:
    content = TemplateContent(
        name="Desk",
        starts=time(9),
        ends=time(17),
        days_of_week=(1, 7),
    )
    with cast.acting("mo") as tx:
        template = uuid_of(tx, "shift_template", shift_templates.add(tx, content))

    with cast.acting("mo") as tx:
        first = shift_rounds.plan_week(tx, template, date(2026, 4, 6))
    with cast.acting("mo") as tx:
        again = shift_rounds.plan_week(tx, template, date(2026, 4, 6))

    assert (len(first), len(again)) == (2, 0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_shifts_keep_nobody_out(cast: Cast, visit: Visit, theme: str) -> None:
    shift = planned(cast, FRIDAY)
    assigned(cast, shift)
    asked(cast)
    page = visit(cast, "ada", color_scheme=theme)

    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        for path in (WEEK, f"/shifts/{shift}"):
            page.goto(path)
            assert not Axe().run(page).response["violations"], path
            assert page.evaluate("document.documentElement.scrollWidth") == width, path

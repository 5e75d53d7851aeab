"""Agreed leave is changed from its own page, and both leaves point at each other."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from leavebook.services.leave import amendments, decisions
from tests.cast import Cast
from tests.services.changing import LONGER, leave
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]

WEEK, TUESDAY_AFTER = ("2026-04-20", "2026-04-24"), "2026-04-28"


def agreed(cast: Cast, who: str = "bea", by: str = "mo") -> int:
    request = ask(cast, who, *WEEK, reason="The sea")
    with cast.acting(by) as tx:
        decisions.approve(tx, request)
    return request


def agreed_sickness(cast: Cast) -> int:
    request = ask(cast, "bea", *WEEK, code="SL", reason="Migraine")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    return request


def changed(cast: Cast, request: int) -> int:
    with cast.acting("bea") as tx:
        return amendments.amend(tx, request, leave(cast, LONGER, reason="The sea")).id


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_leave_is_changed_decided_and_linked_both_ways(cast: Cast, visit: Visit) -> None:
    request = agreed(cast)
    bea, mo = visit(cast, "bea"), visit(cast, "mo")

    bea.goto(f"/requests/{request}")
    bea.get_by_role("link", name="Change this leave").click()
    expect(bea.get_by_label("Last day")).to_have_value(WEEK[1])
    expect(bea.get_by_label("A word about it")).to_have_value("The sea")
    expect(bea.locator(".preview")).to_contain_text("Choose a kind of leave and the days")
    bea.get_by_label("Last day").fill(TUESDAY_AFTER)
    sums = bea.locator(".preview .sums")
    expect(sums).to_contain_text("7 days, 2 more than now")
    # Twenty-one a year, seven of which are this leave.
    expect(sums).to_contain_text("Left today16")
    expect(sums).to_contain_text("Afterwards14")
    picture(bea, "asking")
    bea.get_by_role("button", name="Ask for the change").click()
    expect(bea.get_by_text("It is to take the place of this leave")).to_be_visible()

    mo.goto("/inbox")
    picture(mo, "inbox")
    waiting = mo.locator(".waiting")
    expect(waiting).to_contain_text("Change of 20–24 Apr 2026 5 days")
    expect(waiting).to_contain_text("Left afterwards: 14 days")
    waiting.get_by_role("button", name="Approve").click()

    bea.goto(f"/requests/{request}")
    expect(bea.locator(".hero")).to_contain_text("Replaced")
    expect(bea.locator(".timeline")).to_contain_text("replaced it")
    picture(bea, "replaced")
    bea.locator(".hero").get_by_role("link", name="20–28 Apr 2026").click()
    expect(bea.locator(".hero")).to_contain_text("It took the place of this leave: 20–24 Apr 2026")
    expect(bea.get_by_role("link", name="Change this leave")).to_be_visible()


def test_without_javascript_the_check_says_what_the_change_costs(cast: Cast, visit: Visit) -> None:
    request = agreed(cast)
    bea = visit(cast, "bea", java_script_enabled=False)

    bea.goto(f"/requests/{request}/change")
    bea.get_by_label("Last day").fill("2026-04-22")
    bea.get_by_role("button", name="Check").click()

    expect(bea.locator(".preview")).to_contain_text("2 less than now")
    expect(bea.get_by_label("Last day")).to_have_value("2026-04-22")


def test_what_speaks_against_a_change_is_said_beside_the_form(cast: Cast, visit: Visit) -> None:
    request = agreed(cast)
    bea = visit(cast, "bea")

    bea.goto(f"/requests/{request}/change")
    bea.get_by_role("button", name="Ask for the change").click()

    expect(bea.locator(".preview")).to_contain_text("This is what the leave is already.")


def test_my_leave_tells_both_as_one(cast: Cast, visit: Visit) -> None:
    request = agreed(cast)
    new = changed(cast, request)
    bea = visit(cast, "bea")

    bea.goto("/")

    picture(bea, "mine")
    lines = bea.locator(".list > li")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("is to become 20–28 Apr 2026")
    with cast.acting("mo") as tx:
        decisions.approve(tx, new)
    bea.reload()
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("20–28 Apr 2026")


def test_while_a_change_waits_there_is_no_second_one(cast: Cast, visit: Visit) -> None:
    request = agreed(cast)
    changed(cast, request)
    bea = visit(cast, "bea")

    bea.goto(f"/requests/{request}")
    expect(bea.get_by_text("It is to become other leave, if that is approved:")).to_be_visible()
    expect(bea.get_by_role("link", name="Change this leave")).to_have_count(0)
    picture(bea, "waiting")
    bea.goto(f"/requests/{request}/change")

    expect(bea).to_have_url(f"{bea.url.split('/requests')[0]}/requests/{request}")


def test_the_wallchart_shows_the_change_beside_the_leave(cast: Cast, visit: Visit) -> None:
    changed(cast, agreed(cast))
    bea = visit(cast, "bea")

    bea.goto("/calendar?month=2026-04")

    picture(bea, "wallchart")
    # From Monday to Friday as agreed, and from Saturday to Tuesday what waits.
    expect(bea.locator("a.off:not(.p)")).to_have_count(5)
    expect(bea.locator("a.off.p")).to_have_count(4)
    expect(bea.locator("a.off.p").first).to_have_attribute("title", re.compile("20–28 Apr 2026"))


def test_nothing_about_changes_keeps_anybody_out(cast: Cast, visit: Visit) -> None:
    request = agreed(cast)
    editable = ask(cast, "bea", "2026-05-04", "2026-05-05")
    with cast.acting("mo") as tx:
        decisions.approve(tx, editable)
    new = changed(cast, request)
    pages = (f"/requests/{editable}/change", f"/requests/{request}", f"/requests/{new}", "/")
    faults, wide = {}, []

    for who, paths in (("bea", pages), ("mo", ("/inbox",))):
        for theme in ("light", "dark"):
            page = visit(cast, who, color_scheme=theme, viewport={"width": 320, "height": 640})
            for path in paths:
                page.goto(path)
                picture(page, f"small-{theme}-{path.replace('/', '-')}")
                if found := Axe().run(page).response["violations"]:
                    faults[path] = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
                if page.evaluate("document.documentElement.scrollWidth") > 320:
                    wide.append(path)

    assert (faults, wide) == ({}, [])


def test_a_change_of_leave_that_was_cancelled_meanwhile_is_refused_in_words(
    cast: Cast, web: Web
) -> None:
    request = agreed(cast)
    with cast.acting("mo") as tx:
        decisions.cancel(tx, request)
    typed = {
        "leave_type_id": cast.leave_types["AL"],
        "first_day": WEEK[0],
        "last_day": TUESDAY_AFTER,
    }

    answer = web(cast, "bea").post(f"/requests/{request}/change", data={**typed, "version": "2"})

    assert answer.status_code == 409
    assert "changed by somebody else in the meantime" in answer.text


def test_who_may_not_read_a_reason_changes_the_leave_without_it(
    cast: Cast, visit: Visit, web: Web
) -> None:
    request = agreed_sickness(cast)
    mo = visit(cast, "mo")

    mo.goto(f"/requests/{request}/change")
    assert "Migraine" not in mo.content()
    expect(mo.get_by_label("A word about it")).to_have_value("")
    expect(mo.get_by_text("the reason is kept from you")).to_be_visible()
    picture(mo, "kept")
    mo.get_by_label("Last day").fill("2026-04-22")
    expect(mo.locator(".preview")).to_contain_text("2 less than now")
    assert "Migraine" not in mo.content()
    mo.get_by_role("button", name="Ask for the change").click()
    mo.wait_for_url("**/requests/*?done=*")

    with cast.acting("ada") as tx:
        new = tx.value("SELECT reason FROM leave_request WHERE replaces_id = %(id)s", id=request)
    assert new == "Migraine"
    assert "Migraine" in web(cast, "bea").get(f"/requests/{request}").text


@pytest.mark.parametrize("path", ["change", "change/check"])
def test_a_guess_at_a_reason_is_answered_alike_whether_right_or_wrong(
    cast: Cast, web: Web, path: str
) -> None:
    request = agreed_sickness(cast)
    typed = {
        "leave_type_id": cast.leave_types["SL"],
        "first_day": WEEK[0],
        "last_day": WEEK[1],
        "version": "2",
    }

    statuses = [
        web(cast, "mo").post(f"/requests/{request}/{path}", data={**typed, "reason": guess})
        for guess in ("Migraine", "Something else")
    ]

    assert [answer.status_code for answer in statuses] == [403, 403]
    assert "This is what the leave is already." not in statuses[0].text

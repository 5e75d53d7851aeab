"""Soft limits are said where leave is asked for and where it is decided, in both languages."""

from datetime import date

from playwright.sync_api import expect

from leavebook.services.company import house_rules
from leavebook.services.company.house_rules import Blocked, Staffed
from tests.cast import Cast
from tests.web.conftest import Visit, ask


def limit_softly(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        days = Blocked(
            name="Fair", first_day=date(2026, 5, 4), last_day=date(2026, 5, 4), is_hard=False
        )
        house_rules.block(tx, days)
        wanted = Staffed(name="Engineering", department_id=cast.department_id, min_present=3)
        house_rules.require_staffing(tx, wanted)
    ask(cast, "kim", "2026-05-04", "2026-05-05")


def test_they_are_said_before_asking_afterwards_and_in_the_inbox(cast: Cast, visit: Visit) -> None:
    limit_softly(cast)
    bea, mo = visit(cast, "bea"), visit(cast, "mo")
    kind = cast.leave_types["AL"]

    bea.goto(f"/ask?leave_type_id={kind}&first_day=2026-05-04&last_day=2026-05-05")
    for said in ("Leave is better not taken on these days", "Too few of Engineering would be"):
        expect(bea.locator("#preview .warned")).to_contain_text(said)
    bea.get_by_role("button", name="Ask", exact=True).click()
    expect(bea.locator(".warned")).to_contain_text("Too few of Engineering would be there")

    mo.goto("/inbox")
    for card in mo.locator(".waiting").all():
        expect(card.locator(".warned")).to_contain_text("Too few of Engineering would be there")


def test_they_are_said_in_german(cast: Cast, visit: Visit) -> None:
    limit_softly(cast)
    page = visit(cast, "bea")
    page.goto("/profile")
    page.get_by_role("button", name="Deutsch").click()

    kind = cast.leave_types["AL"]
    page.goto(f"/ask?leave_type_id={kind}&first_day=2026-05-04&last_day=2026-05-05")

    expect(page.locator("#preview .warned")).to_contain_text("Von Engineering wären zu wenige da")

"""Whose data is due, the hold on it, and letting it go, on the pages."""

from collections.abc import Callable
from datetime import date

import httpx2
from playwright.sync_api import expect

from leavebook.services.people import legal_holds
from leavebook.services.people.exits import part
from tests.cast import Cast
from tests.services.leavers import residue
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]

LONG_AGO = date(2023, 3, 31)


def let_leave_long_ago(cast: Cast, *names: str) -> None:
    """Have people be gone for longer than thirty-six months, in April 2026."""
    with cast.acting("ada") as tx:
        for name in names:
            tx.run(
                "UPDATE employee SET joined_on = '2020-01-01' WHERE id = %(id)s",
                id=cast.members[name].employee_id,
            )
            part(tx, cast.members[name].employee_id, exit_day=LONG_AGO)


def test_where_nobodys_data_is_due_the_page_says_so(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/people")
    ada.get_by_role("link", name="Data that is due").click()

    expect(ada.get_by_text("Nobody’s data is due.")).to_be_visible()


def test_the_office_looks_ticks_and_lets_go(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-04", reason="Zanzibar")
    let_leave_long_ago(cast, "bea", "kim")
    ada = visit(cast, "ada")

    ada.goto("/retention")
    ada.get_by_label("Bea").check()
    ada.get_by_label("I have looked at every name").check()
    ada.get_by_role("button", name="Anonymise").click()

    expect(ada.get_by_text("Anonymised. Who it was is not known any more.")).to_be_visible()
    expect(ada.get_by_label("Kim")).to_be_visible()
    expect(ada.get_by_label("Bea")).not_to_be_visible()
    assert residue(cast, "zanzibar") == []
    ada.goto(f"/people/{cast.bea.employee_id}")
    former = f"former employee #{cast.bea.employee_id}"
    expect(ada.get_by_role("heading", name=former)).to_be_visible()
    expect(ada.get_by_text("Leaves the company")).not_to_be_visible()


def test_a_hold_is_placed_with_a_reason_and_takes_the_tick_away(cast: Cast, visit: Visit) -> None:
    let_leave_long_ago(cast, "bea")
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}/retention")
    ada.get_by_label("Reason").fill("A dispute about pay")
    ada.get_by_role("button", name="Place a hold").click()
    expect(ada.get_by_text("A dispute about pay")).to_be_visible()
    ada.goto("/retention")

    expect(ada.get_by_role("link", name="On hold Bea")).to_be_visible()
    expect(ada.get_by_role("checkbox")).to_have_count(0)

    ada.get_by_role("link", name="On hold Bea").click()
    ada.get_by_role("button", name="Lift the hold").click()
    ada.get_by_label("I am sure").check()
    ada.get_by_role("button", name="Anonymise").click()
    expect(ada.get_by_text("Nobody’s data is due.")).to_be_visible()


def test_nobody_is_anonymised_by_a_form_without_the_last_tick(cast: Cast, web: Web) -> None:
    let_leave_long_ago(cast, "bea")
    ada, bea = web(cast, "ada"), str(cast.bea.employee_id)

    unsure = ada.post("/retention", data={"person": bea})
    nobody = ada.post("/retention", data={"sure": "1"})

    assert (unsure.status_code, nobody.status_code) == (422, 422)
    assert ">Bea<" in ada.get("/retention").text


def test_whoever_is_held_keeps_nobody_else_and_a_second_try_goes_on(cast: Cast, web: Web) -> None:
    let_leave_long_ago(cast, "bea", "kim")
    with cast.acting("ada") as tx:
        legal_holds.hold_person(tx, cast.bea.employee_id, "A dispute")
    ada, ids = web(cast, "ada"), [str(each.employee_id) for each in (cast.bea, cast.kim)]

    first = ada.post("/retention", data={"person": ids, "sure": "1"})
    shown = ada.get(first.headers["location"]).text
    again = ada.post("/retention", data={"person": ids, "sure": "1"})
    held = ada.post("/retention", data={"person": ids[:1], "sure": "1"})

    assert (first.status_code, again.status_code) == (303, 303)
    assert "One person could not be anonymised" in shown
    assert ">Bea<" in shown
    assert ">Kim<" not in shown
    assert held.status_code == 422
    assert "A legal hold keeps this data." in held.text


def test_a_company_says_how_long_it_keeps_what(cast: Cast, visit: Visit) -> None:
    let_leave_long_ago(cast, "bea")
    ada = visit(cast, "ada")

    ada.goto("/settings")
    ada.get_by_role("link", name="How long data is kept").click()
    ada.get_by_label("months after the exit").fill("60")
    ada.get_by_role("button", name="Save").click()
    expect(ada.get_by_text("Saved.")).to_be_visible()
    ada.goto("/retention")

    expect(ada.get_by_text("Nobody’s data is due.")).to_be_visible()

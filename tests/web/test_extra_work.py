"""Work that earns leave, on the pages."""

from collections.abc import Callable

import httpx2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.cast import Cast
from tests.web.conftest import Visit

Web = Callable[..., httpx2.Client]


def test_a_saturday_of_work_is_credited_one_and_a_half_times(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.get_by_role("link", name="Extra work").click()
    rule = "It may be used for 90 days; at most 40 hours, or 5 days, stand at once."
    expect(ada.get_by_text(rule)).to_be_visible()
    ada.get_by_label("Worked on").fill("2026-03-28")
    ada.get_by_label("How much").fill("1")
    ada.get_by_label("It counts").select_option("1.5")
    ada.get_by_label("Reason").fill("The move")
    assert Axe().run(ada).response["violations"] == []
    ada.get_by_role("button", name="Credit").click()

    expect(ada.get_by_role("heading", name="Why 22.5 days?")).to_be_visible()  # 21 and 1.5


def test_no_more_than_forty_hours_stand_at_once(cast: Cast, web: Web) -> None:
    work = {
        "leave_type_id": str(cast.leave_types["AL"]),
        "worked_on": "2026-03-28",
        "amount": "4",
        "factor": "2",
        "reason": "The move",
    }
    ada, path = web(cast, "ada"), f"/people/{cast.bea.employee_id}/extra-work"

    first, second = ada.post(path, data=work), ada.post(path, data=work)

    assert (first.status_code, second.status_code) == (303, 422)
    assert "what may stand at once: 5 days, and 5 stand already." in second.text
    balance = ada.get(f"/balances/{cast.bea.employee_id}/{cast.leave_types['AL']}").text
    assert "Why 26 days?" in balance  # 21, and five standard days for the forty hours

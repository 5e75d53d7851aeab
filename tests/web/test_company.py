"""The company's own settings, and who decides on leave."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.tool_permissions import Tool
from leavebook.services.company import tool_permissions
from leavebook.services.company.company_switches import Switch, switches
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


@JAVASCRIPT
def test_the_company_gets_another_name_and_that_is_on_record(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    ada = visit(cast, "ada", java_script_enabled=javascript)

    ada.goto("/settings")
    ada.get_by_role("link", name="The company").click()
    ada.get_by_label("Name of the company").fill("Globex")
    ada.get_by_label("Time zone").select_option("Europe/Vienna")
    ada.get_by_role("button", name="Save").first.click()
    expect(ada.get_by_text("Saved.")).to_be_visible()
    expect(ada.locator(".me small")).to_have_text("Globex")

    ada.goto("/settings/audit")
    expect(ada.get_by_text("changed the company")).to_be_visible()


def test_a_company_without_a_name_is_refused_beside_the_field(cast: Cast, web: Web) -> None:
    answer = web(cast, "ada").post(
        "/settings/company",
        data={
            "name": " ",
            "timezone": "Europe/Berlin",
            "language": "en",
            "week_start": "1",
            "year_month": "1",
            "year_day": "1",
        },
    )

    assert answer.status_code == 422
    assert 'id="fault-name"' in answer.text


def test_managers_see_everybody_once_the_company_says_so(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/settings/company")
    ada.get_by_label("Managers see everybody’s leave").check()
    ada.get_by_role("button", name="Save").last.click()

    expect(ada.get_by_label("Managers see everybody’s leave")).to_be_checked()
    with cast.acting() as tx:
        assert switches(tx)[Switch.MANAGERS_SEE_EVERYONE]
        assert switches(tx)[Switch.API_MAY_CREATE_ADMINS]
        changed = tx.rows("SELECT details FROM event WHERE name = 'company.switched'")
    assert [row.details for row in changed] == [{"switch": "managers_see_everyone", "on": True}]


def test_two_approvals_count_for_requests_made_from_now_on(cast: Cast, visit: Visit) -> None:
    before = ask(cast, "bea", "2026-05-04", "2026-05-08")
    ada, mo = visit(cast, "ada"), visit(cast, "mo")

    ada.goto("/settings/approval")
    ada.get_by_role("radio", name="Two approvals").check()
    ada.get_by_role("button", name="Save").first.click()
    expect(ada.get_by_role("radio", name="Two approvals")).to_be_checked()
    after = ask(cast, "bea", "2026-06-01", "2026-06-02")

    for request, stands in ((before, "Approved"), (after, "Waiting")):
        mo.goto(f"/requests/{request}")
        mo.get_by_role("button", name="Approve").click()
        expect(mo.locator(".hero .state")).to_contain_text(stands)


def test_a_deputy_decides_from_the_next_call_on(cast: Cast, visit: Visit) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    ada, kim = visit(cast, "ada"), visit(cast, "kim")

    ada.goto("/settings/approval")
    ada.get_by_role("link", name="Departments").click()
    ada.get_by_role("link", name="Engineering").click()
    ada.get_by_label("Lead", exact=True).select_option("Mo")
    ada.get_by_label("Deputy").select_option("Kim")
    ada.get_by_role("button", name="Save").click()
    expect(ada.get_by_text("Saved.")).to_be_visible()
    kim.goto(f"/requests/{request}")
    kim.get_by_role("button", name="Approve").click()

    expect(kim.locator(".hero .state")).to_contain_text("Approved")


def test_nobody_is_their_own_deputy(cast: Cast, web: Web) -> None:
    mo = str(cast.mo.employee_id)
    twice = {"name": "Engineering", "lead": mo, "deputy": mo}
    stranger = {"name": "Engineering", "lead": f"{mo}00000", "deputy": ""}

    for typed in (twice, stranger):
        path = f"/departments/{cast.department_id}"
        assert web(cast, "ada").post(path, data=typed).status_code == 422


def test_permissions_by_level_are_those_of_the_api(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/settings/approval")
    expect(ada.get_by_label("Executives: See leave")).to_be_disabled()
    ada.get_by_label("Heads: Try other systems again").check()
    ada.get_by_label("Employees: Ask and decide").uncheck()
    ada.get_by_role("button", name="Save").last.click()

    expect(ada.get_by_label("Heads: Try other systems again")).to_be_checked()
    with cast.acting() as tx:
        given = tool_permissions.permissions(tx, Tool.LEAVE)
    assert given[AccessLevel.HEAD].can_manage
    assert not given[AccessLevel.EMPLOYEE].can_update
    assert given[AccessLevel.EXECUTIVE].can_manage


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_else_sets_the_company_up(cast: Cast, web: Web, who: str) -> None:
    client = web(cast, who)

    assert client.get("/settings/company").status_code == 403
    assert client.get("/settings/approval").status_code == 403
    assert client.post("/settings/approval", data={"chain": "none"}).status_code == 403
    assert client.post("/settings/company/switches", data={}).status_code == 403

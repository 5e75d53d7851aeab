"""Departments are made, renamed, led and removed on pages of their own."""

import re
from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.services.people import departments
from tests.cast import Cast
from tests.web.conftest import Visit

Web = Callable[..., httpx2.Client]

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


@JAVASCRIPT
def test_a_department_is_made_led_renamed_and_removed(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    ada = visit(cast, "ada", java_script_enabled=javascript)

    ada.goto("/people")
    ada.get_by_role("link", name="Departments").click()
    ada.get_by_label("Name of the department").fill("  Sails & Ropes ")
    ada.get_by_role("button", name="Make it").click()
    ada.get_by_role("link", name="Sails & Ropes").click()
    ada.get_by_label("Name of the department").fill("Sails")
    ada.get_by_label("Lead", exact=True).select_option("Kim")
    ada.get_by_role("button", name="Save").click()
    made = ada.get_by_role("link", name="Sails Led by Kim")
    expect(made).to_contain_text("0 people")

    made.click()
    ada.get_by_text("Remove the department").click()
    ada.get_by_role("button", name="Remove", exact=True).click()

    expect(ada.get_by_text("Deleted.")).to_be_visible()
    expect(ada.get_by_role("link", name="Sails")).to_have_count(0)
    ada.goto("/settings/audit")
    for told in ("made a department", "renamed a department", "removed a department"):
        expect(ada.get_by_text(told)).to_be_visible()


def test_a_department_with_people_says_that_they_go_first(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")
    ada.goto(f"/departments/{cast.department_id}")

    ada.get_by_text("Remove the department").click()
    ada.get_by_role("button", name="Remove", exact=True).click()

    expect(ada.get_by_role("alert")).to_contain_text(
        "The department has people who work there or are to (4); move them first."
    )


def test_what_somebody_who_left_belonged_to_is_kept(cast: Cast, web: Web) -> None:
    with cast.acting("ada") as tx:
        left = departments.add(tx, "Left")
        tx.run(
            "UPDATE employee SET department_id = %(to)s, left_on = '2026-02-28' WHERE id = %(id)s",
            to=left,
            id=cast.kim.employee_id,
        )

    answer = web(cast, "ada").post(f"/departments/{left}/remove", data={})

    assert answer.status_code == 422
    assert "is still named by somebody who left" in answer.text


def test_a_name_that_is_taken_or_none_is_said_beside_the_field(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")
    ada.goto("/departments")

    ada.get_by_label("Name of the department").fill("Engineering")
    ada.get_by_role("button", name="Make it").click()

    field = ada.get_by_label("Name of the department")
    expect(field).to_have_value("Engineering")
    expect(field).to_have_accessible_description(re.compile("This name is already taken."))


def test_a_department_whose_lead_has_left_can_still_be_renamed(cast: Cast, web: Web) -> None:
    with cast.acting("ada") as tx:
        departments.lead(tx, cast.department_id, lead_id=cast.kim.employee_id, deputy_id=None)
    with cast.acting("ada") as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-02-28' WHERE id = %(id)s", id=cast.kim.employee_id
        )
    client = web(cast, "ada")
    path = f"/departments/{cast.department_id}"
    assert f'<option value="{cast.kim.employee_id}" selected>Kim</option>' in client.get(path).text

    answer = client.post(path, data={"name": "Tools", "lead": str(cast.kim.employee_id)})

    assert answer.headers["location"] == "/departments?done=saved"


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_else_makes_departments(cast: Cast, web: Web, who: str) -> None:
    client = web(cast, who)

    assert client.get("/departments").status_code == 403
    assert client.post("/departments", data={"name": "Mine"}).status_code == 403


def test_a_company_without_departments_is_told_what_they_are(cast: Cast, visit: Visit) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET department_id = NULL")
        tx.run("DELETE FROM department WHERE id = %(id)s", id=cast.department_id)
    ada = visit(cast, "ada")

    ada.goto("/departments")

    expect(ada.get_by_text("There are no departments yet.")).to_be_visible()


def test_a_long_name_without_a_space_stays_on_a_small_screen(cast: Cast, visit: Visit) -> None:
    with cast.acting("ada") as tx:
        long = departments.add(tx, "Mützenabteilung" * 10)
    ada = visit(cast, "ada", viewport={"width": 320, "height": 640})

    for path in ("/departments", f"/departments/{long}"):
        ada.goto(path)
        assert ada.evaluate("document.documentElement.scrollWidth") == 320, path
    ada.goto("/departments")
    name = ada.get_by_text("Mützenabteilung").bounding_box()
    people = ada.get_by_text("0 people").bounding_box()
    assert name is not None
    assert people is not None
    assert name["x"] + name["width"] <= people["x"]

"""A form that is refused comes back as it was filled in, with the reasons beside its fields."""

from collections.abc import Callable

import httpx2
from playwright.sync_api import expect

from leavebook.domain.problems import Code, Problem
from leavebook.web.fields import Fields
from leavebook.web.refilling import Refusal, refilled
from leavebook.web.routes import DOOR
from tests.cast import Cast
from tests.web.conftest import Visit

Web = Callable[..., httpx2.Client]

FORM = """<div id="news"></div>
<details><summary>Change</summary><form method="post" action="/people">
<input type="hidden" name="version" value="7">
<div class="field"><label for="name">Full <b>name</b></label>
<input id="name" name="name" value="Old"></div>
<select name="site"><option value="1" selected>Berlin</option>
<option value="2">Rome</option></select>
<textarea name="why">Old</textarea><input type="password" name="secret">
<label><input type="checkbox" name="all" value="1" checked>All</label>
</form></details><form method="post" action="/other"><input name="name" value="Other"></form>"""


def again(*problems: Problem, language: str = "en", **typed: str) -> str:
    fields = Fields({name: (value,) for name, value in typed.items()})
    return refilled(
        FORM, Refusal(path="/people", typed=fields, problems=problems, language=language)
    )


def wrong(field: str) -> Problem:
    return Problem(Code.INVALID, {"field": field, "problem": "required"})


def test_what_was_typed_stays_in_its_own_form_and_nowhere_else() -> None:
    html = again(wrong("name"), name='<"New">', site="2", why="<b>", version="9", secret="pst")

    assert 'value="&lt;&#34;New&#34;&gt;"' in html
    assert '<option value="2" selected>' in html
    assert '<option value="1">' in html
    assert "&lt;b&gt;</textarea>" in html
    assert 'name="version" value="7"' in html  # what stands in hidden fields is ours
    assert "pst" not in html
    assert 'value="Other"' in html


def test_a_box_that_was_not_ticked_is_not_ticked_again() -> None:
    assert 'name="all" value="1">' in again(wrong("name"), name="x")
    assert 'name="all" value="1" checked>' in again(wrong("name"), all="1")


def test_the_reason_stands_beside_its_field_which_is_in_sight() -> None:
    html = again(wrong("name"), name="")

    assert "<details open>" in html
    assert 'aria-invalid="true" aria-describedby="fault-name" autofocus' in html
    assert '<strong class="fault" id="fault-name">This value is required.</strong></div>' in html
    assert '<a href="#name">Full name</a>: This value is required.' in html
    assert "Dieser Wert fehlt." in again(wrong("name"), language="de", name="")


def test_a_reason_without_a_field_stands_above_the_form() -> None:
    html = again(Problem(Code.STALE, {}), name="New")

    assert '<form method="post" action="/people"><div class="note loud" role="alert">' in html
    assert "changed by somebody else" in html


def test_somebody_who_cannot_be_taken_on_need_not_be_typed_again(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada", java_script_enabled=False)

    ada.goto("/new-person")
    ada.get_by_label("Full name").fill("Nova Newcomer")
    ada.get_by_label("E-mail").fill("nova@example.com")
    ada.get_by_label("Number").fill("EMP-900")
    ada.get_by_label("Hours a week").fill("a lot")
    ada.get_by_label("Role").select_option("manager")
    ada.get_by_role("button", name="Take on").click()

    expect(ada.get_by_role("alert")).to_contain_text("Hours a week: This value must be a number.")
    expect(ada.get_by_label("Full name")).to_have_value("Nova Newcomer")
    expect(ada.get_by_label("Role")).to_have_value("manager")
    expect(ada.get_by_label("Hours a week")).to_be_focused()
    ada.get_by_label("Hours a week").fill("38")
    ada.get_by_role("button", name="Take on").click()
    expect(ada.get_by_role("heading", name="Nova Newcomer")).to_be_visible()


def test_a_refused_adjustment_is_shown_open_and_changes_nothing(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.locator("summary", has_text="Adjust a balance").click()
    ada.get_by_label("How much").fill("lots")
    ada.get_by_label("Reason").fill("Worked on the move")
    ada.get_by_role("button", name="Adjust").click()

    expect(ada.get_by_label("How much")).to_have_value("lots")
    expect(ada.get_by_label("Reason")).to_have_value("Worked on the move")
    ada.get_by_label("How much").fill("2")
    ada.get_by_role("button", name="Adjust").click()
    expect(ada.get_by_role("heading", name="Why 23 days?")).to_be_visible()  # 21 and 2


def test_what_is_not_allowed_is_not_shown_as_a_form(cast: Cast, web: Web) -> None:
    answer = web(cast, "bea").post("/people", data={"full_name": "Nova"})

    assert answer.status_code in {403, 422}
    assert "Nova" not in answer.text


def test_every_form_in_which_something_is_typed_comes_back_when_it_is_refused() -> None:
    only_buttons = {
        "log_out", "choose_own_language", "choose_letters", "revoke_session", "renew_feed",
        "end_feed", "reset_second_factor", "retry_system", "dismiss_setup", "skip_step",
        "call_shutdown_off", "charge_shutdown_again", "permit", "turn_switches",
    }  # fmt: skip
    says_so_line_by_line = {"import_people", "check_people"}

    lost = {route.name for route in DOOR.routes if route.method == "POST" and route.endpoint}

    assert lost <= only_buttons | says_so_line_by_line

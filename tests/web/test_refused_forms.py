"""A form that is refused comes back as it was filled in, with the reasons beside its fields."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.domain.policy.policy import Level, PolicyVersion
from leavebook.domain.problems import Code, Problem
from leavebook.services.policies import policies
from leavebook.web.fields import Fields
from leavebook.web.html_elements import Element, by_nearest, elements_of
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


ENDING = "".join(
    f"""<form method="post" action="/end"><input type="hidden" name="form_token" value="{who}t">
<input type="hidden" name="who" value="{who}"><input name="last" value="of {who}"></form>"""
    for who in ("bea", "kim")
)


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


def ended(who: str) -> str:
    typed = {"form_token": ("old",), "who": (who,), "last": ("soon",)}
    refusal = Refusal(path="/end", typed=Fields(typed), problems=(wrong("last"),), language="en")
    return refilled(ENDING, refusal)


def test_of_several_forms_the_one_about_the_same_person_is_filled_in() -> None:
    html = ended("kim")

    assert 'value="of bea"' in html
    assert 'value="of kim"' not in html
    assert html.index('value="bea"') < html.index('value="kim"') < html.index('value="soon"')


def test_what_was_typed_about_one_person_never_stands_beside_another() -> None:
    html = ended("ada")

    assert "soon" not in html
    assert 'value="of bea"' in html
    assert 'value="of kim"' in html
    assert "must" in html or "required" in html, "the reason is said all the same"


def test_a_form_that_says_whom_it_is_about_goes_before_one_that_does_not() -> None:
    refusal = Refusal(
        path="/end",
        typed=Fields({"who": ("kim",), "last": ("soon",)}),
        problems=(wrong("last"),),
        language="en",
    )
    anybodys = '<form method="post" action="/end"><input name="last" value="anybody"></form>'

    html = refilled(anybodys + ENDING, refusal)

    assert 'value="anybody"' in html
    assert 'value="of kim"' not in html


def test_a_deep_page_with_many_choices_is_looked_through_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choices = "".join(f'<option value="{number}">{number}</option>' for number in range(20))
    selects = "".join(f'<select name="of{number}">{choices}</select>' for number in range(50))
    deep = f'{"<div>" * 2000}<form method="post" action="/x">{selects}</form>{"</div>" * 2000}'
    typed = Fields({f"of{number}": ("7",) for number in range(50)})
    looked: list[Element] = []
    ancestors = Element.ancestors

    def counted(element: Element) -> Iterator[Element]:
        looked.append(element)
        return iter(ancestors(element))

    monkeypatch.setattr(Element, "ancestors", counted)

    html = refilled(deep, Refusal(path="/x", typed=typed, problems=(wrong("of1"),), language="en"))

    assert html.count('<option value="7" selected>') == 50
    assert len(looked) < 5 * len(elements_of(deep))


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


def test_a_refused_end_of_a_policy_stands_beside_the_person_it_is_about(
    cast: Cast, web: Web
) -> None:
    leave_type = cast.leave_types["AL"]
    version = PolicyVersion("", date(2026, 1, 1), levels=(Level(Decimal(26)),))
    with cast.acting("ada") as tx:
        policies.add_version(tx, leave_type, version, policy="Over 55")
        for who in ("bea", "kim", "mo"):
            policies.assign(
                tx,
                employee_id=cast.members[who].employee_id,
                leave_type_id=leave_type,
                policy="Over 55",
                valid_from=date(2026, 1, 1),
            )

    for who in ("bea", "kim", "mo"):
        employee_id = str(cast.members[who].employee_id)
        answer = web(cast, "ada").post(
            f"/leave-types/{leave_type}/unassign", data={"employee_id": employee_id, "last": "soon"}
        )

        assert answer.status_code == 422
        assert filled_in(answer.text, "soon") == [employee_id]


def filled_in(html: str, typed: str) -> list[str]:
    """Return whom those forms are about in which a text stands."""
    return [
        next(each.get("value") for each in inside if each.get("name") == "employee_id")
        for inside in by_nearest("form", elements_of(html)).values()
        if any(each.get("value") == typed for each in inside)
    ]


def test_what_is_not_allowed_is_not_shown_as_a_form(cast: Cast, web: Web) -> None:
    answer = web(cast, "bea").post("/people", data={"full_name": "Nova"})

    assert answer.status_code in {403, 422}
    assert "Nova" not in answer.text


def test_every_form_in_which_something_is_typed_comes_back_when_it_is_refused() -> None:
    only_buttons = {
        "log_out", "choose_own_language", "choose_letters", "revoke_session", "renew_feed",
        "end_feed", "reset_second_factor", "retry_system", "dismiss_setup", "skip_step",
        "call_shutdown_off", "charge_shutdown_again", "permit", "turn_switches", "stay",
        "lift_hold", "lift_companys_hold", "read_all_notifications", "retry_given_up",
        "choose_offline",
    }  # fmt: skip
    says_so_line_by_line = {"import_people", "check_people"}

    lost = {route.name for route in DOOR.routes if route.method == "POST" and route.endpoint}

    assert lost <= only_buttons | says_so_line_by_line

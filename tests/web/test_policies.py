"""Leave types and what they grant, looked after on the pages."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from leavebook.domain.policy.carry_over import CARRY_NOTHING, CarryOver
from leavebook.domain.policy.frequency import MONTHLY, monthly, twice_a_month, weekly
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import Length, LengthUnit
from leavebook.domain.policy.policy import (
    Basis,
    GrantMethod,
    Level,
    Per,
    PolicyVersion,
    Waiting,
)
from leavebook.domain.policy.presets import PRESETS
from leavebook.domain.policy.rounding import EXACT
from leavebook.services.policies.policies import add_version
from leavebook.web.policies.differences import differences
from leavebook.web.policies.fields import GROUPS
from leavebook.web.policies.level_fields import AFTER, LEVEL_FIELDS
from leavebook.web.policies.reading import read_version
from leavebook.web.policies.written import written
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]

BY_SERVICE = PolicyVersion(
    "",
    date(2027, 1, 1),
    method=GrantMethod.PERIODIC,
    levels=(
        Level(Decimal(20), frequency=monthly(15)),
        Level(Decimal(24), after=Length(5, LengthUnit.YEAR), frequency=twice_a_month()),
    ),
    waiting=Waiting(Length(3, LengthUnit.MONTH)),
)
PER_WEEK = replace(
    BY_SERVICE,
    levels=(Level(Decimal("0.5"), frequency=weekly(3), yearly_cap=Decimal(20)),),
    per=Per.PERIOD,
    basis=Basis.WORKED_TIME,
    leave_year=LeaveYearRule(YearKind.CYCLE, months=36, anchor=date(2026, 4, 1)),
    negative_limit=None,
    prorate_first=False,
)


@pytest.mark.parametrize(
    "version",
    [*(preset.policy for preset in PRESETS.values()), BY_SERVICE, PER_WEEK],
    ids=lambda version: version.id or "own",
)
def test_a_policy_shown_in_the_form_is_read_back_as_it_was(version: PolicyVersion) -> None:
    read = read_version(written(version))

    assert replace(read, id=version.id) == version


def test_a_policy_is_tried_on_everybody_and_then_applied(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2027-06-07", "2027-06-11")
    ada = visit(cast, "ada")

    _open_policy(ada)
    expect(ada.get_by_label("From which day on?")).to_have_value("2027-01-01")
    ada.get_by_label("How much", exact=True).fill("25")
    ada.get_by_role("button", name="See what it would mean").click()

    expect(ada.get_by_role("row", name="Bea")).to_contain_text("before 21 → after 25")
    expect(ada.get_by_role("row", name="Bea")).to_contain_text("before 16 → after 20")  # 5 booked
    expect(ada.get_by_role("row", name="Kim")).to_contain_text("before 21 → after 25")
    expect(ada.get_by_text("84 → 100 days")).to_be_visible()  # four people
    ada.get_by_role("button", name="Apply from Fri, 1 Jan 2027").click()
    expect(ada.get_by_text("Saved.")).to_be_visible()
    expect(ada.get_by_text("From Fri, 1 Jan 2027")).to_be_visible()
    ada.goto(f"/balances/{cast.bea.employee_id}/{cast.leave_types['AL']}?on=2027-01-15")
    expect(ada.locator("summary", has_text="Granted").first).to_contain_text("+25")
    ada.goto("/settings/audit")
    expect(ada.get_by_text("changed what a leave type grants").first).to_be_visible()


def test_a_request_that_would_not_be_covered_is_named_before(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2027-02-01", "2027-02-26")
    ada = visit(cast, "ada", java_script_enabled=False)

    _open_policy(ada)
    ada.get_by_label("How much", exact=True).fill("10")
    ada.get_by_role("button", name="See what it would mean").click()

    expect(ada.get_by_role("row", name="Bea").get_by_role("link")).to_have_count(2)
    expect(ada.get_by_role("row", name="Bea")).to_contain_text("1–26 Feb 2027")


def test_a_policy_that_cannot_be_is_said_beside_its_fields(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada", java_script_enabled=False)

    _open_policy(ada)
    ada.get_by_label("How much", exact=True).fill("20")
    ada.get_by_label("Carried into the next year at most").fill("-3")
    ada.get_by_label("How far below zero a balance may go").fill("some")
    ada.get_by_role("button", name="See what it would mean").click()

    expect(ada.get_by_label("How much", exact=True)).to_have_value("20")
    expect(ada.get_by_label("How far below zero a balance may go")).to_have_value("some")
    expect(ada.get_by_text("This value must be a number.").last).to_be_visible()
    ada.get_by_label("How far below zero a balance may go").fill("0")
    ada.get_by_role("button", name="See what it would mean").click()
    expect(ada.get_by_role("alert")).to_contain_text("Carried into the next year at most")
    expect(ada.get_by_text("This value must lie between 0 and").last).to_be_visible()


def test_a_policy_from_far_ahead_is_not_tried(cast: Cast, web: Web) -> None:
    far = PolicyVersion("", date(2099, 1, 1), levels=(Level(Decimal(30)),))
    typed = dict(written(far).pairs())

    answer = web(cast, "ada").post(
        f"/leave-types/{cast.leave_types['AL']}/policy/try", data={"policy": "standard", **typed}
    )

    assert answer.status_code == 422
    assert 'id="fault-valid_from"' in answer.text


def test_only_what_matters_for_the_way_of_granting_is_shown(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada", java_script_enabled=False)

    _open_policy(ada)
    expect(ada.get_by_label("How often")).to_be_hidden()
    ada.get_by_label("Bit by bit").check()
    expect(ada.get_by_label("How often")).to_be_visible()
    expect(ada.get_by_label("Beginning on")).to_be_hidden()
    ada.get_by_label("How often").select_option("week")
    expect(ada.get_by_label("Beginning on")).to_be_visible()
    ada.get_by_label("Without a limit").check()

    expect(ada.get_by_label("How much", exact=True)).to_be_hidden()
    expect(ada.get_by_label("From which day on?")).to_be_visible()


def test_longer_service_gets_a_level_of_its_own(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada", java_script_enabled=False)

    _open_policy(ada)
    ada.get_by_role("button", name="Another level").click()
    second = ada.get_by_role("group", name="Level 2")
    second.get_by_label("After", exact=True).fill("2")
    second.get_by_label("Days, months or years").first.select_option("year")
    second.get_by_label("How much", exact=True).fill("30")
    ada.get_by_role("button", name="See what it would mean").click()

    expect(ada.get_by_text("30 days a year, all at once")).to_contain_text("after 2 years")
    expect(ada.get_by_role("row", name="Kim")).to_contain_text("after 30")  # since 2024


def test_somebody_is_given_another_policy_and_has_it_ended(cast: Cast, visit: Visit) -> None:
    older = PolicyVersion("", date(2026, 1, 1), levels=(Level(Decimal(26)),))
    with cast.acting("ada") as tx:
        add_version(tx, cast.leave_types["AL"], older, policy="Over 55")
    ada = visit(cast, "ada")

    ada.goto(f"/leave-types/{cast.leave_types['AL']}")
    ada.locator("summary", has_text="Give somebody another policy").click()
    ada.get_by_label("Who", exact=True).select_option("Kim")
    ada.get_by_label("First day").fill("2026-01-01")
    ada.get_by_role("button", name="Give", exact=True).click()
    expect(ada.get_by_text("Kim: Over 55")).to_be_visible()
    ada.goto(f"/balances/{cast.kim.employee_id}/{cast.leave_types['AL']}")
    expect(ada.get_by_role("heading", name="Why 26 days?")).to_be_visible()

    ada.goto(f"/leave-types/{cast.leave_types['AL']}")
    ada.locator("summary", has_text="End it").click()
    ada.get_by_label("Last day").first.fill("2026-12-31")
    ada.get_by_role("button", name="End it").click()
    expect(ada.get_by_text("– Thu, 31 Dec 2026")).to_be_visible()


def test_a_leave_type_is_made_changed_and_archived(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada", java_script_enabled=False)

    ada.goto("/leave-types")
    ada.get_by_role("link", name="New leave type").click()
    ada.get_by_label("Name").fill("Volunteering")
    ada.get_by_label("Code").fill("AL")
    ada.get_by_label("How much a year").fill("2")
    ada.get_by_role("button", name="Offer it").click()
    expect(ada.get_by_role("alert")).to_contain_text("This code is already taken.")
    ada.get_by_label("Code").fill("VO")
    ada.get_by_role("button", name="Offer it").click()
    expect(
        ada.get_by_text("2 days a year, all at once when the year begins.").first
    ).to_be_visible()

    ada.get_by_role("link", name="Change", exact=True).click()
    ada.get_by_label("Half days are possible").uncheck()
    ada.get_by_label("Days of notice").fill("14")
    ada.get_by_label("Sensitive").check()
    ada.get_by_label("Decided by").select_option("office")
    ada.get_by_role("button", name="Save").click()
    expect(ada.get_by_text("To be asked for at least 14 days ahead.")).to_be_visible()
    expect(ada.get_by_text("HR or an executive decides.")).to_be_visible()
    expect(ada.get_by_text("Half days are possible.")).to_have_count(0)

    ada.get_by_role("button", name="Archive").click()
    ada.goto("/ask")
    expect(ada.get_by_text("Volunteering")).to_have_count(0)
    ada.goto("/leave-types")
    ada.get_by_text("Archived").click()
    ada.get_by_role("link", name="Volunteering").click()
    ada.get_by_role("button", name="Offer it again").click()
    ada.goto("/ask")
    expect(ada.get_by_text("Volunteering")).to_be_visible()


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_but_who_configures_leave_sees_or_changes_policies(
    cast: Cast, web: Web, who: str
) -> None:
    client, kind = web(cast, who), cast.leave_types["AL"]
    version = {"method": "up_front", "valid_from": "2027-01-01", "levels[0].amount": "40"}

    assert client.get(f"/leave-types/{kind}").status_code == 403
    assert client.get(f"/leave-types/{kind}/policy").status_code == 403
    assert client.get("/new-leave-type").status_code == 403
    assert client.post(f"/leave-types/{kind}/policy/try", data=version).status_code == 403
    assert client.post(f"/leave-types/{kind}/policy", data=version).status_code == 403
    assert client.post(f"/leave-types/{kind}/archive").status_code == 403


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_a_change_would_mean_keeps_nobody_out(cast: Cast, visit: Visit, theme: str) -> None:
    ask(cast, "bea", "2027-02-01", "2027-02-26")
    ada = visit(cast, "ada", color_scheme=theme, viewport={"width": 320, "height": 640})
    ada.goto("/profile")
    ada.get_by_role("button", name="Deutsch").click()
    ada.goto(f"/leave-types/{cast.leave_types['AL']}/policy")
    ada.get_by_label("Wie viel", exact=True).fill("10")

    ada.get_by_role("button", name="Ansehen, was es bedeuten würde").click()

    expect(ada.get_by_role("row", name="Bea")).to_contain_text("vorher 21 → nachher 10")
    assert not Axe().run(ada).response["violations"]
    assert ada.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_agreed_anew_is_said_in_the_words_of_the_form() -> None:
    before = PRESETS["AL"].policy
    level = replace(before.levels[0], carry_over=CARRY_NOTHING)
    after = replace(
        before,
        method=GrantMethod.PERIODIC,
        levels=(replace(level, frequency=MONTHLY),),
        waiting=Waiting(Length(3)),
        rounding=EXACT,
    )

    said = [(each.label, each.before, each.after) for each in differences(before, after, "en")]

    assert said == [
        ("How does it come about?", "All at once", "Bit by bit"),
        ("Rounding of the year", "up to 0.5", "as exact as it is"),
        ("Waiting period", "", "3 months"),
        ("Until then", "", "nothing is granted"),
        ("How often", "Every year", "Every month"),
        ("On which days of the month", "", "1"),
        ("Carried into the next year at most", "5", "0"),
        ("To be used by", "31 March", ""),
    ]


def test_everything_that_a_policy_can_say_stands_in_the_form() -> None:
    shown = {field.path.partition(".")[0] for group in GROUPS for field in group.fields}
    shown_for_levels = {field.path.partition(".")[0] for field in (AFTER, *LEVEL_FIELDS)}

    assert _names(PolicyVersion) - shown == {"id", "valid_from", "method", "levels"}
    assert _names(Level) == shown_for_levels
    assert _names(CarryOver) == {
        field.path.split(".")[1] for field in LEVEL_FIELDS if field.path.startswith("carry_over.")
    }


def _names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def _open_policy(page: Page) -> None:
    page.goto("/leave-types")
    page.get_by_role("link", name="Change Annual Leave").click()
    page.get_by_role("link", name="Change what it gives").click()

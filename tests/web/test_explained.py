"""Why a balance is what it is can be read in German as well."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import leavebook.domain
from leavebook.domain.policy.policy import ConsumptionOrder
from leavebook.domain.policy.prorata import ProRataMethod
from leavebook.domain.policy.rounding import RoundingMode, StepOf
from leavebook.web.explained import explained, input_explained
from leavebook.web.formats import formats
from leavebook.web.languages import words
from tests.cast import Cast
from tests.web.conftest import Visit, ask

ENGLISH, GERMAN = formats("en"), formats("de")
DOMAIN = Path(leavebook.domain.__file__).parent


@pytest.mark.parametrize(
    ("reason", "english", "german"),
    [
        ("amount × 12.5 of 30 days", "amount × 12.5 of 30 days", "Menge × 12,5 von 30 Tagen"),
        ("amount × 480 min / 60", "amount × 480 min / 60", "Menge × 480 Min. / 60"),
        ("by hand", "by hand", "von Hand"),
        ("something of tomorrow", "something of tomorrow", "something of tomorrow"),
    ],
)
def test_a_formula_is_said_in_the_language(reason: str, english: str, german: str) -> None:
    assert explained(reason, ENGLISH) == english
    assert explained(reason, GERMAN) == german


@pytest.mark.parametrize(
    ("name", "value", "german"),
    [
        ("share so far", "0.25", "0,25"),
        ("leave year", "2026-01-01 to 2026-12-31", "Do., 1. Jan. 2026 bis Do., 31. Dez. 2026"),
        ("recarry", "False", "nein"),
        ("percent", "None", "–"),
        ("order", "expiry_first", "was zuerst verfällt"),
        ("corrects", "grant", "Gewährt"),
        (
            "rounding",
            "year: up 0.5 unit; instalments: none",
            "Jahr: auf 0,5 aufgerundet; Raten: keine",
        ),
    ],
)
def test_what_went_into_it_is_said_in_the_language(name: str, value: str, german: str) -> None:
    assert input_explained(name, value, GERMAN) == german


def test_what_somebody_wrote_stays_as_it_is() -> None:
    assert input_explained("reason", "none: 2026-01-01 #1", GERMAN) == "none: 2026-01-01 #1"


def test_every_reason_of_the_ledger_has_its_german() -> None:
    code = "".join(
        path.read_text("utf-8")
        for folder in ("ledger", "policy")
        for path in (DOMAIN / folder).glob("*.py")
    )
    named = set(
        re.findall(
            r'\(+"([a-z\' ]+)", (?:str\(|f"|[a-z_.]+(?:isoformat|value|reason)|because)', code
        )
    )
    formulas = set(re.findall(r'formula="([^"]+)"', code))
    options = {*ConsumptionOrder, *ProRataMethod, RoundingMode.NONE, RoundingMode.DE}
    steps = {f"{mode} # {of}" for mode in ("up", "nearest", "down") for of in StepOf}
    wanted = {*named, *formulas, *map(str, options), *steps}
    assert len(named) > 20

    assert sorted(each for each in wanted if words("de").pgettext("ledger", each) == each) == []


def test_a_balance_explains_itself_in_german(cast: Cast, visit: Visit) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    bea = visit(cast, "bea")
    bea.goto("/profile")
    bea.get_by_role("button", name="Deutsch").click()

    bea.goto(f"/balances/{cast.bea.employee_id}/{cast.leave_types['AL']}?on=2026-06-01")
    for each in bea.locator("summary.movement").all():
        each.click()

    told = bea.locator("ol.list")
    expect(told).to_contain_text("der Reihe nach aus den Töpfen genommen")
    expect(told).to_contain_text("Anspruch × Anteil bis hierher")
    expect(
        told.get_by_text(re.compile(r"entitlement|yearly|bucket|None|False|\d{4}-\d\d"))
    ).to_have_count(0)

"""The companies of the demo, as its published description states them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.calendar.spans import Half, half_day, whole_days
from leavebook.domain.people.people import Gender
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.policies import leave_types, policies
from leavebook.storage.policies.leave_types import LeaveType
from tests.demo.conftest import SPRING, Shown

COUNTING = {
    "acme": (CountMode.WORKING_DAYS, Unit.DAY),
    "tribe": (CountMode.CALENDAR_DAYS, Unit.HOUR),
    "globex": (CountMode.CALENDAR_DAYS, Unit.DAY),
}

SITES = {
    "acme": {
        ("Berlin Office", "DE", "BE"),
        ("London Office", "GB", "ENG"),
        ("Sydney Office", "AU", "NSW"),
    },
    "tribe": {("Sydney", "AU", "NSW")},
    "globex": {("London", "GB", "ENG")},
}


def type_of(shown: Shown, codename: str, code: str) -> LeaveType:
    with shown.acting(codename) as tx:
        return next(each for each in leave_types.all_of_company(tx) if each.code == code)


def rules_of(shown: Shown, codename: str, code: str) -> LeaveTypeRules:
    return type_of(shown, codename, code).rules


def policy_of(shown: Shown, codename: str, code: str) -> PolicyVersion:
    with shown.acting(codename) as tx:
        found = next(each for each in leave_types.all_of_company(tx) if each.code == code)
        rows = tx.rows(policies.VERSIONS, leave_type_id=found.id)
        (policy,) = policies.in_force(policies.read_versions(rows), ())
    return policy


def test_acme_and_globex_need_one_approval_and_tribe_needs_two(shown: Shown) -> None:
    found = shown.rows("SELECT codename, name, approval_policy FROM leavebook.company")

    assert set(found) == {
        ("acme", "Acme GmbH", "single"),
        ("tribe", "Tribe Pty Ltd", "two_stage"),
        ("globex", "Globex Ltd", "single"),
    }


@pytest.mark.parametrize("codename", COUNTING)
def test_every_company_counts_in_its_own_way(shown: Shown, codename: str) -> None:
    with shown.acting(codename) as tx:
        found = {(each.rules.counting.mode, each.unit) for each in leave_types.all_of_company(tx)}

    assert found == {COUNTING[codename]}


@pytest.mark.parametrize("codename", SITES)
def test_sites_lie_in_the_regions_whose_holidays_they_keep(shown: Shown, codename: str) -> None:
    found = shown.rows(
        "SELECT s.name, s.country, s.region FROM leavebook.site AS s"
        " JOIN leavebook.company USING (company_id) WHERE codename = %(codename)s",
        codename=codename,
    )

    assert set(found) == SITES[codename]


def test_holidays_are_kept_from_two_years_ago_to_two_years_ahead(shown: Shown) -> None:
    found = shown.rows("SELECT DISTINCT year FROM leavebook.holiday_year ORDER BY year")

    assert [year for (year,) in found] == [2024, 2025, 2026, 2027, 2028]


@pytest.mark.parametrize("codename", ["acme", "globex"])
def test_six_leave_types_are_offered_by_the_companies_that_count_days(
    shown: Shown, codename: str
) -> None:
    found = {code: each["name"] for code, each in shown.company(codename)["leave_types"].items()}

    assert found == {
        "AL": "Annual Leave",
        "SL": "Sick Leave",
        "UL": "Unpaid Leave",
        "ML": "Maternity Leave",
        "PL": "Paternity Leave",
        "EL": "Emergency Leave",
    }


@pytest.mark.parametrize("codename", ["acme", "globex"])
@pytest.mark.parametrize(
    ("code", "days"), [("AL", 21), ("SL", 14), ("ML", 90), ("PL", 7), ("EL", 3)]
)
def test_days_are_granted_up_front(shown: Shown, codename: str, code: str, days: int) -> None:
    policy = policy_of(shown, codename, code)

    assert policy.method is GrantMethod.UP_FRONT
    assert [level.amount for level in policy.levels] == [Decimal(days)]


@pytest.mark.parametrize("codename", ["acme", "globex"])
def test_five_days_of_annual_leave_last_until_the_end_of_march(shown: Shown, codename: str) -> None:
    carry_over = policy_of(shown, codename, "AL").levels[0].carry_over

    assert (carry_over.cap, carry_over.last_usable) == (Decimal(5), MonthDay(3, 31))


@pytest.mark.parametrize("codename", ["acme", "globex"])
def test_sick_leave_asks_for_documents_and_is_not_carried_over(shown: Shown, codename: str) -> None:
    assert rules_of(shown, codename, "SL").documents_required
    assert policy_of(shown, codename, "SL").levels[0].carry_over.cap == 0


@pytest.mark.parametrize("codename", ["acme", "globex"])
def test_annual_leave_is_asked_for_two_days_ahead_and_may_be_half_a_day(
    shown: Shown, codename: str
) -> None:
    rules = rules_of(shown, codename, "AL")

    assert (rules.min_notice_days, rules.half_days_allowed) == (2, True)


@pytest.mark.parametrize("codename", ["acme", "globex"])
def test_some_leave_is_for_mothers_and_some_for_fathers(shown: Shown, codename: str) -> None:
    assert rules_of(shown, codename, "ML").applicable_gender is Gender.FEMALE
    assert rules_of(shown, codename, "PL").applicable_gender is Gender.MALE


@pytest.mark.parametrize("codename", COUNTING)
def test_unpaid_leave_has_no_balance(shown: Shown, codename: str) -> None:
    assert not rules_of(shown, codename, "UL").has_balance
    assert not type_of(shown, codename, "UL").paid


@pytest.mark.parametrize(("code", "hours"), [("AL", 152), ("PL", 76)])
def test_tribe_accrues_hours_every_month(shown: Shown, code: str, hours: int) -> None:
    policy = policy_of(shown, "tribe", code)

    assert policy.method is GrantMethod.PERIODIC
    assert policy.levels[0].amount == Decimal(hours)


def test_tribe_offers_annual_personal_and_unpaid_leave(shown: Shown) -> None:
    found = [each["name"] for each in shown.company("tribe")["leave_types"].values()]

    assert found == ["Annual Leave", "Personal Leave", "Unpaid Leave"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("vacation", "AL"),
        ("Annual", "AL"),
        ("holiday", "AL"),
        ("PTO", "AL"),
        ("sick", "SL"),
        ("illness", "SL"),
        ("emergency", "EL"),
        ("compassionate", "EL"),
    ],
)
def test_leave_types_answer_to_the_usual_words(shown: Shown, word: str, code: str) -> None:
    with shown.acting("acme") as tx:
        found = [each.code for each in leave_types.all_of_company(tx) if each.is_called(word)]

    assert found == [code]


def days_and_minutes(
    shown: Shown, codename: str, key: str, *, first: date, last: date
) -> tuple[Decimal, int]:
    company = shown.company(codename)
    asked = LeaveAsked(
        employee_id=company["people"][key]["employee_id"],
        leave_type_id=company["leave_types"]["AL"]["id"],
        spans=(whole_days(first, last),),
    )
    with shown.acting(codename, key) as tx:
        rows, problems, _ = requests.preview(tx, asked)
    assert problems == ()
    return sum((row.fraction for row in rows), Decimal(0)), sum(row.minutes for row in rows)


def test_the_tenth_to_the_fourteenth_of_april_is_five_days_at_globex(shown: Shown) -> None:
    days, _ = days_and_minutes(
        shown, "globex", "sid", first=date(2026, 4, 10), last=date(2026, 4, 14)
    )

    assert days == 5


def test_the_tenth_to_the_fourteenth_of_april_is_three_days_at_acme(shown: Shown) -> None:
    days, _ = days_and_minutes(
        shown, "acme", "john", first=date(2026, 4, 10), last=date(2026, 4, 14)
    )

    assert days == 3


@pytest.mark.parametrize("key", ["tom", "lea", "zoe"])
def test_the_tenth_to_the_fourteenth_of_march_is_forty_hours_at_tribe(
    shown: Shown, key: str
) -> None:
    _, minutes = days_and_minutes(
        shown, "tribe", key, first=date(2026, 3, 10), last=date(2026, 3, 14)
    )

    assert minutes == 40 * 60


@pytest.mark.parametrize("key", ["eve", "hana", "max", "lea", "tom", "ivo", "zoe"])
def test_everybody_in_tribe_has_days_of_eight_hours(shown: Shown, key: str) -> None:
    _, minutes = days_and_minutes(
        shown, "tribe", key, first=date(2026, 5, 9), last=date(2026, 5, 9)
    )

    assert minutes == 8 * 60


def test_half_a_day_at_acme_is_half_a_day(shown_at: Callable[[datetime], Shown]) -> None:
    shown = shown_at(SPRING)
    company = shown.company("acme")
    day = date(2026, 4, 16)
    asked = LeaveAsked(
        employee_id=company["people"]["john"]["employee_id"],
        leave_type_id=company["leave_types"]["AL"]["id"],
        spans=(half_day(day, day, Half.AM),),
    )

    with shown.acting("acme", "john") as tx:
        rows, problems, _ = requests.preview(tx, asked)

    assert problems == ()
    assert [row.fraction for row in rows] == [Decimal("0.5")]

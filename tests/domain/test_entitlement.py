from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.ledger.ledger import (
    Absence,
    EntitlementMode,
    LedgerFacts,
    OwnEntitlement,
    Workload,
)
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import EARLIEST
from leavebook.domain.policy.entitlement import entitlement_on
from leavebook.domain.policy.frequency import (
    DAILY,
    MONTHLY,
    Frequency,
    every_two_weeks,
    twice_a_month,
    weekly,
)
from leavebook.domain.policy.lengths import Length, LengthUnit
from leavebook.domain.policy.policy import Credit, Level, PolicyVersion, Scale, TenureSwitch
from leavebook.domain.policy.presets import PRESETS
from leavebook.domain.policy.prorata import ProRata, ProRataMethod
from leavebook.domain.policy.rounding import EXACT, Rounding, RoundingMode
from tests.domain.ledgers import amounts, in_instalments, somebody, up_front

BY_FULL_MONTHS = ProRata(ProRataMethod.FULL_MONTHS)
BY_STARTED_MONTHS = ProRata(ProRataMethod.STARTED_MONTHS)
TO_WHOLE_DAYS = Rounding(RoundingMode.NEAREST, Decimal(1))
LONG_AGO = date(2015, 1, 1)
NEW_YEAR_S_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("joined", "method", "rounding", "entitled"),
    [
        (date(2026, 7, 1), ProRata(), None, "13.0"),
        (date(2028, 7, 1), ProRata(), None, "13.0"),
        (date(2026, 7, 1), ProRata(), EXACT, "12.6027"),
        (date(2028, 7, 1), ProRata(), EXACT, "12.5683"),
        (date(2026, 7, 1), BY_FULL_MONTHS, EXACT, "12.5"),
        (date(2026, 7, 1), ProRata(ProRataMethod.NONE), EXACT, "25"),
    ],
)
def test_joiners_get_their_part_of_25_days(
    joined: date, method: ProRata, rounding: Rounding | None, entitled: str
) -> None:
    policy = up_front(25, prorata=method)
    policy = replace(policy, rounding=rounding or policy.rounding)

    assert entitlement_on(somebody(policy, joined=joined), joined) == Decimal(entitled)


def test_one_day_a_month_for_a_joiner_in_december_is_one_day() -> None:
    policy = up_front(12, rounding=TO_WHOLE_DAYS)

    assert entitlement_on(somebody(policy, joined=date(2022, 12, 1)), date(2022, 12, 31)) == 1


@pytest.mark.parametrize(("method", "entitled"), [(BY_FULL_MONTHS, "20"), (ProRata(), "20.0")])
def test_who_leaves_at_the_end_of_august_has_20_of_30_days(method: ProRata, entitled: str) -> None:
    leaver = somebody(up_front(30, prorata=method), joined=LONG_AGO, left=date(2026, 8, 31))

    assert entitlement_on(leaver, date(2026, 3, 1)) == Decimal(entitled)


def test_five_months_in_germany_are_13_of_30_days() -> None:
    joiner = somebody(PRESETS["de-annual"].policy, joined=date(2026, 8, 1))

    assert entitlement_on(joiner, date(2026, 8, 1)) == 13


def test_an_employment_month_counts_from_the_day_of_joining() -> None:
    joiner = somebody(up_front(24, prorata=BY_FULL_MONTHS), joined=date(2026, 7, 15))

    assert entitlement_on(joiner, date(2026, 12, 1)) == 10


@pytest.mark.parametrize(
    ("joined", "left", "months"),
    [
        (date(2026, 4, 15), None, 9),
        (date(2026, 4, 16), None, 8),
        (LONG_AGO, date(2026, 4, 15), 4),
        (LONG_AGO, date(2026, 4, 14), 3),
    ],
)
def test_a_started_month_counts_up_to_and_from_the_15th(
    joined: date, left: date | None, months: int
) -> None:
    person = somebody(up_front(12, prorata=BY_STARTED_MONTHS), joined=joined, left=left)

    assert entitlement_on(person, date(2026, 4, 14)) == months


def test_three_days_a_week_in_the_united_kingdom_are_16_8_days() -> None:
    part_timer = somebody(
        PRESETS["gb-annual"].policy,
        joined=LONG_AGO,
        workload=(Workload(EARLIEST, days_per_week=Decimal(3)),),
    )

    assert entitlement_on(part_timer, date(2026, 5, 1)) == Decimal("16.8")


def test_six_days_a_week_in_the_united_kingdom_stay_at_28_days() -> None:
    person = somebody(
        PRESETS["gb-annual"].policy,
        joined=LONG_AGO,
        workload=(Workload(EARLIEST, days_per_week=Decimal(6)),),
    )

    assert entitlement_on(person, date(2026, 5, 1)) == 28


def changed_to_four_days(rounding: Rounding | None) -> LedgerFacts:
    policy = up_front(30, scale=Scale.DAYS_PER_WEEK)
    return somebody(
        replace(policy, rounding=rounding or policy.rounding),
        joined=LONG_AGO,
        workload=(
            Workload(EARLIEST, days_per_week=Decimal(5)),
            Workload(date(2026, 7, 1), days_per_week=Decimal(4)),
        ),
    )


def test_a_change_to_four_days_sums_both_halves_before_rounding() -> None:
    assert entitlement_on(changed_to_four_days(EXACT), date(2026, 3, 1)) == Decimal("26.9753")
    assert entitlement_on(changed_to_four_days(None), date(2026, 3, 1)) == 27


def test_nineteen_days_come_in_twelve_whole_instalments() -> None:
    facts = somebody(in_instalments(19, instalments=TO_WHOLE_DAYS))

    granted = amounts(replay(facts, NEW_YEAR_S_EVE), MovementKind.GRANT)

    assert granted == [2, 1, 2, 1, 2, 2, 1, 2, 1, 2, 1, 2]


def test_twenty_five_days_come_in_instalments_of_two_decimals() -> None:
    cents = Rounding(RoundingMode.NEAREST, Decimal("0.01"))
    facts = somebody(in_instalments(25, instalments=cents))

    granted = amounts(replay(facts, NEW_YEAR_S_EVE), MovementKind.GRANT)

    assert granted[:3] == [Decimal("2.08"), Decimal("2.09"), Decimal("2.08")]
    assert sum(granted) == 25


@pytest.mark.parametrize(
    ("frequency", "number"),
    [
        (MONTHLY, 12),
        (DAILY, 365),
        (twice_a_month(), 24),
        (weekly(3), 53),  # 2026 begins and ends on a Thursday
        (every_two_weeks(date(2026, 1, 1)), 27),
    ],
)
def test_every_rhythm_adds_up_to_the_year(frequency: Frequency, number: int) -> None:
    facts = somebody(in_instalments(25, frequency))

    granted = amounts(replay(facts, NEW_YEAR_S_EVE), MovementKind.GRANT)

    assert (len(granted), sum(granted)) == (number, 25)


def test_the_last_instalment_of_a_joiner_reaches_the_rounded_figure() -> None:
    facts = somebody(in_instalments(25), joined=date(2026, 7, 1))

    granted = amounts(replay(facts, NEW_YEAR_S_EVE), MovementKind.GRANT)

    assert (len(granted), sum(granted)) == (6, 13)


@pytest.mark.parametrize(
    ("credit", "first"),
    [
        (Credit.START, date(2026, 1, 1)),
        (Credit.END, date(2026, 1, 31)),
        (Credit.AFTER, date(2026, 2, 1)),
    ],
)
def test_an_instalment_is_posted_on_the_day_agreed(credit: Credit, first: date) -> None:
    facts = somebody(in_instalments(12, credit=credit))

    assert replay(facts, NEW_YEAR_S_EVE)[0].on == first


def tenured(switch: TenureSwitch) -> PolicyVersion:
    after_five_years = Length(5, LengthUnit.YEAR)
    return PolicyVersion(
        "tenure",
        EARLIEST,
        levels=(Level(Decimal(25)), Level(Decimal(30), after=after_five_years)),
        tenure_switch=switch,
        rounding=EXACT,
    )


def test_a_milestone_splits_the_year_by_days() -> None:
    person = somebody(tenured(TenureSwitch.IMMEDIATE), joined=date(2021, 7, 1))

    assert entitlement_on(person, date(2026, 1, 1)) == Decimal("27.5205")  # 25×181+30×184 of 365


def test_a_milestone_may_wait_for_the_next_year() -> None:
    person = somebody(tenured(TenureSwitch.NEXT_PERIOD), joined=date(2021, 7, 1))

    assert entitlement_on(person, date(2026, 12, 1)) == 25
    assert entitlement_on(person, date(2027, 1, 1)) == 30


def test_unpaid_leave_scales_what_a_period_earns() -> None:
    unpaid = Absence(date(2026, 4, 1), date(2026, 4, 30))
    policy = in_instalments(12, suspended_by_absence=True, rounding=EXACT)

    entitled = entitlement_on(somebody(policy, absences=(unpaid,)), date(2026, 1, 1))

    assert entitled == Decimal("11.0137")  # 12 × 335/365


def test_a_personal_figure_adds_to_the_policy_or_replaces_it() -> None:
    extra = OwnEntitlement("severe disability", date(2026, 3, 1), Decimal(5))
    instead = replace(extra, mode=EntitlementMode.SET)

    assert entitlement_on(somebody(up_front(25), own_entitlements=(extra,)), date(2026, 6, 1)) == 30
    assert (
        entitlement_on(somebody(up_front(25), own_entitlements=(instead,)), date(2026, 6, 1)) == 5
    )


def test_a_new_version_with_the_same_figure_changes_no_instalment() -> None:
    policy = in_instalments(25)
    renewed = replace(policy, id="renewed", valid_from=date(2026, 5, 15))
    before = replay(somebody(policy), NEW_YEAR_S_EVE)

    after = replay(somebody(policy, policies=(policy, renewed)), NEW_YEAR_S_EVE)

    assert [(row.on, row.amount) for row in after] == [(row.on, row.amount) for row in before]


def test_equal_figures_are_told_in_the_digits_that_each_was_given_in() -> None:
    def told(figure: str) -> str:
        own = OwnEntitlement("own", NEW_YEAR_S_EVE, Decimal(figure), EntitlementMode.SET)
        facts = somebody(in_instalments(25), own_entitlements=(own,))
        return dict(replay(facts, NEW_YEAR_S_EVE)[0].why.inputs)["entitlement"]

    figures = [told("20"), told("20.0")]

    assert figures == ["20", "20.0"]

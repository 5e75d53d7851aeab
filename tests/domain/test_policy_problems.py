from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.policy.carry_over import CarryOver
from leavebook.domain.policy.frequency import HOURLY, Every, Frequency
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import Length, LengthUnit, MonthDay
from leavebook.domain.policy.policy import Basis, Level, PolicyVersion, Scale, Waiting
from leavebook.domain.policy.policy_problems import (
    problems_with_amount,
    problems_with_policy,
)
from leavebook.domain.policy.presets import PRESETS
from leavebook.domain.policy.prorata import ProRata
from leavebook.domain.policy.rounding import Rounding, RoundingMode
from tests.domain.ledgers import in_instalments, per_period, up_front

FINE = up_front(21)


def with_level(**changed: object) -> PolicyVersion:
    return replace(FINE, levels=(replace(FINE.levels[0], **changed),))  # type: ignore[arg-type]  # each row names its own field


def carrying(**changed: object) -> PolicyVersion:
    return with_level(carry_over=CarryOver(**changed))  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (replace(FINE, valid_from=date(1989, 12, 31)), "valid_from"),
        (replace(FINE, valid_from=date(2101, 1, 1)), "valid_from"),
        (replace(FINE, levels=()), "levels"),
        (with_level(amount=Decimal("20.00001")), "levels[0].amount"),
        (with_level(amount=Decimal(-1)), "levels[0].amount"),
        (with_level(amount=Decimal("NaN")), "levels[0].amount"),
        (with_level(cap=Decimal("1.23456")), "levels[0].cap"),
        (with_level(yearly_cap=Decimal(-1)), "levels[0].yearly_cap"),
        (with_level(statutory=Decimal(22)), "levels[0].statutory"),
        (with_level(after=Length(-1)), "levels[0].after"),
        (
            with_level(frequency=Frequency(Every.MONTH, month_days=(32,))),
            "levels[0].frequency.month_days",
        ),
        (with_level(frequency=Frequency(Every.HALF_MONTH)), "levels[0].frequency.month_days"),
        (with_level(frequency=Frequency(Every.QUARTER)), "levels[0].frequency.dates"),
        (with_level(frequency=Frequency(Every.WEEK, weekday=7)), "levels[0].frequency.weekday"),
        (with_level(frequency=Frequency(Every.TWO_WEEKS)), "levels[0].frequency.anchor"),
        (with_level(frequency=HOURLY), "levels[0].frequency.every"),
        (carrying(cap=Decimal(-5)), "levels[0].carry_over.cap"),
        (carrying(percent=Decimal(101)), "levels[0].carry_over.percent"),
        (carrying(last_usable=MonthDay(13, 1)), "levels[0].carry_over.last_usable"),
        (carrying(expires_after=Length(0)), "levels[0].carry_over.expires_after"),
        (
            carrying(expires_after=Length(3), last_usable=MonthDay(3, 31)),
            "levels[0].carry_over.expires_after",
        ),
        (replace(FINE, leave_year=LeaveYearRule(YearKind.CYCLE, months=0)), "leave_year.months"),
        (in_instalments(12, leave_year=LeaveYearRule(YearKind.ENDLESS)), "leave_year.kind"),
        (
            per_period(Level(Decimal(1)), leave_year=LeaveYearRule(YearKind.ROLLING)),
            "method",
        ),
        (replace(FINE, basis=Basis.WORKED_TIME), "basis"),
        (per_period(Level(Decimal(1)), scale=Scale.WEEKS), "scale"),
        (replace(FINE, rounding=Rounding(RoundingMode.UP, Decimal(0))), "rounding.step"),
        (replace(FINE, prorata=ProRata(joined_by=0)), "prorata.joined_by"),
        (replace(FINE, negative_limit=Decimal(-1)), "negative_limit"),
        (replace(FINE, full_week=Decimal(0)), "full_week"),
        (
            replace(FINE, waiting=Waiting(Length(101, LengthUnit.YEAR))),
            "waiting.length",
        ),
    ],
)
def test_an_impossible_policy_is_refused_naming_the_field(
    policy: PolicyVersion, field: str
) -> None:
    assert field in [problem.facts["field"] for problem in problems_with_policy(policy)]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_preset_is_possible(preset: object) -> None:
    assert problems_with_policy(preset.policy) == ()  # type: ignore[attr-defined]  # a preset


def test_levels_follow_each_other_in_length_of_service() -> None:
    later = Length(1, LengthUnit.YEAR)
    policy = replace(FINE, levels=(Level(Decimal(25), after=later), Level(Decimal(20))))

    assert [problem.facts["field"] for problem in problems_with_policy(policy)] == ["levels"]


def test_an_amount_by_hand_may_be_negative_but_not_finer_than_four_decimals() -> None:
    assert problems_with_amount("amount", Decimal("-2.5")) == ()
    assert problems_with_amount("amount", Decimal("0.00001")) != ()

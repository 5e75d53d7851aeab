"""Somebody's working week changes: a balance keeps its days, or its weeks."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.balances import balance, year_summary
from leavebook.domain.ledger.ledger import Adjustment, LedgerFacts, Use, Workload
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import EARLIEST
from leavebook.domain.policy.carry_over import BucketKind, CarryOver
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.policy import (
    Credit,
    GrantMethod,
    NewSchedule,
    PolicyVersion,
    Scale,
)
from leavebook.domain.policy.policy_problems import problems_with_policy
from leavebook.domain.policy.rounding import EXACT
from tests.domain.ledgers import (
    END_OF_MARCH,
    amounts,
    away,
    days,
    in_instalments,
    somebody,
    up_front,
)

NEW_YEAR = date(2026, 1, 1)
NEW_YEARS_EVE = date(2026, 12, 31)
JULY = date(2026, 7, 1)
OCTOBER = date(2026, 10, 1)
KEEP_WEEKS = NewSchedule.KEEP_WEEKS


def week(worked: int, since: date = EARLIEST, hours: int = 40) -> Workload:
    fte = Decimal(hours) / 40
    return Workload(since, fte=fte, days_per_week=Decimal(worked), hours_per_week=Decimal(hours))


def from_five_to_four(policy: PolicyVersion, *uses: Use, **facts: Any) -> LedgerFacts:  # noqa: ANN401  any other fact
    return somebody(policy, *uses, workload=(week(5), week(4, JULY)), **facts)


def left(facts: LedgerFacts, on: date) -> Decimal:
    return balance(replay(facts, max(on, NEW_YEARS_EVE)), on)


def test_days_stay_days_unless_the_policy_says_otherwise() -> None:
    facts = from_five_to_four(up_front(30), away("spring", date(2026, 3, 2), 10))

    assert left(facts, JULY) == 20


def test_four_weeks_left_are_four_weeks_of_the_new_week() -> None:
    facts = from_five_to_four(
        up_front(30, new_schedule=KEEP_WEEKS), away("spring", date(2026, 3, 2), 10)
    )

    assert left(facts, date(2026, 6, 30)) == 20  # four weeks of five days
    assert left(facts, JULY) == 16  # four weeks of four days


def test_longer_weeks_make_more_days() -> None:
    policy = up_front(24, new_schedule=KEEP_WEEKS)
    facts = somebody(policy, workload=(week(4), week(5, JULY)))

    assert left(facts, JULY) == 30


def test_of_a_year_that_follows_the_contract_only_what_was_earned_before_is_converted() -> None:
    """30 days a year at five days are six weeks, and so are the 24 at four."""
    policy = up_front(30, new_schedule=KEEP_WEEKS, scale=Scale.DAYS_PER_WEEK, rounding=EXACT)
    facts = from_five_to_four(policy, away("spring", date(2026, 3, 2), 10))

    # 30 × 181/365 + 24 × 184/365 - 10 is 16.9753; of that 4.8767 are days of the old week.
    assert amounts(replay(facts, NEW_YEARS_EVE), MovementKind.CONVERSION) == [Decimal("-0.9753")]
    assert left(facts, JULY) == Decimal("16.0000")  # four of the six weeks


def test_it_does_not_matter_how_the_year_is_credited() -> None:
    def at_the_end(policy: PolicyVersion) -> Decimal:
        facts = from_five_to_four(policy, away("spring", date(2026, 3, 2), 2))
        return left(facts, NEW_YEARS_EVE)

    agreed: dict[str, Any] = {
        "new_schedule": KEEP_WEEKS,
        "scale": Scale.DAYS_PER_WEEK,
        "rounding": EXACT,
    }
    credited = [in_instalments(30, credit=credit, **agreed) for credit in Credit]

    totals = {round(at_the_end(policy), 2) for policy in (up_front(30, **agreed), *credited)}
    # Six weeks of four days, less two days of a five-day week.
    assert totals == {Decimal("22.40")}


def test_leave_owed_is_owed_in_weeks_as_well() -> None:
    policy = up_front(5, new_schedule=KEEP_WEEKS, negative_limit=None)
    facts = from_five_to_four(policy, away("spring", date(2026, 3, 2), 10))

    assert left(facts, JULY) == -4


def test_carried_days_keep_their_weeks_and_their_last_day() -> None:
    carry = CarryOver(last_usable=END_OF_MARCH)
    policy = up_front(10, carry, new_schedule=KEEP_WEEKS)
    february = date(2027, 2, 1)
    facts = somebody(policy, workload=(week(5), week(4, february)))

    movements = replay(facts, date(2027, 12, 31))

    summary = year_summary(movements, date(2027, 1, 1), on=february)
    assert (summary.carried_in, summary.allocated) == days(8, 8)
    lapsed = year_summary(movements, date(2027, 1, 1), on=date(2027, 4, 1))
    assert (lapsed.carried_in, lapsed.carried_expired, lapsed.remaining) == days(8, 8, 8)


def test_time_off_in_lieu_stays_what_was_worked_for() -> None:
    work = Adjustment("work", date(2026, 2, 2), Decimal(2), bucket=BucketKind.TOIL)
    facts = from_five_to_four(up_front(10, new_schedule=KEEP_WEEKS), adjustments=(work,))

    assert left(facts, JULY) == 10  # eight, and the two


def test_what_is_given_by_hand_on_the_day_is_of_the_new_week() -> None:
    gift = Adjustment("gift", JULY, Decimal(1))
    facts = from_five_to_four(up_front(10, new_schedule=KEEP_WEEKS), adjustments=(gift,))

    assert left(facts, JULY) == 9


def test_what_the_law_guarantees_is_converted_like_the_rest() -> None:
    policy = up_front(30, new_schedule=KEEP_WEEKS)
    level = policy.levels[0]
    split = PolicyVersion(
        **{
            **{name: getattr(policy, name) for name in policy.__slots__},
            "levels": (type(level)(level.amount, statutory=Decimal(20)),),
        }
    )
    facts = from_five_to_four(split)

    assert sorted(amounts(replay(facts, JULY), MovementKind.CONVERSION)) == [-4, -2]


def test_hours_follow_the_hours_of_the_week() -> None:
    policy = up_front(80, new_schedule=KEEP_WEEKS)
    facts = somebody(policy, unit=Unit.HOUR, workload=(week(5), week(5, JULY, hours=30)))

    assert left(facts, JULY) == 60


def test_other_hours_on_the_same_days_change_no_days() -> None:
    policy = up_front(10, new_schedule=KEEP_WEEKS)
    facts = somebody(policy, workload=(week(5), week(5, JULY, hours=30)))

    assert amounts(replay(facts, NEW_YEARS_EVE), MovementKind.CONVERSION) == []


def test_a_new_week_on_the_first_day_of_a_year_touches_only_what_is_carried() -> None:
    policy = up_front(10, CarryOver(), new_schedule=KEEP_WEEKS)
    facts = somebody(policy, workload=(week(5), week(4, date(2027, 1, 1))))

    assert left(facts, date(2027, 1, 1)) == 18  # 8 carried, and the new year's 10


def test_the_conversion_explains_itself() -> None:
    facts = from_five_to_four(up_front(30, new_schedule=KEEP_WEEKS))

    (row,) = [row for row in replay(facts, NEW_YEARS_EVE) if row.kind is MovementKind.CONVERSION]

    assert row.on == JULY
    assert dict(row.why.inputs) == {
        "rest": "30.0000",
        "granted ahead": "0.0000",
        "week before": "5",
        "week now": "4",
    }


def test_whoever_has_left_is_not_converted() -> None:
    facts = from_five_to_four(up_front(30, new_schedule=KEEP_WEEKS), left=date(2026, 5, 31))

    assert amounts(replay(facts, NEW_YEARS_EVE), MovementKind.CONVERSION) == []


def test_a_rolling_window_cannot_keep_weeks() -> None:
    rolling = LeaveYearRule(YearKind.ROLLING, months=12)
    policy = up_front(10, new_schedule=KEEP_WEEKS, leave_year=rolling)

    assert [each.facts["field"] for each in problems_with_policy(policy)] == ["new_schedule"]


numbers_of_days = st.integers(1, 7)
figures = st.integers(0, 400).map(lambda count: Decimal(count) / 10)


@given(
    figure=figures,
    used=st.integers(0, 40).map(lambda count: Decimal(count) / 4),
    before=numbers_of_days,
    after=numbers_of_days,
    scale=st.sampled_from([Scale.FIXED, Scale.DAYS_PER_WEEK, Scale.WEEKS]),
)
def test_a_change_and_its_opposite_on_the_next_day_leave_what_there_was(
    figure: Decimal, used: Decimal, before: int, after: int, scale: Scale
) -> None:
    policy = up_front(
        str(figure),
        CarryOver(),
        new_schedule=KEEP_WEEKS,
        scale=scale,
        rounding=EXACT,
        negative_limit=None,
    )
    uses = (away("spring", date(2026, 3, 2), str(used)),) if used else ()
    steady = somebody(policy, *uses, workload=(week(before),))
    there_and_back = somebody(
        policy,
        *uses,
        workload=(week(before), week(after, JULY), week(before, date(2026, 7, 2))),
    )

    day = figure * max(before, after) / 365  # the one day of the other contract
    assert abs(left(there_and_back, OCTOBER) - left(steady, OCTOBER)) <= day + Decimal("0.001")


@given(figure=figures, used=st.integers(0, 20), before=numbers_of_days, after=numbers_of_days)
def test_weeks_left_are_the_same_weeks_to_the_last_kept_decimal(
    figure: Decimal, used: int, before: int, after: int
) -> None:
    policy = up_front(str(figure), new_schedule=KEEP_WEEKS, negative_limit=None)
    uses = (away("spring", date(2026, 3, 2), used),) if used else ()
    facts = somebody(policy, *uses, workload=(week(before), week(after, JULY)))

    weeks_before = left(facts, date(2026, 6, 30)) / before
    weeks_after = left(facts, JULY) / after

    assert abs(weeks_before - weeks_after) <= Decimal("0.0001")


@pytest.mark.parametrize("method", [GrantMethod.UNLIMITED, GrantMethod.MANUAL])
def test_policies_without_a_figure_may_keep_weeks(method: GrantMethod) -> None:
    policy = PolicyVersion("none", EARLIEST, method=method, new_schedule=KEEP_WEEKS)
    gift = Adjustment("gift", date(2026, 2, 2), Decimal(5))

    facts = from_five_to_four(policy, adjustments=(gift,))

    assert left(facts, JULY) == 4

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.ledger.balances import available, balance, year_summary
from leavebook.domain.ledger.ledger import Adjustment
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import (
    CARRY_ALL,
    BucketKind,
    CarryOver,
    NegativeRest,
)
from leavebook.domain.policy.frequency import YEARLY
from leavebook.domain.policy.lengths import Length
from leavebook.domain.policy.policy import (
    ConsumptionOrder,
    Credit,
    Level,
)
from tests.domain.ledgers import (
    END_OF_MARCH,
    amounts,
    asked,
    away,
    days,
    per_period,
    somebody,
    up_front,
)

FIVE_UNTIL_MARCH = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)
ALL_UNTIL_MARCH = CarryOver(last_usable=END_OF_MARCH)
END_OF_2027 = date(2027, 12, 31)


@pytest.mark.parametrize(
    ("order", "carried"),
    [
        (ConsumptionOrder.EXPIRY_FIRST, [10, 12, 13, 14]),
        (ConsumptionOrder.CURRENT_YEAR_FIRST, [10, 20, 29, 38]),
    ],
)
def test_ten_of_each_year_s_rest_are_carried_again_and_again_up_to_45(
    order: ConsumptionOrder, carried: list[int]
) -> None:
    rule = CarryOver(cap=Decimal(10), recarry=True, total_cap=Decimal(45))
    taken = [away(str(year), date(year, 6, 1), days) for year, days in YEARS_OF_USE]

    movements = replay(somebody(up_front(18, rule, order=order), *taken), date(2030, 1, 1))

    by_year = [
        sum(row.amount for row in movements if row.on == date(year + 1, 1, 1) and row.kind is IN)
        for year, _ in YEARS_OF_USE
    ]
    assert by_year == carried


IN = MovementKind.CARRY_IN
YEARS_OF_USE = ((2026, 8), (2027, 8), (2028, 9), (2029, 9))


@pytest.mark.parametrize(("taken", "expired"), [(0, 10), (8, 2), (10, 0), (12, 0)])
def test_only_the_unused_rest_of_what_was_carried_lapses(taken: int, expired: int) -> None:
    carried = Adjustment(
        "carried",
        date(2026, 1, 1),
        Decimal(10),
        bucket=BucketKind.CARRIED,
        usable_to=date(2026, 3, 31),
    )
    uses = (away("leave", date(2026, 3, 31), taken),) if taken else ()

    movements = replay(somebody(up_front(20), *uses, adjustments=(carried,)), date(2026, 4, 1))

    assert -sum(amounts(movements, MovementKind.EXPIRY)) == expired


def test_the_last_usable_day_is_usable_and_the_next_morning_is_not() -> None:
    movements = replay(somebody(up_front(20, FIVE_UNTIL_MARCH)), END_OF_2027)

    assert balance(movements, date(2027, 3, 31)) == 25
    assert balance(movements, date(2027, 4, 1)) == 20


def test_three_months_from_new_year_end_on_31_march() -> None:
    rule = CarryOver(cap=Decimal(5), expires_after=Length(3))

    movements = replay(somebody(up_front(20, rule)), END_OF_2027)

    assert [row.on for row in movements if row.kind is MovementKind.EXPIRY] == [date(2027, 4, 1)]


def test_leave_that_waits_for_a_decision_keeps_its_days_from_lapsing() -> None:
    waiting = asked("waiting", date(2027, 3, 1), 3)

    movements = replay(somebody(up_front(20, FIVE_UNTIL_MARCH), waiting), END_OF_2027)

    assert amounts(movements, MovementKind.EXPIRY) == [-2]


def test_days_of_a_rejected_request_lapse_with_their_bucket() -> None:
    movements = replay(somebody(up_front(20, FIVE_UNTIL_MARCH)), END_OF_2027)

    assert amounts(movements, MovementKind.EXPIRY) == [-5]


def test_requests_leave_the_balance_and_reduce_what_is_available() -> None:
    facts = somebody(up_front(24), away("a", date(2026, 2, 2), 8), asked("b", date(2026, 5, 4), 5))
    movements = replay(facts, date(2026, 12, 31))

    assert balance(movements, date(2026, 12, 31)) == 16
    assert available(movements, date(2026, 12, 31)) == 11


def test_a_year_s_figures_always_add_up() -> None:
    facts = somebody(
        up_front(21, FIVE_UNTIL_MARCH),
        away("a", date(2027, 2, 2), 2),
        away("b", date(2027, 8, 2), 6),
        asked("c", date(2027, 9, 2), 5),
    )

    summary = year_summary(replay(facts, END_OF_2027), date(2027, 1, 1), on=date(2027, 4, 1))

    assert (summary.allocated, summary.carried_forward) == days(21, 2)
    assert (summary.used, summary.pending, summary.remaining) == days(8, 5, 10)


def test_a_summary_names_what_lapses_next() -> None:
    facts = somebody(up_front(21, FIVE_UNTIL_MARCH), away("a", date(2027, 2, 2), 2))

    summary = year_summary(replay(facts, END_OF_2027), date(2027, 1, 1), on=date(2027, 1, 1))

    assert summary.next_expiry_on == date(2027, 3, 31)
    assert summary.next_expiry == 3


def test_time_off_in_lieu_from_last_year_is_part_of_this_year_s_figures() -> None:
    toil = Adjustment(
        "toil", date(2026, 12, 1), Decimal(2), bucket=BucketKind.TOIL, usable_to=date(2027, 2, 28)
    )
    facts = somebody(up_front(20), away("a", date(2027, 1, 11)), adjustments=(toil,))

    summary = year_summary(replay(facts, END_OF_2027), date(2027, 1, 1), on=date(2027, 3, 1))

    assert (summary.allocated, summary.carried_forward, summary.remaining) == days(20, 1, 20)


def test_a_cap_forfeits_and_never_back_fills() -> None:
    level = Level(Decimal(10), frequency=YEARLY, cap=Decimal(100), carry_over=CARRY_ALL)
    policy = per_period(level, credit=Credit.START)
    opening = Adjustment("opening", date(2026, 1, 1), Decimal(100))
    facts = somebody(
        policy,
        away("eight", date(2026, 6, 1), 8),
        away("twelve", date(2027, 6, 1), 12),
        adjustments=(opening,),
    )

    movements = replay(facts, date(2028, 12, 31))

    assert amounts(movements, MovementKind.GRANT) == [8, 10]
    assert amounts(movements, MovementKind.CAP) == [0, 0]


def test_a_negative_rest_is_carried_in_full_unless_it_is_forgiven() -> None:
    overdrawn = away("too much", date(2026, 6, 1), 23)

    carried = replay(somebody(up_front(20), overdrawn), date(2027, 1, 1))
    rule = CarryOver(cap=Decimal(0), negative=NegativeRest.FORGIVE)
    forgiven = replay(somebody(up_front(20, rule), overdrawn), date(2027, 1, 1))

    assert balance(carried, date(2027, 1, 1)) == 17
    assert balance(forgiven, date(2027, 1, 1)) == 20


def test_a_debt_that_is_forgiven_is_not_called_carried() -> None:
    rule = CarryOver(cap=Decimal(0), negative=NegativeRest.FORGIVE)
    later = Adjustment("later", date(2026, 12, 1), Decimal(2), bucket=BucketKind.CARRIED)
    overdrawn = somebody(up_front(20, rule), away("too much", date(2026, 6, 1), 25))

    debt = replay(overdrawn, date(2027, 1, 1))
    less = replay(replace(overdrawn, adjustments=(later,)), date(2027, 1, 1))

    assert amounts(debt, MovementKind.CARRY_OUT) == []
    assert amounts(debt, MovementKind.FORFEIT) == [5]
    assert amounts(less, MovementKind.FORFEIT) == [3]
    assert sum(amounts(less, MovementKind.CARRY_OUT)) == 0


def test_half_of_the_rest_may_be_carried() -> None:
    facts = somebody(up_front(20, CarryOver(percent=Decimal(50))))

    assert amounts(replay(facts, date(2027, 1, 1)), MovementKind.CARRY_IN) == [10]


def test_only_the_statutory_rest_may_be_carried() -> None:
    rule = CarryOver(cap=Decimal(0), cap_by_kind=((BucketKind.STATUTORY, Decimal(20)),))
    policy = replace(
        up_front(30), levels=(Level(Decimal(30), statutory=Decimal(20), carry_over=rule),)
    )

    movements = replay(somebody(policy, away("a", date(2026, 6, 1), 12)), date(2027, 1, 1))

    assert amounts(movements, MovementKind.CARRY_IN) == [18]


def test_carried_days_that_may_not_be_carried_again_lapse_at_the_close() -> None:
    facts = somebody(up_front(20, CarryOver(cap=Decimal(5))))

    movements = replay(facts, date(2028, 1, 1))

    assert balance(movements, date(2027, 12, 31)) == 25
    assert balance(movements, date(2028, 1, 1)) == 25


def test_the_protected_part_of_what_is_carried_outlives_the_deadline() -> None:
    rule = replace(FIVE_UNTIL_MARCH, protected=Decimal(2))

    movements = replay(somebody(up_front(20, rule)), END_OF_2027)

    assert balance(movements, date(2027, 4, 1)) == 22


def across_the_deadline(*, reach_through: bool) -> list[Decimal]:
    first, second = date(2027, 3, 31), date(2027, 4, 1)
    leave = (away("trip", first, 1), replace(away("trip", second, 1), begins_on=first))
    policy = up_front(20, FIVE_UNTIL_MARCH, reach_through=reach_through)
    return amounts(replay(somebody(policy, *leave), END_OF_2027), MovementKind.EXPIRY)


def test_leave_begun_in_time_may_reach_through_the_deadline_where_agreed() -> None:
    assert across_the_deadline(reach_through=False) == [-4]
    assert across_the_deadline(reach_through=True) == [-3]


def test_a_bucket_pays_only_on_its_own_days() -> None:
    toil = Adjustment(
        "toil", date(2026, 5, 1), Decimal(1), bucket=BucketKind.TOIL, usable_to=date(2026, 5, 31)
    )
    facts = somebody(up_front(20), away("june", date(2026, 6, 1)), adjustments=(toil,))

    movements = replay(facts, date(2026, 12, 31))

    used = [row for row in movements if row.kind is MovementKind.USE]
    assert [row.bucket.kind for row in used] == [BucketKind.CONTRACTUAL]
    assert amounts(movements, MovementKind.EXPIRY) == [-1]

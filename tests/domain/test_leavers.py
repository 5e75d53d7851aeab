"""What becomes of leave that is left, or was taken and not earned, when somebody leaves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.ledger.balances import balance, year_summary
from leavebook.domain.ledger.leavers import (
    Owed,
    owed_on_leaving,
    paid_on_leaving,
    rest_on_leaving,
)
from leavebook.domain.ledger.ledger import Adjustment, UseState
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.payout import PayoutRule
from leavebook.domain.policy.policy import LeaverOverdraft, LeaverRest
from tests.domain.ledgers import away, days, somebody, up_front


@pytest.mark.parametrize(
    ("overdraft", "settled", "rest"),
    [
        # 30 × 90/365 = 7.3973, up to 7.5 for January to March; 20 days were taken.
        (LeaverOverdraft.FLAG, {}, Decimal("-12.5")),
        (LeaverOverdraft.DEDUCT, {MovementKind.PAY_DEDUCTION: Decimal("12.5")}, Decimal(0)),
        (LeaverOverdraft.WRITE_OFF, {MovementKind.WRITE_OFF: Decimal("12.5")}, Decimal(0)),
    ],
)
def test_a_leaver_s_debt_stays_or_is_deducted_or_written_off_as_agreed(
    overdraft: LeaverOverdraft, settled: dict[MovementKind, Decimal], rest: Decimal
) -> None:
    policy = up_front(30, leaver_overdraft=overdraft)
    facts = somebody(policy, away("a", date(2026, 2, 2), 20), left=date(2026, 3, 31))

    movements = replay(facts, date(2026, 4, 1))

    on_leaving = {each.kind: each.amount for each in movements if each.on == date(2026, 3, 31)}
    assert on_leaving == settled
    assert balance(movements, date(2026, 3, 31)) == rest
    assert owed_on_leaving(facts) == Owed(Decimal("12.5"), overdraft)


def test_a_leaver_owes_no_more_than_the_rests_together_are_short() -> None:
    # Five days of another pot are left, which may not be used before the summer.
    given = Adjustment(
        "x", date(2026, 1, 5), Decimal(5), bucket=BucketKind.BONUS, usable_from=date(2026, 6, 1)
    )
    policy = up_front(30, leaver_overdraft=LeaverOverdraft.DEDUCT)
    uses = away("a", date(2026, 2, 2), 20)
    facts = somebody(policy, uses, left=date(2026, 3, 31), adjustments=(given,))

    movements = replay(facts, date(2026, 4, 1))

    assert balance(movements, date(2026, 3, 31)) == 0
    assert owed_on_leaving(facts) == Owed(Decimal("7.5"), LeaverOverdraft.DEDUCT)


# 30 × 90/365 = 7.3973, up to 7.5 for January to March; five days were taken.
FIVE_TAKEN = away("a", date(2026, 2, 2), 5)


@pytest.mark.parametrize(
    ("rule", "paid"),
    [
        (PayoutRule(), "2.5"),
        (PayoutRule(most=Decimal(2)), "2"),
        (PayoutRule(must_keep=Decimal(1)), "1.5"),
        (PayoutRule(most=Decimal(2), must_keep=Decimal(1)), "1.5"),
        (PayoutRule(must_keep=Decimal(5)), "0"),
    ],
)
def test_a_leavers_rest_is_paid_as_far_as_the_rule_lets_it(rule: PayoutRule, paid: str) -> None:
    policy = up_front(30, leaver_rest=LeaverRest.THEIRS, payout=rule)
    facts = somebody(policy, FIVE_TAKEN, left=date(2026, 3, 31), rest_is_paid=True)

    movements = replay(facts, date(2026, 4, 1))

    assert paid_on_leaving(facts) == Decimal(paid)
    assert rest_on_leaving(facts) == Decimal("2.5")
    assert balance(movements, date(2026, 3, 30)) == Decimal("2.5")
    assert balance(movements, date(2026, 3, 31)) == Decimal("2.5") - Decimal(paid)


@pytest.mark.parametrize(
    ("rest", "agreed"),
    [(LeaverRest.STAYS, {"rest_is_paid": True}), (LeaverRest.THEIRS, {})],
)
def test_nothing_is_paid_unless_both_the_policy_and_the_exit_say_so(
    rest: LeaverRest, agreed: dict[str, bool]
) -> None:
    policy = up_front(30, leaver_rest=rest)
    facts = somebody(policy, FIVE_TAKEN, left=date(2026, 3, 31), **agreed)

    assert paid_on_leaving(facts) == 0
    assert balance(replay(facts, date(2026, 4, 1)), date(2026, 3, 31)) == Decimal("2.5")


def test_a_year_in_which_everything_was_paid_has_nothing_remaining() -> None:
    policy = up_front(30, leaver_rest=LeaverRest.THEIRS)
    facts = somebody(policy, FIVE_TAKEN, left=date(2026, 3, 31), rest_is_paid=True)
    movements = replay(facts, date(2026, 12, 31))

    before = year_summary(movements, date(2026, 1, 1), on=date(2026, 3, 30))
    after = year_summary(movements, date(2026, 1, 1), on=date(2026, 3, 31))

    assert (before.remaining, after.remaining) == days("2.5", 0)
    assert after.adjusted == Decimal("-2.5")


def test_leave_that_waits_is_not_paid() -> None:
    policy = up_front(30, leaver_rest=LeaverRest.THEIRS)
    waiting = replace(away("b", date(2026, 3, 2), 1), state=UseState.PENDING)
    facts = somebody(policy, FIVE_TAKEN, waiting, left=date(2026, 3, 31), rest_is_paid=True)

    assert paid_on_leaving(facts) == Decimal("1.5")


def test_a_rest_that_was_locked_is_paid_and_a_debt_makes_it_less() -> None:
    # Four days of another pot are left, which may not be used before the summer; half a day of
    # the year's own is owed: 7.5 less 8.
    given = Adjustment(
        "x", date(2026, 1, 5), Decimal(4), bucket=BucketKind.BONUS, usable_from=date(2026, 6, 1)
    )
    policy = up_front(30, leaver_rest=LeaverRest.THEIRS)
    uses = away("a", date(2026, 2, 2), 8)
    facts = somebody(policy, uses, left=date(2026, 3, 31), adjustments=(given,), rest_is_paid=True)

    assert paid_on_leaving(facts) == Decimal("3.5")
    assert balance(replay(facts, date(2026, 4, 1)), date(2026, 3, 31)) == 0


def test_who_stays_is_paid_nothing() -> None:
    facts = somebody(up_front(30, leaver_rest=LeaverRest.THEIRS), FIVE_TAKEN, rest_is_paid=True)

    assert (paid_on_leaving(facts), rest_on_leaving(facts)) == days(0, 0)


def test_who_leaves_with_something_left_owes_nothing() -> None:
    policy = up_front(30, leaver_overdraft=LeaverOverdraft.DEDUCT)

    assert owed_on_leaving(somebody(policy, left=date(2026, 3, 31))) is None
    assert owed_on_leaving(somebody(policy)) is None

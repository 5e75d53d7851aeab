"""What becomes of leave that was taken and not earned, when somebody leaves."""

from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.ledger.balances import balance
from leavebook.domain.ledger.leavers import Owed, owed_on_leaving
from leavebook.domain.ledger.ledger import Adjustment
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.policy import LeaverOverdraft
from tests.domain.ledgers import away, somebody, up_front


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


def test_who_leaves_with_something_left_owes_nothing() -> None:
    policy = up_front(30, leaver_overdraft=LeaverOverdraft.DEDUCT)

    assert owed_on_leaving(somebody(policy, left=date(2026, 3, 31))) is None
    assert owed_on_leaving(somebody(policy)) is None

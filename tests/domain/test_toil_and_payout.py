from datetime import date
from decimal import Decimal

from leavebook.domain.policy.payout import PayoutRule, payable
from leavebook.domain.policy.toil import ExtraWork, ToilRule, toil_credit
from tests.domain.ledgers import days

LABOUR_DAY = date(2026, 5, 1)


def test_extra_work_earns_its_time_for_ninety_days() -> None:
    credit = toil_credit(ExtraWork("a", LABOUR_DAY, Decimal(8)), ToilRule(Decimal("1.5")))

    assert credit is not None
    assert credit.amount == 12
    assert credit.usable_to == date(2026, 7, 29)


def test_a_claim_taken_back_earns_nothing() -> None:
    work = ExtraWork("a", LABOUR_DAY, Decimal(8), cancelled=True)

    assert toil_credit(work, ToilRule()) is None


def test_time_in_lieu_is_cut_at_its_cap() -> None:
    work = ExtraWork("a", LABOUR_DAY, Decimal(30))

    credit = toil_credit(work, ToilRule(cap=Decimal(40)), standing=Decimal(30))

    assert credit is not None
    assert credit.amount == 10


def test_what_must_be_kept_is_not_paid() -> None:
    paid = payable(Decimal(7), PayoutRule(Decimal(3), Decimal(5)), rate=Decimal(50))

    assert (paid.units, paid.money) == days(2, 100)


def test_a_debt_is_not_paid() -> None:
    assert payable(Decimal(-2), PayoutRule(), rate=Decimal(50)).units == 0

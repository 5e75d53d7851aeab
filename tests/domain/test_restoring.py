from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.restoring import restored
from leavebook.domain.policy.carry_over import CarryOver, NegativeRest
from tests.domain.ledgers import END_OF_MARCH, away, somebody, up_front

IN_MARCH, IN_APRIL = date(2027, 3, 29), date(2027, 4, 12)
FALLING_ILL = somebody(
    up_front(20, CarryOver(last_usable=END_OF_MARCH)),
    away("trip", IN_MARCH, 1),
    away("later", IN_APRIL, 1),
)


def test_sick_days_in_a_holiday_whose_bucket_has_lapsed_come_back_for_thirty_days() -> None:
    credit = restored(FALLING_ILL, "trip", days=frozenset({IN_MARCH}), on=date(2027, 4, 20))

    assert credit is not None
    assert credit.amount == 1
    assert credit.usable_to == date(2027, 5, 19)


def test_sick_days_whose_bucket_is_alive_return_to_it_by_themselves() -> None:
    days = frozenset({IN_APRIL})

    assert restored(FALLING_ILL, "later", days=days, on=date(2027, 4, 20)) is None


def test_sick_days_that_had_been_taken_on_credit_and_forgiven_are_not_given_once_more() -> None:
    rule = CarryOver(cap=Decimal(0), negative=NegativeRest.FORGIVE)
    june, july = date(2026, 6, 1), date(2026, 7, 1)
    facts = somebody(up_front(5, rule), away("trip", june, 5), away("more", july, 2))

    assert restored(facts, "more", days=frozenset({july}), on=date(2027, 1, 20)) is None

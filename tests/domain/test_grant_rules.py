from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.policy.grant_rules import GrantRules, HandGrant, problems_with_grant
from leavebook.domain.problems import Code

JANUARY, JUNE, JULY, DECEMBER = (
    date(2023, 1, 1),
    date(2023, 6, 30),
    date(2023, 7, 1),
    date(2023, 12, 31),
)
FIRST_HALF = HandGrant(Decimal(15), JANUARY, JUNE)


@pytest.mark.parametrize(
    ("amount", "most", "refused"), [("15", "25", True), ("15", "30", False), ("15.01", "30", True)]
)
def test_a_years_grants_keep_to_its_maximum(amount: str, most: str, *, refused: bool) -> None:
    grant = HandGrant(Decimal(amount), JULY, DECEMBER)

    found = problems_with_grant(grant, GrantRules(yearly_max=Decimal(most)), [FIRST_HALF])

    assert bool(found) is refused


def test_last_years_grants_do_not_count_towards_this_years_maximum() -> None:
    grant = HandGrant(Decimal(25), date(2024, 1, 1))

    assert problems_with_grant(grant, GrantRules(yearly_max=Decimal(25)), [FIRST_HALF]) == ()


def test_a_grant_cannot_end_before_it_starts() -> None:
    (problem,) = problems_with_grant(HandGrant(Decimal(1), JULY, JUNE), GrantRules())

    assert problem.code is Code.ENDS_BEFORE_START


@pytest.mark.parametrize(("first", "refused"), [(JUNE, True), (JULY, False)])
def test_one_grant_per_period_means_no_day_twice(first: date, *, refused: bool) -> None:
    grant = HandGrant(Decimal(1), first, DECEMBER)

    found = problems_with_grant(grant, GrantRules(one_per_period=True), [FIRST_HALF])

    assert bool(found) is refused


@pytest.mark.parametrize(("amount", "refused"), [(31, False), (32, True)])
def test_a_grant_may_be_bound_to_the_days_of_its_period(amount: int, *, refused: bool) -> None:
    january = HandGrant(Decimal(amount), JANUARY, date(2023, 1, 31))

    assert bool(problems_with_grant(january, GrantRules(no_longer_than_period=True))) is refused


@pytest.mark.parametrize(("amount", "refused"), [(-20, False), (-21, True)])
def test_a_correction_stops_at_the_negative_limit(amount: int, *, refused: bool) -> None:
    correction = HandGrant(Decimal(amount), JULY)
    rules = GrantRules(negative_limit=Decimal(5))

    assert bool(problems_with_grant(correction, rules, [FIRST_HALF])) is refused


def test_more_than_four_decimals_are_refused_naming_the_amount() -> None:
    (problem,) = problems_with_grant(HandGrant(Decimal("0.00001"), JULY), GrantRules())

    assert problem.facts == {"field": "amount", "problem": "too_precise"}

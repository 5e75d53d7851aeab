"""What a change that waits reserves, worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.ledger import LedgerFacts, Use, UseState
from leavebook.domain.ledger.waiting_changes import with_changes_reserved
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion

JANUARY = date(2026, 1, 5)


def used(request: str, *days: date, each: str = "1") -> tuple[Use, ...]:
    return tuple(Use(request, day, Decimal(each)) for day in days)


def change(*days: date, each: str = "1", instead_of: str = "old") -> tuple[Use, ...]:
    return tuple(
        replace(use, state=UseState.PENDING, instead_of=instead_of)
        for use in used("new", *days, each=each)
    )


def week(first: date, days: int = 5) -> tuple[date, ...]:
    return tuple(first + timedelta(days=day) for day in range(days))


def reserved(*uses: Use) -> list[tuple[date, Decimal | int]]:
    facts = LedgerFacts(
        Unit.DAY,
        (PolicyVersion("", date(2024, 1, 1), method=GrantMethod.UNLIMITED),),
        date(2024, 1, 1),
        uses=uses,
    )
    return [
        (use.on, use.amount) for use in with_changes_reserved(facts).uses if use.request_id == "new"
    ]


def test_a_shorter_leave_reserves_nothing() -> None:
    assert reserved(*used("old", *week(JANUARY)), *change(*week(JANUARY, 3))) == []


def test_of_a_longer_one_the_last_days_are_reserved() -> None:
    found = reserved(*used("old", *week(JANUARY)), *change(*week(JANUARY, 7)))

    assert found == [(date(2026, 1, 10), 1), (date(2026, 1, 11), 1)]


def test_half_a_day_more_is_half_a_day() -> None:
    found = reserved(*used("old", JANUARY, each="0.5"), *change(JANUARY))

    assert found == [(JANUARY, Decimal("0.5"))]


def test_leave_that_moves_into_the_next_year_is_reserved_there() -> None:
    next_year = week(date(2027, 1, 4))

    found = reserved(*used("old", *week(JANUARY)), *change(*next_year))

    assert found == [(day, Decimal(1)) for day in next_year]


def test_a_change_of_leave_of_another_type_is_reserved_whole() -> None:
    assert len(reserved(*change(*week(JANUARY)))) == 5


def test_once_it_is_approved_it_takes_all_its_days() -> None:
    approved = (replace(use, state=UseState.APPROVED) for use in change(*week(JANUARY)))

    assert len(reserved(*approved)) == 5


DAYS = st.lists(st.integers(0, 300), min_size=1, max_size=12, unique=True)


@given(DAYS, DAYS)
def test_at_no_moment_is_more_held_than_the_larger_of_the_two_takes(
    old: list[int], new: list[int]
) -> None:
    olds, news = ([JANUARY + timedelta(days=day) for day in each] for each in (old, new))

    found = reserved(*used("old", *olds), *change(*news))

    for day in {*olds, *news}:
        taken, asked = (sum(each <= day for each in days) for days in (olds, news))
        assert taken + sum(amount for on, amount in found if on <= day) <= max(taken, asked)
    assert len(olds) + sum(amount for _, amount in found) == max(len(olds), len(news))

"""Forty who ask at the same moment: for the same days, and for more than there is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.races.racing import (
    DOORS,
    RACERS,
    Field,
    assert_books_hold,
    race,
    used_and_pending,
    won,
    working_days,
)

MONDAY = date(2026, 6, 15)


@pytest.mark.parametrize("door", DOORS)
def test_of_forty_for_the_same_day_one_gets_it(field: Field, door: str) -> None:
    answers = race([field.asks(door, MONDAY, MONDAY)] * RACERS)

    assert len(won(answers)) == 1
    assert used_and_pending(field.cast) == (0, 1)
    assert_books_hold(field.cast)


def test_of_forty_through_different_doors_one_gets_the_day(field: Field) -> None:
    answers = race([field.asks(DOORS[n % len(DOORS)], MONDAY, MONDAY) for n in range(RACERS)])

    assert len(won(answers)) == 1
    assert_books_hold(field.cast)


def test_morning_and_afternoon_are_both_stored_and_never_twice(field: Field) -> None:
    halves = ["morning", "afternoon"] * (RACERS // 2)

    answers = race([field.asks("geniushr", MONDAY, MONDAY, half=half) for half in halves])

    assert len(won(answers)) == 2
    assert used_and_pending(field.cast) == (0, 1)
    assert_books_hold(field.cast)


def test_a_whole_day_leaves_no_room_for_halves_of_it(field: Field) -> None:
    whole = [field.asks("geniushr", MONDAY, MONDAY)] * (RACERS // 2)
    halves = [field.asks("geniushr", MONDAY, MONDAY, half="morning")] * (RACERS // 2)

    answers = race([act for pair in zip(whole, halves, strict=True) for act in pair])

    assert len(won(answers)) == 1
    assert_books_hold(field.cast)


def test_two_leave_types_do_not_share_a_day(field: Field) -> None:
    kinds = ["AL", "UL"] * (RACERS // 2)

    answers = race([field.asks("geniushr", MONDAY, MONDAY, kind=kind) for kind in kinds])

    assert len(won(answers)) == 1
    assert_books_hold(field.cast)


def test_overlapping_weeks_leave_no_day_twice(field: Field) -> None:
    starts = [MONDAY + timedelta(days=n % 5) for n in range(RACERS)]

    answers = race(
        [field.asks("geniushr", first, first + timedelta(days=4)) for first in starts],
    )

    assert len(won(answers)) == 1
    assert_books_hold(field.cast)


def test_no_more_is_granted_than_there_is_however_many_ask(field: Field) -> None:
    """Twenty-one days a year: of forty single days that each fit, twenty-one are granted."""
    days = working_days(date(2026, 6, 1), RACERS)

    answers = race([field.asks("geniushr", day, day) for day in days])

    assert len(won(answers)) == 21
    assert used_and_pending(field.cast) == (0, 21)
    assert_books_hold(field.cast)


def test_no_more_is_granted_through_different_doors_at_once(field: Field) -> None:
    days = working_days(date(2026, 6, 1), RACERS)

    answers = race([field.asks(DOORS[n % len(DOORS)], day, day) for n, day in enumerate(days)])

    assert len(won(answers)) == 21
    assert used_and_pending(field.cast) == (0, 21)
    assert_books_hold(field.cast)


def test_requests_of_several_days_do_not_overdraw_together(field: Field) -> None:
    weeks = [date(2026, 6, 1) + timedelta(weeks=n) for n in range(17)]

    answers = race([field.asks("geniushr", monday, monday + timedelta(days=4)) for monday in weeks])

    assert len(won(answers)) == 4
    assert used_and_pending(field.cast) == (0, Decimal(20))
    assert_books_hold(field.cast)

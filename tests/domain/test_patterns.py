from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leavebook.domain.calendar.calendar import minutes_of
from leavebook.domain.calendar.patterns import (
    WorkingPattern,
    WorkInterval,
    WorkWeek,
    even_week,
    pattern_on,
)
from leavebook.domain.calendar.spans import Half
from leavebook.domain.problems import Refused
from tests.domain.weeks import AFTERNOON, FULL_TIME, MORNING, MORNINGS_ONLY, NOTHING

MONDAY = date(2019, 9, 2)


def test_forty_hours_are_eight_a_day_with_equal_halves() -> None:
    days = even_week(40 * 60).days

    assert [interval.minutes for interval in days[0]] == [240, 240]
    assert days[5:] == ((), ())


def test_minutes_that_do_not_divide_go_to_the_first_days() -> None:
    week = even_week(38 * 60 + 2)

    assert [minutes_of(day) for day in week.days[:5]] == [457, 457, 456, 456, 456]


@given(st.integers(20, 7 * 1440), st.sets(st.integers(0, 6), min_size=1))
def test_a_week_keeps_every_minute_it_was_given(minutes: int, days: set[int]) -> None:
    assume(2 * len(days) <= minutes <= 1440 * len(days))

    week = even_week(minutes, days)

    assert week.minutes == minutes
    assert all({i.half for i in week.days[day]} == set(Half) for day in days)


@pytest.mark.parametrize("minutes", [0, 9, 5 * 1440 + 1])
def test_a_week_that_no_five_days_can_hold_is_refused(minutes: int) -> None:
    with pytest.raises(Refused):
        even_week(minutes)


def test_work_that_overlaps_itself_is_refused() -> None:
    longer = WorkInterval(11 * 60, 13 * 60, Half.PM)

    with pytest.raises(Refused):
        WorkWeek(((MORNING, longer), (), (), (), (), (), ()))


def test_rotating_weeks_need_the_monday_they_began_on() -> None:
    with pytest.raises(Refused):
        WorkingPattern((FULL_TIME, NOTHING))
    with pytest.raises(Refused):
        WorkingPattern((FULL_TIME, NOTHING), anchor=date(2019, 9, 3))


def test_a_pattern_cannot_end_before_it_starts() -> None:
    with pytest.raises(Refused):
        WorkingPattern((FULL_TIME,), valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [(date(2019, 9, 2), True), (date(2019, 9, 9), False), (date(2019, 8, 26), False)],
)
def test_weeks_rotate_from_the_anchor_in_both_directions(day: date, works: bool) -> None:  # noqa: FBT001  a column of the table
    pattern = WorkingPattern((FULL_TIME, NOTHING), anchor=MONDAY)

    assert bool(pattern.work_on(day)) is works


def test_no_pattern_holds_in_a_gap_between_two() -> None:
    before = WorkingPattern((FULL_TIME,), valid_to=date(2024, 1, 9))
    later = WorkingPattern((MORNINGS_ONLY,), valid_from=date(2024, 1, 11))

    assert pattern_on((before, later), date(2024, 1, 10)) is None
    assert pattern_on((before, later), date(2024, 1, 11)) is later


def test_the_pattern_that_began_last_is_in_force() -> None:
    always = WorkingPattern((FULL_TIME,))
    later = WorkingPattern((MORNINGS_ONLY,), valid_from=date(2024, 1, 11))

    assert pattern_on((later, always), date(2024, 2, 1)) is later


def test_an_afternoon_may_be_longer_than_the_morning() -> None:
    week = WorkWeek(((MORNING, AFTERNOON), (), (), (), (), (), ()))

    assert (week.minutes, week.worked_days) == (480, 1)

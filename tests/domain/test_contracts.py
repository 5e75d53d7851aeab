from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.contracts import spread, weekly_hours, weekly_minutes
from leavebook.domain.calendar.patterns import WorkWeek, even_week
from leavebook.domain.problems import Refused


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("40", 2400),
        ("38.5", 2310),
        ("37.75", 2265),
        ("16.6667", 1000),
        ("16.666666666666668", 1000),
    ],
)
def test_hours_of_a_week_are_whole_minutes(hours: str, minutes: int) -> None:
    assert weekly_minutes(Decimal(hours)) == minutes


@pytest.mark.parametrize("hours", ["0", "-1", "0.1", "168.01", "38.33", "0.3334", "1E-40", "1E+40"])
def test_hours_nobody_can_be_contracted_for_are_refused(hours: str) -> None:
    with pytest.raises(Refused) as refused:
        weekly_minutes(Decimal(hours))

    assert refused.value.problems[0].facts["field"] == "weekly_hours"


@given(st.integers(min_value=10, max_value=7 * 24 * 60))
def test_hours_as_they_are_shown_read_back_to_the_same_minutes(minutes: int) -> None:
    assert weekly_minutes(weekly_hours(minutes)) == minutes


def test_hours_are_spread_evenly_over_monday_to_friday() -> None:
    (week,) = spread(2400)

    assert week == even_week(2400)


def test_other_hours_stay_on_the_days_that_are_worked() -> None:
    (week,) = spread(1200, [even_week(960, [1, 3])])

    assert [sum(work.minutes for work in day) for day in week.days] == [0, 600, 0, 600, 0, 0, 0]


def test_weeks_that_rotate_keep_their_days_and_their_share() -> None:
    long, short = even_week(2400), even_week(1200, [0, 1])

    weeks = spread(900, [long, short])

    assert [week.minutes for week in weeks] == [1200, 600]
    assert [week.worked_days for week in weeks] == [5, 2]


def test_a_free_week_of_a_rotation_stays_free() -> None:
    free = WorkWeek(((),) * 7)

    weeks = spread(600, [even_week(2400), free])

    assert [week.minutes for week in weeks] == [1200, 0]


def test_five_days_hold_no_more_than_a_hundred_and_twenty_hours() -> None:
    with pytest.raises(Refused):
        spread(weekly_minutes(Decimal(121)))

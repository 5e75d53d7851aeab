from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.calendar.conversion import average_day_minutes, converted, day_minutes
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.patterns import WorkingPattern, even_week
from tests.domain.weeks import MORNINGS_ONLY, NOTHING, calendar

TUESDAY, SUNDAY = date(2026, 4, 14), date(2026, 4, 12)


def test_a_day_is_as_long_as_the_person_is_planned_to_work_on_it() -> None:
    assert day_minutes(calendar(even_week(35 * 60)).worth(TUESDAY)) == 420


def test_a_free_date_stands_for_a_standard_day() -> None:
    assert day_minutes(calendar().worth(SUNDAY)) == 480


@pytest.mark.parametrize(
    ("pattern", "minutes"),
    [
        (None, 480),
        (WorkingPattern((NOTHING,)), 480),
        (WorkingPattern((MORNINGS_ONLY,)), 240),
        (WorkingPattern((even_week(38 * 60),)), 456),
    ],
)
def test_the_average_day_comes_from_the_pattern_or_is_eight_hours(
    pattern: WorkingPattern | None, minutes: int
) -> None:
    assert average_day_minutes(pattern) == minutes


def test_two_days_of_seven_and_a_half_hours_are_fifteen_hours() -> None:
    hours = converted(Decimal(2), from_unit=Unit.DAY, to_unit=Unit.HOUR, minutes=450)

    assert hours == 15
    assert converted(hours, from_unit=Unit.HOUR, to_unit=Unit.DAY, minutes=450) == 2

from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.calendar.calendar import CompanyDay, Part, Why
from leavebook.domain.problems import Refused
from tests.domain.weeks import EVERY_DAY, FULL_TIME, calendar, holiday

CHRISTMAS_EVE = date(2026, 12, 24)  # a Thursday
SATURDAY = date(2026, 12, 26)
HALF = Decimal("0.5")


def test_an_ordinary_working_day_is_worth_a_day_and_its_hours() -> None:
    worth = calendar().worth(CHRISTMAS_EVE)

    assert (worth.fraction, worth.minutes, worth.why_nothing) == (Decimal(1), 480, None)


def test_a_half_holiday_leaves_half_a_day_and_keeps_what_was_planned() -> None:
    worth = calendar(EVERY_DAY, holiday(CHRISTMAS_EVE, Part.PM)).worth(CHRISTMAS_EVE)

    assert (worth.fraction, worth.minutes) == (HALF, 240)
    assert (worth.scheduled_fraction, worth.scheduled_minutes) == (Decimal(1), 480)


def test_two_half_holidays_make_the_date_free() -> None:
    halves = (holiday(CHRISTMAS_EVE, Part.AM), holiday(CHRISTMAS_EVE, Part.PM))

    assert calendar(EVERY_DAY, *halves).worth(CHRISTMAS_EVE).why_nothing is Why.HOLIDAY


def test_a_holiday_on_a_free_saturday_is_a_weekend_first() -> None:
    assert calendar(FULL_TIME, holiday(SATURDAY)).worth(SATURDAY).why_nothing is Why.WEEKEND


def test_not_being_employed_is_the_first_reason() -> None:
    gone = calendar(EVERY_DAY, holiday(SATURDAY), employed_to=date(2026, 12, 25))

    assert gone.worth(SATURDAY).why_nothing is Why.NOT_EMPLOYED
    assert gone.worth(date(2026, 12, 25)).fraction == 1


def test_a_closure_gives_the_whole_date_away() -> None:
    closed = calendar(EVERY_DAY, closures=[CHRISTMAS_EVE])

    assert closed.worth(CHRISTMAS_EVE).why_nothing is Why.CLOSURE


@pytest.mark.parametrize(
    ("working", "fraction"), [(Part.FULL, "1"), (Part.AM, "0.5"), (Part.PM, "0.5"), (None, "0")]
)
def test_a_company_day_leaves_the_part_that_is_still_worked(
    working: Part | None, fraction: str
) -> None:
    own = CompanyDay(12, 24, "Christmas Eve", working).holiday_in(2026)

    days_off = () if own is None else (own,)

    assert calendar(EVERY_DAY, *days_off).worth(CHRISTMAS_EVE).fraction == Decimal(fraction)


def test_a_company_day_on_29_february_is_left_out_of_other_years() -> None:
    leap_day = CompanyDay(2, 29, "Leap day", None)

    assert leap_day.holiday_in(2027) is None
    assert leap_day.holiday_in(2028) is not None


def test_a_company_day_must_exist() -> None:
    with pytest.raises(Refused):
        CompanyDay(2, 30, "never", None)


def test_nobody_leaves_before_joining() -> None:
    with pytest.raises(Refused):
        calendar(employed_from=date(2026, 2, 1), employed_to=date(2026, 1, 1))

from datetime import date

import pytest

from leavebook.domain.policy.leave_year import LeaveYear, LeaveYearRule, YearKind, leave_year
from leavebook.domain.policy.lengths import Length, LengthUnit, MonthDay, add_months

JOINED_ON_A_LEAP_DAY = date(2024, 2, 29)


def test_a_leave_year_ends_the_day_before_the_next_one() -> None:
    rule = LeaveYearRule(starts=MonthDay(4, 6))

    assert leave_year(rule, date(2026, 4, 5), joined=date(2020, 1, 1)) == LeaveYear(
        date(2025, 4, 6), date(2026, 4, 5)
    )


def test_an_anniversary_of_29_february_falls_on_the_28th_in_other_years() -> None:
    rule = LeaveYearRule(YearKind.ANNIVERSARY)

    assert leave_year(rule, date(2025, 3, 1), joined=JOINED_ON_A_LEAP_DAY) == LeaveYear(
        date(2025, 2, 28), date(2026, 2, 27)
    )
    assert leave_year(rule, date(2028, 2, 28), joined=JOINED_ON_A_LEAP_DAY) == LeaveYear(
        date(2027, 2, 28), date(2028, 2, 28)
    )


def test_a_cycle_of_36_months_counts_from_its_anchor() -> None:
    rule = LeaveYearRule(YearKind.CYCLE, months=36, anchor=date(2020, 7, 1))

    assert leave_year(rule, date(2026, 6, 30), joined=date(2024, 5, 5)) == LeaveYear(
        date(2023, 7, 1), date(2026, 6, 30)
    )


def test_a_cycle_reaches_back_before_its_anchor() -> None:
    rule = LeaveYearRule(YearKind.CYCLE, months=6, anchor=date(2026, 1, 1))

    assert leave_year(rule, date(2025, 12, 31), joined=date(2020, 1, 1)).start == date(2025, 7, 1)


def test_a_rolling_year_ends_on_the_day_itself() -> None:
    rule = LeaveYearRule(YearKind.ROLLING, months=12)

    assert leave_year(rule, date(2026, 5, 10), joined=date(2020, 1, 1)) == LeaveYear(
        date(2025, 5, 11), date(2026, 5, 10)
    )


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366)])
def test_a_leap_year_is_a_day_longer(year: int, days: int) -> None:
    assert leave_year(LeaveYearRule(), date(year, 7, 1), joined=date(2020, 1, 1)).days == days


def test_a_month_after_the_31st_is_cut_to_the_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert Length(1, LengthUnit.YEAR).after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Length(20, LengthUnit.DAY).after(date(2025, 4, 20)) == date(2025, 5, 10)

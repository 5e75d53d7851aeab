"""Which hours of leave fall into which pay period."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leavebook.integrations.xero.pay_periods import (
    PayCalendar,
    PayPeriod,
    hours,
    hours_by_period,
    period_of,
)

MONDAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("kind", "begins", "day", "first", "last"),
    [
        ("WEEKLY", MONDAY, date(2026, 5, 6), date(2026, 5, 4), date(2026, 5, 10)),
        ("WEEKLY", MONDAY, date(2025, 12, 31), date(2025, 12, 29), date(2026, 1, 4)),
        ("FORTNIGHTLY", MONDAY, date(2026, 1, 18), date(2026, 1, 5), date(2026, 1, 18)),
        ("FORTNIGHTLY", MONDAY, date(2026, 1, 19), date(2026, 1, 19), date(2026, 2, 1)),
        ("FOURWEEKLY", MONDAY, date(2026, 2, 1), date(2026, 1, 5), date(2026, 2, 1)),
        ("MONTHLY", date(2026, 1, 1), date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        ("MONTHLY", date(2026, 1, 15), date(2026, 3, 14), date(2026, 2, 15), date(2026, 3, 14)),
        ("MONTHLY", date(2026, 1, 31), date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 30)),
        ("QUARTERLY", date(2026, 1, 1), date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
        ("QUARTERLY", date(2026, 4, 1), date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        ("TWICEMONTHLY", date(2026, 1, 1), date(2028, 2, 15), date(2028, 2, 1), date(2028, 2, 15)),
        (
            "TWICEMONTHLY",
            date(2026, 1, 16),
            date(2028, 2, 29),
            date(2028, 2, 16),
            date(2028, 2, 29),
        ),
    ],
)
def test_a_day_falls_into_one_period(
    kind: str, begins: date, day: date, first: date, last: date
) -> None:
    assert period_of(day, PayCalendar(kind, begins)) == PayPeriod(first, last)


@given(
    kind=st.sampled_from(
        ["WEEKLY", "FORTNIGHTLY", "FOURWEEKLY", "MONTHLY", "QUARTERLY", "TWICEMONTHLY"]
    ),
    begins=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    day=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
)
def test_periods_follow_one_another_without_a_gap(kind: str, begins: date, day: date) -> None:
    if kind == "TWICEMONTHLY":
        begins = begins.replace(day=1)
    paid = PayCalendar(kind, begins)

    period = period_of(day, paid)

    assert period is not None
    assert period.first <= day <= period.last
    after = period_of(period.last + timedelta(days=1), paid)
    assert after is not None
    assert after.first == period.last + timedelta(days=1)


@pytest.mark.parametrize(
    "paid", [PayCalendar("TWICEMONTHLY", date(2026, 1, 5)), PayCalendar("YEARLY", MONDAY)]
)
def test_where_nobody_can_tell_the_period_there_is_none(paid: PayCalendar) -> None:
    assert period_of(MONDAY, paid) is None
    assert hours_by_period([(MONDAY, 480)], paid) is None


def test_leave_over_a_weekend_is_shared_out_between_the_weeks() -> None:
    days = [(date(2026, 5, 8), 228), (date(2026, 5, 11), 456), (date(2026, 5, 12), 456)]

    assert hours_by_period(days, PayCalendar("WEEKLY", MONDAY)) == (
        (PayPeriod(date(2026, 5, 4), date(2026, 5, 10)), Decimal("3.8")),
        (PayPeriod(date(2026, 5, 11), date(2026, 5, 17)), Decimal("15.2")),
    )


def test_minutes_become_hours_as_exactly_as_payroll_keeps_them() -> None:
    assert (hours(456), hours(100)) == (Decimal("7.6"), Decimal("1.6667"))

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.counting import CountRules, Unit, amount, count
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.requests.typed import typed
from tests.domain.weeks import calendar

WEEK = count((whole_days(date(2026, 4, 13), date(2026, 4, 19)),), calendar(), CountRules())


@given(st.integers(1, 400).map(lambda quarters: Decimal(quarters) / 4))
def test_the_rows_come_to_the_hours_that_were_typed(hours: Decimal) -> None:
    assert amount(typed(WEEK, hours, Unit.HOUR), Unit.HOUR) == hours


@given(st.integers(1, 100_000).map(lambda parts: Decimal(parts) / 10_000))
def test_the_rows_come_to_the_days_that_were_typed(days: Decimal) -> None:
    assert amount(typed(WEEK, days, Unit.DAY), Unit.DAY) == days


def test_a_free_date_gets_no_share() -> None:
    assert [row.minutes for row in typed(WEEK, Decimal(20), Unit.HOUR)] == [240] * 5 + [0, 0]


def test_leave_that_counts_as_nothing_stays_nothing() -> None:
    sunday = count((whole_days(date(2026, 4, 19)),), calendar(), CountRules())

    assert typed(sunday, Decimal(8), Unit.HOUR) == sunday

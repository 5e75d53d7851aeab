from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leavebook.domain.calendar.calendar import Part, Why
from leavebook.domain.calendar.counting import (
    CountMode,
    CountRules,
    Unit,
    amount,
    by_month,
    by_year,
    count,
    days_of,
    minutes_of_rows,
)
from leavebook.domain.calendar.patterns import WorkInterval, WorkWeek
from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.problems import Refused
from tests.domain.weeks import (
    AFTERNOON,
    EVERY_DAY,
    FULL_TIME,
    MORNING,
    MORNINGS_ONLY,
    calendar,
    holiday,
)

FRIDAY = date(2026, 4, 10)
SUNDAY = date(2026, 4, 12)
TUESDAY = date(2026, 4, 14)
HALF = Decimal("0.5")
WORKING = CountRules()


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (whole_days(TUESDAY), "0.5"),
        (half_day(TUESDAY, TUESDAY, Half.AM), "0.5"),
        (half_day(TUESDAY, TUESDAY, Half.PM), "0"),
    ],
)
def test_with_a_free_afternoon_only_the_morning_can_be_taken(span: Span, days: str) -> None:
    free_afternoon = calendar(FULL_TIME, holiday(TUESDAY, Part.PM))

    assert days_of(count((span,), free_afternoon, WORKING)) == Decimal(days)


def test_friday_to_tuesday_is_three_working_days_and_five_calendar_days() -> None:
    spans = (whole_days(FRIDAY, TUESDAY),)

    assert days_of(count(spans, calendar(), WORKING)) == 3
    assert days_of(count(spans, calendar(), CountRules(CountMode.CALENDAR_DAYS))) == 5


def test_a_six_day_week_counts_saturdays_but_no_sundays_and_no_holidays() -> None:
    six_days = CountRules(CountMode.SIX_DAY_WEEK)
    rows = count((whole_days(FRIDAY, TUESDAY),), calendar(FULL_TIME, holiday(TUESDAY)), six_days)

    assert days_of(rows) == 3
    assert [row.reason for row in rows] == [None, None, Why.WEEKEND, None, Why.HOLIDAY]


def test_a_mode_that_counts_every_date_still_stops_with_the_employment() -> None:
    leaver = calendar(employed_to=SUNDAY)
    rows = count((whole_days(FRIDAY, TUESDAY),), leaver, CountRules(CountMode.CALENDAR_DAYS))

    assert days_of(rows) == 3
    assert rows[-1].reason is Why.NOT_EMPLOYED


def test_a_type_may_charge_holidays() -> None:
    rows = count(
        (whole_days(TUESDAY),),
        calendar(FULL_TIME, holiday(TUESDAY)),
        CountRules(counts_holidays=True),
    )

    assert (days_of(rows), minutes_of_rows(rows)) == (Decimal(1), 480)


def test_every_date_of_the_span_has_a_row_that_says_why_it_is_free() -> None:
    rows = count((whole_days(FRIDAY, TUESDAY),), calendar(), WORKING)

    assert [row.reason for row in rows] == [None, Why.WEEKEND, Why.WEEKEND, None, None]


def test_the_afternoon_of_somebody_who_works_mornings_is_worth_nothing() -> None:
    afternoon = half_day(TUESDAY, TUESDAY, Half.PM)
    rows = count((afternoon,), calendar(MORNINGS_ONLY), WORKING)

    assert (days_of(rows), rows[0].reason) == (Decimal(0), Why.NOT_A_WORKING_DAY)


def test_two_hours_of_an_eight_hour_day_are_a_quarter_of_it() -> None:
    hours = Span(TUESDAY, TUESDAY, start_minute=14 * 60, end_minute=16 * 60)
    rows = count((hours,), calendar(), WORKING)

    assert (minutes_of_rows(rows), days_of(rows)) == (120, Decimal("0.25"))


def test_hours_do_not_count_the_break_nor_a_free_half() -> None:
    hours = Span(TUESDAY, TUESDAY, start_minute=11 * 60, end_minute=14 * 60)
    own = calendar(WorkWeek(((MORNING, AFTERNOON),) * 7), holiday(TUESDAY, Part.PM))

    assert minutes_of_rows(count((hours,), own, WORKING)) == 60


def test_in_hours_mode_a_long_day_costs_more_than_a_day() -> None:
    ten_hours = WorkWeek(((WorkInterval(480, 780, Half.AM), WorkInterval(780, 1080, Half.PM)),) * 7)
    rows = count((whole_days(TUESDAY),), calendar(ten_hours), CountRules(CountMode.HOURS))

    assert days_of(rows) == Decimal("1.25")


def test_minutes_become_hours_once_for_the_whole_request() -> None:
    odd = WorkWeek(((WorkInterval(480, 500, Half.AM),),) * 7)
    rows = count((whole_days(FRIDAY, SUNDAY),), calendar(odd), WORKING)

    assert amount(rows, Unit.HOUR) == 1


def test_a_request_over_new_year_is_split_by_its_dates() -> None:
    rows = count((whole_days(date(2021, 12, 27), date(2022, 1, 7)),), calendar(), WORKING)

    assert {year: days_of(part) for year, part in by_year(rows).items()} == {2021: 5, 2022: 5}
    assert {key: days_of(part) for key, part in by_month(rows).items()} == {
        (2021, 12): 5,
        (2022, 1): 5,
    }


def test_a_standard_day_has_a_sensible_length() -> None:
    with pytest.raises(Refused):
        CountRules(day_minutes=0)


WEEKS = st.sampled_from([FULL_TIME, EVERY_DAY, MORNINGS_ONLY])
MODES = st.sampled_from(CountMode)
OFFSETS = st.integers(0, 13)


@given(
    week=WEEKS,
    mode=MODES,
    length=OFFSETS,
    cut=OFFSETS,
    at_noon=st.booleans(),
    free=st.sampled_from(Part),
)
def test_splitting_a_span_never_changes_its_cost(
    *,
    week: WorkWeek,
    mode: CountMode,
    length: int,
    cut: int,
    at_noon: bool,
    free: Part,
) -> None:
    last = FRIDAY + timedelta(days=length)
    middle = FRIDAY + timedelta(days=min(cut, length))
    whole = Span(FRIDAY, last)
    if at_noon:
        parts = (Span(FRIDAY, middle, last_half=Half.AM), Span(middle, last, first_half=Half.PM))
    else:
        assume(middle < last)
        parts = (Span(FRIDAY, middle), Span(middle + timedelta(days=1), last))
    own = calendar(week, holiday(TUESDAY, free))
    rules = CountRules(mode)

    together = count((whole,), own, rules)

    assert count(parts, own, rules) == together
    separately = [count((part,), own, rules) for part in parts]
    assert sum(days_of(rows) for rows in separately) == days_of(together)
    assert sum(minutes_of_rows(rows) for rows in separately) == minutes_of_rows(together)


@given(st.lists(st.integers(8 * 60, 17 * 60), min_size=3, max_size=3, unique=True))
def test_splitting_hours_within_a_request_never_changes_its_cost(moments: list[int]) -> None:
    start, cut, end = sorted(moments)
    whole = (Span(TUESDAY, TUESDAY, start_minute=start, end_minute=end),)
    parts = (
        Span(TUESDAY, TUESDAY, start_minute=start, end_minute=cut),
        Span(TUESDAY, TUESDAY, start_minute=cut, end_minute=end),
    )

    assert count(parts, calendar(), WORKING) == count(whole, calendar(), WORKING)


@given(WEEKS, MODES, OFFSETS)
def test_no_date_costs_less_than_nothing_or_more_than_a_day(
    week: WorkWeek, mode: CountMode, length: int
) -> None:
    rows = count((Span(FRIDAY, FRIDAY + timedelta(days=length)),), calendar(week), CountRules(mode))

    assert len(rows) == length + 1
    assert all(0 <= row.fraction <= 1 for row in rows)
    assert all(row.is_charged == (row.reason is None) for row in rows)

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.spans import (
    Half,
    Span,
    clock_ranges,
    disjoint,
    half_day,
    overlaps,
    whole_days,
)
from leavebook.domain.problems import Code, Refused

TUESDAY = date(2026, 4, 14)
WEDNESDAY = date(2026, 4, 15)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    if draw(st.booleans()):
        start, end = sorted(
            draw(st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True))
        )
        return Span(first, last, start_minute=start, end_minute=end)
    first_half, last_half = draw(st.sampled_from(Half)), draw(st.sampled_from(Half))
    if first == last and (first_half, last_half) == (Half.PM, Half.AM):
        first_half = Half.AM
    return Span(first, last, first_half, last_half)


def test_leave_cannot_end_before_it_starts() -> None:
    with pytest.raises(Refused) as refusal:
        Span(WEDNESDAY, TUESDAY)

    assert [problem.code for problem in refusal.value.problems] == [Code.ENDS_BEFORE_START]


def test_an_afternoon_cannot_end_at_noon_of_the_same_day() -> None:
    with pytest.raises(Refused):
        Span(TUESDAY, TUESDAY, Half.PM, Half.AM)


@pytest.mark.parametrize("far", [date(1989, 12, 31), date(2101, 1, 1)])
def test_days_outside_1990_to_2100_are_refused_naming_the_field(far: date) -> None:
    with pytest.raises(Refused) as refusal:
        whole_days(far)

    assert refusal.value.problems[0].facts["field"] == "start_date"


def test_an_end_time_before_the_start_time_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        Span(TUESDAY, TUESDAY, start_minute=14 * 60, end_minute=10 * 60)

    assert refusal.value.problems[0].facts["field"] == "end_time"


def test_a_start_time_without_an_end_time_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        Span(TUESDAY, TUESDAY, start_minute=14 * 60)

    assert refusal.value.problems[0].facts == {"field": "end_time", "problem": "required"}


def test_half_a_day_is_one_date() -> None:
    with pytest.raises(Refused) as refusal:
        half_day(TUESDAY, WEDNESDAY, Half.AM)

    assert refusal.value.problems[0].code is Code.HALF_DAY_IS_ONE_DATE


def test_a_span_from_noon_to_noon_covers_one_half_of_each_end() -> None:
    span = Span(TUESDAY, WEDNESDAY, Half.PM, Half.AM)

    assert span.halves_on(TUESDAY) == {Half.PM}
    assert span.halves_on(WEDNESDAY) == {Half.AM}


def test_a_span_of_halves_is_one_stretch_of_the_clock() -> None:
    span = Span(TUESDAY, WEDNESDAY, Half.PM, Half.AM)

    assert clock_ranges(span) == ((datetime(2026, 4, 14, 12), datetime(2026, 4, 15, 12)),)  # noqa: DTZ001  wall-clock time has no zone


def test_hours_are_a_stretch_of_every_date() -> None:
    span = Span(TUESDAY, WEDNESDAY, start_minute=600, end_minute=660)

    assert [end - start for start, end in clock_ranges(span)] == [timedelta(hours=1)] * 2


def test_morning_and_afternoon_of_one_date_do_not_overlap() -> None:
    morning = half_day(TUESDAY, TUESDAY, Half.AM)

    assert not overlaps(morning, half_day(TUESDAY, TUESDAY, Half.PM))


def test_hours_that_touch_do_not_overlap() -> None:
    booked = Span(TUESDAY, TUESDAY, start_minute=600, end_minute=660)

    assert not overlaps(booked, Span(TUESDAY, TUESDAY, start_minute=660, end_minute=720))


def test_a_whole_day_meets_any_hour_of_it() -> None:
    hour = Span(TUESDAY, TUESDAY, start_minute=1380, end_minute=1440)

    assert overlaps(whole_days(TUESDAY), hour)


@given(spans(), spans())
def test_overlapping_is_mutual(one: Span, other: Span) -> None:
    assert overlaps(one, other) == overlaps(other, one)


@given(spans())
def test_a_span_overlaps_itself_and_its_ranges_are_never_empty(span: Span) -> None:
    assert overlaps(span, span)
    assert all(start < end for start, end in clock_ranges(span))
    assert disjoint((span,))
    assert not disjoint((span, span))

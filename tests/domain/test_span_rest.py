from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.span_rest import without
from leavebook.domain.calendar.spans import Half, Span, half_day, overlaps, whole_days

MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in range(1, 5))


def test_sick_days_inside_a_holiday_leave_what_is_before_and_after() -> None:
    rest = without([whole_days(MONDAY, FRIDAY)], whole_days(TUESDAY, WEDNESDAY))

    assert rest == (whole_days(MONDAY), whole_days(THURSDAY, FRIDAY))


def test_a_sick_afternoon_leaves_the_morning() -> None:
    rest = without([whole_days(MONDAY, TUESDAY)], half_day(MONDAY, MONDAY, Half.PM))

    assert rest == (half_day(MONDAY, MONDAY, Half.AM), whole_days(TUESDAY))


def test_nothing_is_left_of_leave_that_is_sick_all_through() -> None:
    assert without([whole_days(MONDAY, FRIDAY)], whole_days(MONDAY, FRIDAY)) == ()


def test_hours_of_a_sick_date_go_whole() -> None:
    hours = Span(MONDAY, TUESDAY, start_minute=600, end_minute=660)

    assert without([hours], half_day(MONDAY, MONDAY, Half.PM)) == (
        Span(TUESDAY, TUESDAY, start_minute=600, end_minute=660),
    )


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(Half), st.sampled_from(Half))
def test_what_is_left_never_meets_what_was_taken(
    one: int, other: int, first_half: Half, last_half: Half
) -> None:
    first, last = sorted((one, other))
    if first == last:
        last_half = first_half
    taken = Span(
        MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), first_half, last_half
    )

    rest = without([whole_days(MONDAY, FRIDAY)], taken)

    assert not any(overlaps(span, taken) for span in rest)

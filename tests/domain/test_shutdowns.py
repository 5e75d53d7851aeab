"""Days on which the company closes, taken from people's leave."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.calendar.calendar import Holiday, Part, WorkCalendar
from leavebook.domain.calendar.counting import CountRules, count, days_of
from leavebook.domain.calendar.patterns import WorkingPattern, even_week
from leavebook.domain.calendar.spans import Half, Span, days_between, whole_days
from leavebook.domain.requests.shutdowns import (
    Fits,
    Taking,
    WhenShort,
    halves_of,
    open_time,
    taking,
)

THURSDAY = date(2026, 12, 24)
CHRISTMAS = date(2026, 12, 25)
MONDAY = date(2026, 12, 28)
WEDNESDAY = date(2026, 12, 30)
NEW_YEARS_EVE = date(2026, 12, 31)

FIVE_DAYS = WorkCalendar(
    (WorkingPattern((even_week(40 * 60),)),),
    holidays=(Holiday(CHRISTMAS, "Christmas"), Holiday(THURSDAY, "Christmas Eve", Part.PM)),
)


def cost(spans: Sequence[Span], calendar: WorkCalendar = FIVE_DAYS) -> Decimal:
    return days_of(count(spans, calendar, CountRules()))


def at_most(left: str | int | Decimal, calendar: WorkCalendar = FIVE_DAYS) -> Fits:
    return lambda spans: cost(spans, calendar) <= Decimal(left)


def taken(
    time: tuple[Span, ...],
    fits: Fits,
    when_short: WhenShort = WhenShort.UNPAID,
    *,
    calendar: WorkCalendar = FIVE_DAYS,
    half_days: bool = True,
) -> Taking:
    charged = frozenset(
        (day, half) for day, half in halves_of(time) if cost([Span(day, day, half, half)], calendar)
    )
    return taking(time, charged=charged, when_short=when_short, fits=fits, half_days=half_days)


BETWEEN_THE_YEARS = open_time(days_between(THURSDAY, NEW_YEARS_EVE), ())


def test_a_shutdown_takes_the_days_that_somebody_would_have_worked() -> None:
    found = taken(BETWEEN_THE_YEARS, at_most(10))

    assert found == Taking((whole_days(THURSDAY, NEW_YEARS_EVE),))
    assert cost(found.covered) == Decimal("4.5")  # half of Christmas Eve, and Monday to Thursday


def test_what_the_leave_does_not_cover_is_short_from_the_day_it_ends() -> None:
    found = taken(BETWEEN_THE_YEARS, at_most("2.5"))

    assert found.covered == (whole_days(THURSDAY, date(2026, 12, 29)),)
    assert found.short == (whole_days(WEDNESDAY, NEW_YEARS_EVE),)


def test_a_day_that_is_covered_in_part_is_shared_at_noon() -> None:
    found = taken(BETWEEN_THE_YEARS, at_most(2))

    assert found.covered == (Span(THURSDAY, date(2026, 12, 29), Half.AM, Half.AM),)
    assert found.short == (Span(date(2026, 12, 29), NEW_YEARS_EVE, Half.PM, Half.PM),)


def test_where_there_are_no_half_days_a_day_is_short_as_a_whole() -> None:
    found = taken(BETWEEN_THE_YEARS, at_most(1), half_days=False)

    assert cost(found.covered) == Decimal("0.5")
    assert found.short == (whole_days(MONDAY, NEW_YEARS_EVE),)


def test_somebody_without_leave_is_short_of_all_of_it() -> None:
    assert taken(BETWEEN_THE_YEARS, at_most(0)) == Taking(
        (), (whole_days(THURSDAY, NEW_YEARS_EVE),)
    )


def test_where_the_balance_may_go_below_zero_nobody_is_short() -> None:
    found = taken(BETWEEN_THE_YEARS, at_most(0), WhenShort.NEGATIVE)

    assert cost(found.covered) == Decimal("4.5")
    assert found.short == ()


def test_days_of_the_next_leave_year_are_covered_again() -> None:
    def fits(spans: Sequence[Span]) -> bool:
        return all(day.year == 2027 for day, _ in halves_of(spans))

    found = taken(open_time(days_between(WEDNESDAY, date(2027, 1, 1)), ()), fits)

    assert found.short == (whole_days(WEDNESDAY, NEW_YEARS_EVE),)
    assert found.covered == (whole_days(date(2027, 1, 1)),)


def test_leave_that_somebody_has_already_stays_as_it_is() -> None:
    own = Span(date(2026, 12, 29), WEDNESDAY, Half.PM, Half.PM)

    time = open_time(days_between(MONDAY, NEW_YEARS_EVE), (own,))

    assert time == (
        Span(MONDAY, date(2026, 12, 29), Half.AM, Half.AM),
        whole_days(NEW_YEARS_EVE),
    )


def test_a_half_day_with_hours_of_leave_is_not_charged_once_more() -> None:
    dentist = Span(MONDAY, MONDAY, start_minute=9 * 60, end_minute=11 * 60)

    assert open_time([MONDAY], (dentist,)) == (Span(MONDAY, MONDAY, Half.PM, Half.PM),)


def test_a_weekend_between_own_leave_is_left_out() -> None:
    saturday, sunday = date(2026, 12, 26), date(2026, 12, 27)
    own = (whole_days(CHRISTMAS), whole_days(MONDAY, NEW_YEARS_EVE))

    found = taken(open_time(days_between(THURSDAY, NEW_YEARS_EVE), own), at_most(10))

    assert open_time([saturday, sunday], own) == (whole_days(saturday, sunday),)
    assert found.covered == (whole_days(THURSDAY),)


starts = st.dates(date(2026, 1, 1), date(2026, 12, 1))
lengths = st.integers(1, 25)
halves = st.integers(0, 60).map(lambda count: Decimal(count) / 4)
weeks = st.sets(st.integers(0, 6), min_size=1).map(
    lambda days: WorkCalendar((WorkingPattern((even_week(len(days) * 480, days=days),)),))
)


@given(first=starts, length=lengths, left=halves, calendar=weeks, half_days=st.booleans())
def test_no_half_is_lost_or_taken_twice_and_leave_is_never_overdrawn(
    first: date, length: int, left: Decimal, calendar: WorkCalendar, *, half_days: bool
) -> None:
    time = open_time(days_between(first, first + timedelta(days=length)), ())

    found = taken(time, at_most(left, calendar), calendar=calendar, half_days=half_days)

    parts = halves_of(found.covered), halves_of(found.short)
    assert not parts[0] & parts[1]
    assert parts[0] | parts[1] == (halves_of(time) if cost(time, calendar) else frozenset())
    assert cost(found.covered, calendar) + cost(found.short, calendar) == cost(time, calendar)
    assert cost(found.covered, calendar) <= left
    whole = Decimal("0.5") if half_days else Decimal(1)
    assert not found.short or left - cost(found.covered, calendar) < whole


@given(first=starts, length=lengths, own_from=st.integers(0, 30), own_days=st.integers(0, 30))
def test_charging_again_beside_what_was_charged_takes_nothing(
    first: date, length: int, own_from: int, own_days: int
) -> None:
    days = tuple(days_between(first, first + timedelta(days=length)))
    own_first = first + timedelta(days=own_from)
    own = whole_days(own_first, own_first + timedelta(days=own_days))

    once = taken(open_time(days, (own,)), at_most(5))
    again = taken(open_time(days, (own, *once.covered, *once.short)), at_most(5))

    assert again == Taking(())

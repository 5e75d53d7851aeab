from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.calendar.counting import CountRules, count, days_of
from leavebook.domain.calendar.spans import Half, Span, days_between, whole_days
from leavebook.domain.requests.last_days import last_days
from leavebook.domain.requests.shutdowns import open_time
from tests.domain.weeks import calendar

# April 2026: Wednesday is the 1st; the 25th and 26th are a weekend, Thursday is the 30th.
FIRST, LAST = date(2026, 4, 2), date(2026, 4, 30)


def taken(
    rest: str, *, held: Sequence[Span] = (), half_days: bool = True, last: date = LAST
) -> tuple[Span, ...]:
    def cost(spans: Sequence[Span]) -> Decimal:
        return days_of(count(spans, calendar(), CountRules()))

    return last_days(
        open_time(days_between(FIRST, last), held),
        costs=lambda spans: cost(spans) > 0,
        fits=lambda spans: cost(spans) <= Decimal(rest),
        half_days=half_days,
    )


def test_the_last_working_days_are_taken() -> None:
    assert taken("4") == (whole_days(date(2026, 4, 27), LAST),)


def test_a_weekend_lies_between_and_none_stands_at_the_beginning() -> None:
    assert taken("5") == (whole_days(date(2026, 4, 24), LAST),)


def test_of_a_day_that_fits_in_half_the_afternoon_is_taken() -> None:
    assert taken("1.5") == (Span(date(2026, 4, 29), LAST, first_half=Half.PM),)


def test_where_leave_is_taken_in_whole_days_a_half_stays() -> None:
    assert taken("1.5", half_days=False) == (whole_days(LAST, LAST),)


def test_days_with_other_leave_are_passed_over() -> None:
    held = (whole_days(date(2026, 4, 29), date(2026, 4, 29)),)

    assert taken("2", held=held) == (
        whole_days(date(2026, 4, 28), date(2026, 4, 28)),
        whole_days(LAST, LAST),
    )


def test_a_last_day_on_a_sunday_begins_with_the_friday_before() -> None:
    assert taken("1", last=date(2026, 4, 26)) == (whole_days(date(2026, 4, 24), date(2026, 4, 24)),)


@pytest.mark.parametrize(("rest", "first"), [("0.4", None), ("40", FIRST)])
def test_nothing_fits_or_more_than_there_is_time_for(rest: str, first: date | None) -> None:
    assert taken(rest) == (() if first is None else (whole_days(first, LAST),))

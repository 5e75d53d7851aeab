from datetime import date, timedelta

from leavebook.domain.calendar.calendar import Why
from leavebook.domain.calendar.counting import CountRules, DayRow, count, days_of
from leavebook.domain.calendar.sandwich import Sandwich
from leavebook.domain.calendar.spans import whole_days
from tests.domain.weeks import FULL_TIME, calendar, holiday

FRIDAY = date(2026, 4, 10)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=days) for days in (1, 2, 3, 4))
WEEKENDS = CountRules(sandwich=Sandwich.WEEKENDS)
HOLIDAYS = CountRules(sandwich=Sandwich.HOLIDAYS)
BOTH = CountRules(sandwich=Sandwich.BOTH)


def between(rows: tuple[DayRow, ...]) -> list[date]:
    return [row.on for row in rows if row.reason is Why.BETWEEN_LEAVE]


def test_a_weekend_between_two_charged_days_is_charged() -> None:
    rows = count((whole_days(FRIDAY, MONDAY),), calendar(), WEEKENDS)

    assert days_of(rows) == 4
    assert between(rows) == [SATURDAY, SUNDAY]


def test_a_weekend_at_either_end_is_never_charged() -> None:
    rows = count((whole_days(SATURDAY, FRIDAY + timedelta(days=8)),), calendar(), WEEKENDS)

    assert days_of(rows) == 5
    assert between(rows) == []


def test_a_holiday_next_to_the_weekend_is_charged_only_if_the_rule_says_so() -> None:
    own = calendar(FULL_TIME, holiday(MONDAY))
    spans = (whole_days(FRIDAY, TUESDAY),)

    assert between(count(spans, own, WEEKENDS)) == [SATURDAY, SUNDAY]
    assert between(count(spans, own, HOLIDAYS)) == [MONDAY]
    assert between(count(spans, own, BOTH)) == [SATURDAY, SUNDAY, MONDAY]


def test_a_working_day_between_breaks_the_sandwich() -> None:
    rows = count((whole_days(FRIDAY), whole_days(TUESDAY)), calendar(), BOTH)

    assert days_of(rows) == 2


def test_two_parts_of_a_request_make_a_sandwich_too() -> None:
    rows = count((whole_days(FRIDAY), whole_days(MONDAY)), calendar(), BOTH)

    assert days_of(rows) == 4


def test_a_linked_request_on_the_other_side_makes_a_sandwich() -> None:
    after = count((whole_days(MONDAY),), calendar(), BOTH, linked=frozenset({FRIDAY}))
    before = count((whole_days(FRIDAY),), calendar(), BOTH, linked=frozenset({MONDAY}))

    assert between(after) == between(before) == [SATURDAY, SUNDAY]


def test_days_between_are_charged_to_one_of_the_two_requests_only() -> None:
    booked = frozenset({FRIDAY, SATURDAY, SUNDAY})

    assert between(count((whole_days(MONDAY),), calendar(), BOTH, linked=booked)) == []


def test_the_days_between_two_other_requests_are_theirs() -> None:
    next_week = whole_days(FRIDAY + timedelta(days=14))
    rows = count((next_week,), calendar(), BOTH, linked=frozenset({FRIDAY, MONDAY}))

    assert between(rows) == []


def test_when_the_neighbour_goes_its_sandwich_goes_with_it() -> None:
    with_neighbour = count((whole_days(MONDAY),), calendar(), BOTH, linked=frozenset({FRIDAY}))
    alone = count((whole_days(MONDAY),), calendar(), BOTH)

    assert days_of(with_neighbour) - days_of(alone) == 2

from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.calendar import Why
from leavebook.domain.calendar.counting import CountRules, Unit, count
from leavebook.domain.calendar.recount import difference, recount
from leavebook.domain.calendar.spans import whole_days
from tests.domain.weeks import FULL_TIME, calendar, holiday

MONDAY, TUESDAY, FRIDAY = date(2021, 12, 6), date(2021, 12, 7), date(2021, 12, 10)
WEEK = (whole_days(MONDAY, FRIDAY),)


def test_a_new_holiday_gives_its_day_back() -> None:
    before = count(WEEK, calendar(), CountRules())
    after = count(WEEK, calendar(FULL_TIME, holiday(TUESDAY)), CountRules())

    changes = recount(before, after)

    assert [change.on for change in changes] == [TUESDAY]
    assert changes[0].after is not None
    assert changes[0].after.reason is Why.HOLIDAY
    assert difference(changes, Unit.DAY) == -1
    assert difference(changes, Unit.HOUR) == -8


def test_a_holiday_that_goes_is_charged_again() -> None:
    before = count(WEEK, calendar(FULL_TIME, holiday(TUESDAY)), CountRules())
    after = count(WEEK, calendar(), CountRules())

    assert difference(recount(before, after), Unit.DAY) == Decimal(1)


def test_nothing_changes_when_nothing_changed() -> None:
    rows = count(WEEK, calendar(), CountRules())

    assert recount(rows, rows) == ()


def test_a_date_that_falls_out_has_no_row_afterwards() -> None:
    rows = count(WEEK, calendar(), CountRules())

    changes = recount(rows, rows[:-1])

    assert [(change.on, change.after) for change in changes] == [(FRIDAY, None)]

"""How much people are away, of the days that they planned to work."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.calendar.calendar import Part
from leavebook.domain.calendar.patterns import even_week
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Refused
from leavebook.queries.people.absence_rate import absence_rate
from leavebook.queries.people.work_plans import work_plans
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.services.leave import decisions
from leavebook.services.leave.requests import LeaveAsked, submit
from leavebook.storage.people import terms
from tests.cast import Cast

MONDAY, FRIDAY = date(2026, 5, 4), date(2026, 5, 8)


def taken(cast: Cast, who: str, first: date, last: date) -> None:
    with cast.acting(who) as tx:
        request = submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(first, last),),
            ),
        )
    with cast.acting("ada") as tx:
        decisions.approve(tx, request.id)


def test_days_away_are_measured_by_the_days_planned_for_work(cast: Cast) -> None:
    taken(cast, "bea", MONDAY, date(2026, 5, 5))

    with cast.acting("ada") as tx:
        rate = absence_rate(tx, first=MONDAY, last=date(2026, 5, 10))

    # Four people of five days each; Saturday and Sunday are not planned.
    assert (rate.whole.planned, rate.whole.away) == (Decimal(20), Decimal(2))
    assert rate.whole.percent_away == Decimal("10.0")
    assert rate.by_month == ((5, rate.whole),)


def test_who_does_not_work_on_a_day_cannot_be_away_on_it(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        (agreed,) = terms.of_person(tx, cast.kim.employee_id)
        four_days = replace(agreed, weeks=(even_week(32 * 60, (0, 1, 2, 3)),))
        terms.set_from(tx, cast.kim.employee_id, four_days)

    with cast.acting("ada") as tx:
        rate = absence_rate(tx, first=FRIDAY, last=FRIDAY)

    assert rate.whole.planned == 3


def test_half_a_holiday_leaves_half_a_day_of_work(cast: Cast) -> None:
    half = HolidayChange(on=FRIDAY, name="Fair", free=Part.PM, site_id=None)
    with cast.acting("ada") as tx:
        holiday_changes.set_holiday(tx, half)
        plan = work_plans(tx, first=FRIDAY, last=FRIDAY)[cast.bea.employee_id]

    assert plan.planned[FRIDAY] == 1
    assert plan.worked[FRIDAY] == Decimal("0.5")


def test_only_who_sees_everybody_learns_how_much_people_are_away(cast: Cast) -> None:
    with cast.acting("bea") as tx, pytest.raises(Refused):
        absence_rate(tx, first=MONDAY, last=FRIDAY)

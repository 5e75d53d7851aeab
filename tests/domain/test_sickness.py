from datetime import date, timedelta
from decimal import Decimal

import pytest

from leavebook.domain.calendar.counting import CountRules, DayRow, count
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.requests.sickness import (
    bradford_factor,
    certificate_due,
    sick_pay_ends,
    spells,
)
from tests.domain.weeks import calendar

MONDAY = date(2026, 3, 2)


def sick(first: date, days: int) -> tuple[DayRow, ...]:
    span = whole_days(first, first + timedelta(days=days - 1))
    return count((span,), calendar(), CountRules())


@pytest.mark.parametrize(("days", "due"), [(3, None), (4, date(2026, 3, 5))])
def test_a_certificate_is_due_when_sickness_exceeds_three_calendar_days(
    days: int, due: date | None
) -> None:
    (spell,) = spells(sick(MONDAY, days))

    assert certificate_due(spell) == due


@pytest.mark.parametrize(("days", "ends"), [(42, None), (43, date(2026, 4, 13))])
def test_sick_pay_ends_after_forty_two_calendar_days(days: int, ends: date | None) -> None:
    (spell,) = spells(sick(MONDAY, days))

    assert sick_pay_ends(spell) == ends


def test_notes_that_follow_each_other_are_one_spell() -> None:
    rows = (*sick(MONDAY + timedelta(days=5), 2), *sick(MONDAY, 5))

    assert [(spell.first, spell.calendar_days) for spell in spells(rows)] == [(MONDAY, 7)]


def test_three_spells_of_two_days_score_fifty_four() -> None:
    rows = [row for week in (0, 2, 4) for row in sick(MONDAY + timedelta(weeks=week), 2)]

    assert bradford_factor(rows, MONDAY + timedelta(weeks=5)) == Decimal(54)


def test_what_is_older_than_a_year_no_longer_scores() -> None:
    rows = sick(MONDAY, 2)

    assert bradford_factor(rows, MONDAY + timedelta(weeks=52)) == 1
    assert bradford_factor(rows, MONDAY + timedelta(weeks=53)) == 0

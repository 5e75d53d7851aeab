"""What a policy gives in a year, as one figure that can be named and changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.policy.frequency import Every, Frequency
from leavebook.domain.policy.leave_year import LeaveYear, LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import Length, LengthUnit, MonthDay
from leavebook.domain.policy.policy import GrantMethod, Level, Per, PolicyVersion, Scale
from leavebook.domain.policy.yearly_figures import (
    changed_figures,
    has_yearly_figure,
    shared_leave_year,
    with_yearly_figure,
    yearly_figure,
)

Y2024, Y2025, Y2026 = (date(year, 1, 1) for year in (2024, 2025, 2026))
BY_MONTH = Frequency(Every.MONTH)
IN_TEN_YEARS = Length(10, LengthUnit.YEAR)


def days(amount: int | str, since: date = Y2024) -> PolicyVersion:
    return PolicyVersion("", since, levels=(Level(Decimal(amount)),))


def told(versions: tuple[PolicyVersion, ...]) -> list[tuple[date, int]]:
    return [(version.valid_from, int(yearly_figure(version))) for version in versions]


@pytest.mark.parametrize(
    ("policy", "figure"),
    [
        (days(21), 21),
        (replace(days(21), method=GrantMethod.PERIODIC), 21),
        (
            PolicyVersion(
                "",
                Y2024,
                method=GrantMethod.PERIODIC,
                per=Per.PERIOD,
                levels=(Level(Decimal("1.75"), frequency=BY_MONTH),),
            ),
            21,
        ),
        (replace(days("5.6"), scale=Scale.WEEKS), 28),
        (replace(days(6), scale=Scale.WEEKS, most_per_year=Decimal(28)), 28),
        (replace(days(21), method=GrantMethod.UNLIMITED), 0),
        (replace(days(21), method=GrantMethod.MANUAL), 0),
    ],
)
def test_the_figure_is_what_a_newcomer_gets_in_a_full_year(
    policy: PolicyVersion, figure: int
) -> None:
    assert yearly_figure(policy) == figure
    assert has_yearly_figure(policy) is (figure > 0)


@pytest.mark.parametrize(
    "policy",
    [
        days(21),
        replace(days("5.6"), scale=Scale.WEEKS),
        replace(days(6), scale=Scale.WEEKS, most_per_year=Decimal(28)),
        PolicyVersion(
            "",
            Y2024,
            method=GrantMethod.PERIODIC,
            per=Per.PERIOD,
            levels=(Level(Decimal("1.75"), frequency=BY_MONTH),),
        ),
    ],
)
def test_the_figure_that_was_set_is_the_figure_there_is(policy: PolicyVersion) -> None:
    assert yearly_figure(with_yearly_figure(policy, Decimal(30), since=Y2026)) == 30


def test_who_has_served_longer_keeps_the_lead() -> None:
    policy = replace(days(20), levels=(Level(Decimal(20)), Level(Decimal(25), after=IN_TEN_YEARS)))

    changed = with_yearly_figure(policy, Decimal(24), since=Y2026)

    assert [level.amount for level in changed.levels] == [24, 29]


def test_what_the_law_guarantees_is_never_more_than_what_there_is() -> None:
    policy = replace(days(30), levels=(Level(Decimal(30), statutory=Decimal(20)),))

    assert with_yearly_figure(policy, Decimal(25), since=Y2026).levels[0].statutory == 20
    assert with_yearly_figure(policy, Decimal(15), since=Y2026).levels[0].statutory == 15


def test_a_figure_holds_until_something_else_is_agreed() -> None:
    agreed = (days(20), days(22, since=Y2026))

    assert told(changed_figures(agreed, Decimal(25), since=Y2025, until=None)) == [(Y2025, 25)]


def test_a_figure_with_a_last_day_covers_what_is_agreed_between() -> None:
    agreed = (days(20), days(22, since=date(2025, 7, 1)))

    changed = changed_figures(agreed, Decimal(25), since=Y2025, until=date(2025, 12, 31))

    assert told(changed) == [(Y2025, 25), (date(2025, 7, 1), 25), (Y2026, 22)]


def test_what_is_agreed_for_the_day_after_needs_no_saying_again() -> None:
    agreed = (days(20), days(22, since=Y2026))

    changed = changed_figures(agreed, Decimal(25), since=Y2025, until=date(2025, 12, 31))

    assert told(changed) == [(Y2025, 25)]


def test_the_leave_year_of_everybody_is_the_policys_or_else_the_calendars() -> None:
    april = replace(days(20), leave_year=LeaveYearRule(starts=MonthDay(4, 1)))
    own = replace(days(20), leave_year=LeaveYearRule(kind=YearKind.ANNIVERSARY))
    day = date(2026, 2, 1)

    assert shared_leave_year(april, day) == LeaveYear(date(2025, 4, 1), date(2026, 3, 31))
    assert shared_leave_year(own, day) == LeaveYear(Y2026, date(2026, 12, 31))
    assert shared_leave_year(None, day) == LeaveYear(Y2026, date(2026, 12, 31))

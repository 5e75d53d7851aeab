"""Somebody's working week changes: balances and leave ahead follow, and are shown before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.calendar.patterns import WorkWeek, even_week
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.policy.policy import NewSchedule
from leavebook.domain.problems import Code
from leavebook.queries.books.proof import prove
from leavebook.queries.books.simulation import versions_of
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people import working_patterns
from leavebook.services.people.working_patterns import NewPattern, PatternEffect
from leavebook.services.policies import policies
from leavebook.storage.policies.policies import STANDARD
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal
from tests.services.opened_books import opening, remaining

FOUR_DAYS = even_week(32 * 60, days=(0, 1, 2, 3))
THE_WEEK = whole_days(date(2026, 6, 8), date(2026, 6, 12))


def from_now_on(week: WorkWeek = FOUR_DAYS) -> NewPattern:
    return NewPattern(since=NOW.date(), weeks=(week,))


def keep_weeks(cast: Cast) -> None:
    annual = cast.leave_types["AL"]
    with cast.acting("ada") as tx:
        (version,) = versions_of(tx, annual, STANDARD)
        policies.add_version(tx, annual, replace(version, new_schedule=NewSchedule.KEEP_WEEKS))


def book(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(THE_WEEK,),
            ),
        )


def previewed(cast: Cast) -> PatternEffect:
    with cast.acting("ada") as tx:
        return working_patterns.preview(tx, cast.bea.employee_id, from_now_on())


def change(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        working_patterns.change_pattern(tx, cast.bea.employee_id, from_now_on())


def annual(effect: PatternEffect) -> tuple[Decimal, Decimal]:
    (found,) = [each for each in effect.balances if each.code == "AL"]
    return found.before, found.after


def test_a_balance_keeps_its_weeks_where_the_policy_says_so(cast: Cast) -> None:
    keep_weeks(cast)

    change(cast)

    assert remaining(cast) == Decimal("16.8")  # 21 days of five are 4.2 weeks
    assert prove(opening(cast)).differences == ()


def test_the_days_stay_where_it_does_not(cast: Cast) -> None:
    change(cast)

    assert remaining(cast) == 21


@pytest.mark.parametrize("keeps", [True, False])
def test_the_preview_says_what_the_change_then_makes(cast: Cast, *, keeps: bool) -> None:
    if keeps:
        keep_weeks(cast)
    book(cast)

    effect = previewed(cast)
    before = remaining(cast)
    change(cast)

    (told,) = effect.recounted
    assert (told.before, told.after) == (Decimal(5), Decimal(4))
    assert annual(effect) == (before, remaining(cast))
    assert before == 16
    assert remaining(cast) == (Decimal("12.8") if keeps else 17)


def test_the_preview_writes_nothing(cast: Cast) -> None:
    keep_weeks(cast)
    book(cast)

    previewed(cast)

    assert remaining(cast) == 16
    assert prove(opening(cast)).differences == ()


def test_changing_it_back_restores_the_balance(cast: Cast) -> None:
    keep_weeks(cast)
    book(cast)
    change(cast)

    with cast.acting("ada") as tx:
        five_days = from_now_on(even_week(40 * 60))
        working_patterns.change_pattern(tx, cast.bea.employee_id, five_days)

    assert remaining(cast) == 16
    assert prove(opening(cast)).differences == ()


def test_nobody_but_the_office_looks_at_it(cast: Cast) -> None:
    def look() -> None:
        with cast.acting("mo") as tx:
            working_patterns.preview(tx, cast.bea.employee_id, from_now_on())

    assert refusal(look) == [(Code.FORBIDDEN, None)]

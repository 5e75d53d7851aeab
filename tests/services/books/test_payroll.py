"""Payroll has paid a month: what changes in it afterwards is posted in the open one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.queries.books.postings import Posting, postings
from leavebook.queries.books.proof import prove
from leavebook.services.books import payroll
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast
from tests.services.newcomers import refusal
from tests.services.opened_books import opening, remaining

IN_MARCH = datetime(2026, 3, 2, 8, tzinfo=UTC)
END_OF_MARCH = date(2026, 3, 31)
APRIL = date(2026, 4, 1)


def trip_in_march(cast: Cast) -> int:
    """Two days that were approved and paid in March."""
    with cast.acting("bea", now=IN_MARCH) as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 3, 23), date(2026, 3, 24)),),
            ),
        )
    with cast.acting("mo", now=IN_MARCH) as tx:
        decisions.approve(tx, request.id)
    return request.id


def close_march(cast: Cast, last: date = END_OF_MARCH, who: str = "ada") -> None:
    with cast.acting(who) as tx:
        payroll.close_through(tx, last)


def posted(cast: Cast, first: date, last: date) -> tuple[Posting, ...]:
    with cast.acting("ada") as tx:
        found = postings(tx, first=first, last=last)
    return tuple(each for each in found if each.full_name == "Bea" and each.leave_type == "AL")


def test_leave_of_a_closed_month_that_is_taken_back_is_posted_in_the_open_one(cast: Cast) -> None:
    request = trip_in_march(cast)
    close_march(cast)
    march = posted(cast, date(2026, 3, 1), END_OF_MARCH)

    with cast.acting("ada") as tx:
        decisions.cancel(tx, request)

    assert posted(cast, date(2026, 3, 1), END_OF_MARCH) == march
    april = [each for each in posted(cast, APRIL, APRIL) if each.about < APRIL]
    assert sum(each.amount for each in april if each.about.month == 3 and each.amount > 0) == 2
    assert {each.posted_on for each in april} == {APRIL}


def test_the_balance_follows_all_the_same(cast: Cast) -> None:
    request = trip_in_march(cast)
    before = remaining(cast)
    close_march(cast)

    with cast.acting("ada") as tx:
        decisions.cancel(tx, request)

    # Both days had been carried over, and lapsed on the first of April.
    assert remaining(cast) == before == 21
    assert prove(opening(cast)).differences == ()


def test_without_a_closed_month_the_correction_stands_on_its_day(cast: Cast) -> None:
    request = trip_in_march(cast)

    with cast.acting("ada") as tx:
        decisions.cancel(tx, request)

    march = posted(cast, date(2026, 3, 23), date(2026, 3, 24))
    assert sum(each.amount for each in march) == Decimal(0)


@pytest.mark.parametrize("last", [date(2026, 4, 1), date(2026, 2, 28)])
def test_neither_the_future_nor_what_is_closed_can_be_chosen(cast: Cast, last: date) -> None:
    close_march(cast)

    assert refusal(lambda: close_march(cast, last)) == [(Code.INVALID, "last")]


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_but_the_office_closes_or_sees_it(cast: Cast, who: str) -> None:
    def look() -> None:
        with cast.acting(who) as tx:
            postings(tx, first=APRIL, last=APRIL)

    assert refusal(lambda: close_march(cast, who=who)) == [(Code.FORBIDDEN, None)]
    assert refusal(look) == [(Code.FORBIDDEN, None)]

"""Sick days inside a holiday are no holiday."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.queries.books.proof import prove
from leavebook.services.books import daily
from leavebook.services.leave import decisions, illness, requests
from leavebook.services.leave.illness import Illness
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal
from tests.services.opened_books import opening, remaining

IN_MARCH = datetime(2026, 3, 2, 8, tzinfo=UTC)


def on_leave(cast: Cast, first: date, last: date, now: datetime = NOW) -> int:
    with cast.acting("bea", now=now) as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(first, last),),
            ),
        )
    with cast.acting("mo", now=now) as tx:
        decisions.approve(tx, request.id)
    return request.id


def certified(cast: Cast, first: date, last: date, who: str = "ada", kind: str = "SL") -> None:
    with cast.acting(who) as tx:
        illness.fall_ill(
            tx,
            Illness(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types[kind],
                first_day=first,
                last_day=last,
            ),
        )


def leave_of_bea(cast: Cast) -> list[tuple[str, Decimal | int, str]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT t.code, r.amount, r.state FROM leave_request AS r"
            " JOIN leave_type AS t ON t.id = r.leave_type_id"
            " WHERE r.employee_id = %(e)s ORDER BY r.id",
            e=cast.bea.employee_id,
        )
    return [(row.code, row.amount, row.state) for row in rows]


def test_sick_days_in_the_middle_of_a_holiday_come_back(cast: Cast) -> None:
    on_leave(cast, date(2026, 6, 8), date(2026, 6, 12))

    certified(cast, date(2026, 6, 9), date(2026, 6, 10))

    assert leave_of_bea(cast) == [("AL", 3, "approved"), ("SL", 2, "approved")]
    assert remaining(cast) == 18
    assert prove(opening(cast)).differences == ()


def test_a_holiday_that_was_all_sickness_is_cancelled(cast: Cast) -> None:
    on_leave(cast, date(2026, 6, 8), date(2026, 6, 12))

    certified(cast, date(2026, 6, 5), date(2026, 6, 14))

    assert leave_of_bea(cast) == [("AL", 5, "cancelled"), ("SL", 6, "approved")]
    assert remaining(cast) == 21


def test_what_has_lapsed_meanwhile_is_given_once_more_for_thirty_days(cast: Cast) -> None:
    """Five days were carried over until 31 March, and the trip of March had used them."""
    on_leave(cast, date(2026, 3, 23), date(2026, 3, 27), now=IN_MARCH)
    daily.run(opening(cast))
    before = remaining(cast)

    certified(cast, date(2026, 3, 25), date(2026, 3, 27))

    assert remaining(cast) - before == 3
    with cast.acting() as tx:
        (row,) = tx.rows("SELECT kind, amount, last_usable FROM adjustment")
    assert (row.kind, row.amount, row.last_usable) == ("bonus", 3, date(2026, 4, 30))
    assert prove(opening(cast)).differences == ()


def test_leave_that_the_sickness_does_not_touch_stays(cast: Cast) -> None:
    on_leave(cast, date(2026, 6, 8), date(2026, 6, 12))

    certified(cast, date(2026, 6, 15), date(2026, 6, 16))

    assert leave_of_bea(cast) == [("AL", 5, "approved"), ("SL", 2, "approved")]


def test_days_that_are_sickness_already_are_in_the_way(cast: Cast) -> None:
    certified(cast, date(2026, 6, 9), date(2026, 6, 10))

    assert refusal(lambda: certified(cast, date(2026, 6, 10), date(2026, 6, 11))) == [
        (Code.OVERLAPS, None)
    ]


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_only_the_office_has_the_certificate(cast: Cast, who: str) -> None:
    assert refusal(lambda: certified(cast, date(2026, 6, 9), date(2026, 6, 9), who)) == [
        (Code.FORBIDDEN, None)
    ]


def test_only_sickness_interrupts_a_holiday(cast: Cast) -> None:
    assert refusal(lambda: certified(cast, date(2026, 6, 9), date(2026, 6, 9), kind="UL")) == [
        (Code.INVALID, "leave_type_id")
    ]

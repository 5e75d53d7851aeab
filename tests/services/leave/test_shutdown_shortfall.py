"""A shutdown for people whose leave does not cover it."""

from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.queries.books.proof import prove
from leavebook.services.leave import shutdowns
from tests.cast import Cast
from tests.services.opened_books import opening, remaining
from tests.services.shutting import (
    ask,
    close,
    given_leave,
    leave_bea_only,
    leave_of,
    settle,
)


def test_what_the_balance_does_not_cover_is_unpaid(cast: Cast) -> None:
    leave_bea_only(cast, "2.5")

    close(cast)

    assert leave_of(cast) == [
        ("AL", Decimal("2.5"), "approved"),
        ("UL", Decimal("2.5"), "approved"),
    ]
    assert remaining(cast) == 0


def test_leave_asked_for_later_in_the_year_is_not_taken_for_it(cast: Cast) -> None:
    leave_bea_only(cast, "6")
    ask(cast, whole_days(date(2026, 9, 7), date(2026, 9, 11)))

    close(cast)

    assert leave_of(cast)[:2] == [("AL", 1, "approved"), ("UL", 4, "approved")]


def test_the_balance_goes_below_zero_where_it_may(cast: Cast) -> None:
    leave_bea_only(cast, "2")

    close(cast, when_short=WhenShort.NEGATIVE)

    assert leave_of(cast) == [("AL", 5, "approved")]
    assert remaining(cast) == -3
    assert prove(opening(cast)).differences == ()


def test_the_company_gives_what_is_short(cast: Cast) -> None:
    gift = given_leave(cast)
    leave_bea_only(cast, "2")

    close(cast, when_short=WhenShort.PAID, other_type_id=gift)

    assert leave_of(cast) == [("AL", 2, "approved"), ("GIFT", 3, "approved")]


def test_whoever_is_short_is_listed_and_nothing_else_is_taken(cast: Cast) -> None:
    leave_bea_only(cast, "2")

    shutdown_id = close(cast, when_short=WhenShort.LIST)

    assert leave_of(cast) == [("AL", 2, "approved")]
    with cast.acting() as tx:
        (row,) = tx.rows(
            "SELECT employee_id, missing FROM shutdown_person"
            " WHERE shutdown_id = %(s)s AND missing > 0",
            s=shutdown_id,
        )
    assert (row.employee_id, row.missing) == (cast.bea.employee_id, 3)


def test_who_was_short_is_charged_once_they_have_leave(cast: Cast) -> None:
    leave_bea_only(cast, "2")
    shutdown_id = close(cast, when_short=WhenShort.LIST)
    leave_bea_only(cast, "23")

    with cast.acting("ada") as tx:
        shutdowns.charge_again(tx, shutdown_id)
    settle(cast)

    assert leave_of(cast) == [("AL", 2, "approved"), ("AL", 2, "approved")]
    with cast.acting() as tx:
        missing = tx.value("SELECT missing FROM shutdown_person WHERE missing > 0")
    assert missing == 1

"""Whom a shutdown takes leave from, as people come, go, and plan otherwise."""

from datetime import UTC, datetime
from decimal import Decimal

from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.calendar.spans import Half, Span, whole_days
from leavebook.domain.problems import Code
from leavebook.queries.books.proof import prove
from leavebook.services.leave import decisions
from leavebook.services.people import joining
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.services.newcomers import anna, refusal
from tests.services.opened_books import opening, remaining
from tests.services.shutting import (
    MONDAY,
    WEDNESDAY,
    close,
    leave_bea_only,
    leave_of,
    order,
    own_leave,
    settle,
)


def test_who_joins_later_is_charged_by_the_next_visit(cast: Cast) -> None:
    close(cast)
    with cast.acting("ada") as tx:
        newcomer = joining.join(tx, anna(cast, joined_on=WEDNESDAY))

    settle(cast)

    with cast.acting() as tx:
        row = tx.row(
            "SELECT first_day, amount FROM leave_request WHERE employee_id = %(e)s",
            e=newcomer.id,
        )
    assert row is not None
    assert (row.first_day, row.amount) == (WEDNESDAY, 3)


def test_leave_that_somebody_has_on_the_days_stays_theirs(cast: Cast) -> None:
    own_leave(cast, Span(MONDAY, WEDNESDAY, Half.AM, Half.AM))

    close(cast)

    assert leave_of(cast) == [("AL", Decimal("2.5"), "approved")] * 2
    assert remaining(cast) == 16


def test_days_that_somebody_lets_go_of_are_taken_by_the_shutdown(cast: Cast) -> None:
    own = own_leave(cast, whole_days(MONDAY, WEDNESDAY))
    close(cast)
    with cast.acting("bea") as tx:
        decisions.cancel(tx, own)

    settle(cast)

    assert leave_of(cast) == [
        ("AL", 3, "cancelled"),
        ("AL", 3, "approved"),
        ("AL", 2, "approved"),
    ]
    assert remaining(cast) == 16


def test_nobody_takes_their_own_part_of_a_shutdown_back(cast: Cast) -> None:
    close(cast)
    with cast.acting() as tx:
        mine = tx.value(
            "SELECT id FROM leave_request WHERE employee_id = %(e)s", e=cast.bea.employee_id
        )

    def take_back() -> None:
        with cast.acting("bea") as tx:
            decisions.cancel(tx, mine)

    assert refusal(take_back) == [(Code.NOT_CANCELLABLE, None)]


def test_whom_the_office_lets_off_is_not_charged_again(cast: Cast) -> None:
    close(cast)
    with cast.acting("ada") as tx:
        mine = tx.value(
            "SELECT id FROM leave_request WHERE employee_id = %(e)s", e=cast.bea.employee_id
        )
        decisions.cancel(tx, mine, comment="keeps the servers running")

    settle(cast)

    assert leave_of(cast) == [("AL", 5, "cancelled")]
    assert remaining(cast) == 21


def test_only_the_department_that_closes_is_charged(cast: Cast) -> None:
    with cast.acting() as tx:
        sales = tx.value(
            "INSERT INTO department (company_id, name) VALUES (%(c)s, 'Sales') RETURNING id",
            c=cast.company_id,
        )
        tx.run(
            "UPDATE employee SET department_id = %(d)s WHERE id = %(e)s",
            d=sales,
            e=cast.kim.employee_id,
        )

    close(cast, department_id=sales)

    assert leave_of(cast, "kim") == [("AL", 5, "approved")]
    assert leave_of(cast, "bea") == []


def test_a_site_that_stays_open_charges_nobody(cast: Cast) -> None:
    with cast.acting() as tx:
        london = tx.value(
            "INSERT INTO site (company_id, name, country) VALUES (%(c)s, 'London', 'GB')"
            " RETURNING id",
            c=cast.company_id,
        )

    close(cast, site_id=london)

    assert leave_of(cast) == []


def test_who_leaves_before_it_gets_the_days_back(cast: Cast) -> None:
    close(cast)
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-05-31' WHERE id = %(e)s", e=cast.bea.employee_id
        )

    settle(cast)

    assert leave_of(cast) == [("AL", 5, "cancelled")]


def test_a_worker_that_was_down_makes_up_for_it(cast: Cast) -> None:
    order(cast)
    with cast.acting() as tx:
        tx.run("UPDATE employee SET created_at = '2026-01-01'")

    settle(cast, now=datetime(2026, 7, 1, 8, tzinfo=UTC))

    assert leave_of(cast) == [("AL", 5, "approved")]


def test_hours_are_charged_by_the_hour(database: Database) -> None:
    company = found_company(database, counting=CountMode.HOURS, unit=Unit.HOUR)

    close(company)

    assert leave_of(company) == [("AL", 40, "approved")]
    assert prove(opening(company)).differences == ()


def test_leave_that_slows_other_leave_is_followed(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET earning = 0 WHERE id = %(t)s", t=cast.leave_types["UL"])
    leave_bea_only(cast, "2")

    close(cast)

    assert prove(opening(cast)).differences == ()

"""Leave that is left becomes the leave of the last working days."""

from datetime import date, timedelta
from decimal import Decimal

from leavebook.domain.approval.states import State
from leavebook.domain.people.exits import ExitHandling
from leavebook.queries.books.proof import prove
from leavebook.services.books import daily
from leavebook.services.people.exits import stay
from leavebook.storage.leave import leave_requests
from tests.cast import TODAY, Cast
from tests.services.books.test_leavers_debts import balance
from tests.services.books.test_leavers_rest import (
    AFTERWARDS,
    LAST_DAY,
    agree,
    let_bea_go,
    standing,
    take,
    take_three_days,
)
from tests.services.opened_books import opening


def garden_leave(cast: Cast) -> list[tuple[date, date, Decimal, State]]:
    """Return the leave that Bea's exit made."""
    with cast.acting() as tx:
        ids = [row.id for row in tx.rows("SELECT request_id AS id FROM exit_leave ORDER BY 1")]
        found = [leave_requests.find(tx, each) for each in ids]
    return [(each.first_day, each.last_day, each.amount, each.state) for each in found if each]


def test_the_rest_is_the_leave_of_the_last_working_days(cast: Cast) -> None:
    agree(cast, ExitHandling.GARDEN_LEAVE)
    take_three_days(cast)

    let_bea_go(cast)
    daily.run(opening(cast, AFTERWARDS))

    # Six working days back from Sunday: Friday 29 to Tuesday 26, Whit Monday and a weekend are
    # free, and Friday 22 and Thursday 21.
    assert garden_leave(cast) == [
        (date(2026, 5, 21), date(2026, 5, 29), Decimal(6), State.APPROVED)
    ]
    assert standing(cast, LAST_DAY) == 0
    assert prove(opening(cast, AFTERWARDS)).differences == ()


def test_the_last_days_go_around_leave_that_is_there(cast: Cast) -> None:
    agree(cast, ExitHandling.GARDEN_LEAVE)
    take(cast, date(2026, 5, 27), date(2026, 5, 27))

    let_bea_go(cast)

    # Nine are due, one is taken: 29, 28, 26, 22, 21, 20, 19 and 18 May are eight more.
    assert garden_leave(cast) == [
        (date(2026, 5, 18), date(2026, 5, 29), Decimal(8), State.APPROVED)
    ]
    assert standing(cast, LAST_DAY) == 0


def test_an_exit_in_a_few_days_leaves_what_does_not_fit(cast: Cast) -> None:
    agree(cast, ExitHandling.GARDEN_LEAVE)

    let_bea_go(cast, TODAY + timedelta(days=1))

    # 21 × 92/365 = 5.2931, up to 5.5 until 2 April, a Thursday; one day is left to take.
    assert garden_leave(cast) == [(date(2026, 4, 2), date(2026, 4, 2), Decimal(1), State.APPROVED)]
    assert standing(cast, date(2026, 4, 2)) == Decimal("4.5")


def test_who_leaves_today_has_no_day_left_to_take(cast: Cast) -> None:
    agree(cast, ExitHandling.GARDEN_LEAVE)

    let_bea_go(cast, TODAY)

    assert garden_leave(cast) == []


def test_the_last_days_move_with_the_exit_and_go_with_it(cast: Cast) -> None:
    agree(cast, ExitHandling.GARDEN_LEAVE)
    take_three_days(cast)

    let_bea_go(cast)
    let_bea_go(cast, date(2026, 5, 24))
    moved = garden_leave(cast)
    with cast.acting("ada") as tx:
        stay(tx, cast.bea.employee_id)

    # 21 × 144/365 = 8.2849, up to 8.5 until 24 May, a Sunday; five and a half days are left, 22 to
    # 18 May and half of Friday 15, for the 14th is Ascension Day.
    assert moved == [
        (date(2026, 5, 21), date(2026, 5, 29), Decimal(6), State.CANCELLED),
        (date(2026, 5, 15), date(2026, 5, 22), Decimal("5.5"), State.APPROVED),
    ]
    assert [state for *_, state in garden_leave(cast)] == [State.CANCELLED, State.CANCELLED]
    assert balance(cast) == 18
    assert prove(opening(cast)).differences == ()

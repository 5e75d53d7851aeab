from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from leavebook.domain.people.exits import ExitHandling
from leavebook.domain.problems import Code
from leavebook.services.books.exit_handling import exit_handling_of, handle_exits
from leavebook.services.people import people
from leavebook.services.people.exits import close_logins, part
from leavebook.services.people.joining import join
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, TODAY, Cast
from tests.services.newcomers import anna, refusal, rows_of

TOMORROW = TODAY + timedelta(days=1)


def login_is_open(cast: Cast, user_id: int) -> bool:
    """Return whether the login itself is open."""
    with cast.acting() as tx:
        return bool(tx.value("SELECT active FROM user_account WHERE id = %(id)s", id=user_id))


@pytest.mark.parametrize("exit_day", [None, TODAY, date(2025, 6, 30)])
def test_who_leaves_today_or_earlier_is_locked_out_at_once(
    cast: Cast, exit_day: date | None
) -> None:
    with cast.acting("ada") as tx:
        person = part(tx, cast.bea.employee_id, exit_day=exit_day)

    assert person.left_on == (exit_day or TODAY)
    assert not login_is_open(cast, cast.bea.user_id)


def test_who_leaves_later_works_until_then(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=TOMORROW)

    assert login_is_open(cast, cast.bea.user_id)
    with cast.acting("ada") as tx:
        assert cast.bea.employee_id in {person.id for person in people.active(tx)}


def test_the_daily_job_closes_logins_whose_day_has_come_even_days_late(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=TOMORROW)

    with cast.acting() as tx:
        assert close_logins(tx) == 0
    with cast.acting(now=NOW + timedelta(days=5)) as tx:
        assert close_logins(tx) == 1
    with cast.acting(now=NOW + timedelta(days=5)) as tx:
        assert close_logins(tx) == 0

    assert not login_is_open(cast, cast.bea.user_id)


def test_a_token_dies_on_the_day_itself_although_the_job_has_not_run(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=TOMORROW)
    midnight = datetime(2026, 4, 2, tzinfo=UTC)
    digest = digest_of(cast.bea.token)

    with entered_with(
        cast.database, digest, now=midnight - timedelta(seconds=1), door="test", scope="leave"
    ):
        pass
    with (
        pytest.raises(NotAuthenticated),
        entered_with(cast.database, digest, now=midnight, door="test", scope="leave"),
    ):
        pass


def test_the_day_is_the_one_in_the_companys_time_zone(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE company SET timezone = 'Pacific/Auckland'")
    evening_in_europe = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)

    with cast.acting("ada", now=evening_in_europe) as tx:
        person = part(tx, cast.bea.employee_id)

    assert person.left_on == date(2026, 4, 2)


def test_leaving_again_sets_another_day_and_opens_what_the_first_had_closed(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id)
    with cast.acting("ada") as tx:
        person = part(tx, cast.bea.employee_id, exit_day=TOMORROW)

    assert person.left_on == TOMORROW
    assert login_is_open(cast, cast.bea.user_id)


def test_a_login_closed_for_another_reason_stays_closed(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE user_account SET active = false WHERE id = %(id)s", id=cast.bea.user_id)

    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=TOMORROW)

    assert not login_is_open(cast, cast.bea.user_id)


def test_nobody_leaves_before_joining(cast: Cast) -> None:
    before = rows_of(cast)

    with cast.acting("ada") as tx:
        said = refusal(lambda: part(tx, cast.bea.employee_id, exit_day=date(2023, 12, 31)))

    assert said == [(Code.LEAVES_BEFORE_JOINING, None)]
    assert rows_of(cast) == before


def test_who_has_left_is_off_the_list_and_can_still_be_found(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id)

    with cast.acting("ada") as tx:
        listed = {person.id for person in people.active(tx)}
        found = people.find(tx, cast.bea.employee_id)

    assert cast.bea.employee_id not in listed
    assert found.left_on == TODAY


def test_the_books_follow_the_exit_and_its_being_put_off(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast, joined_on=date(2026, 1, 1)))
        whole = due(tx, person.id)
        part(tx, person.id, exit_day=date(2026, 6, 30))
        half = due(tx, person.id)
        part(tx, person.id, exit_day=date(2026, 12, 31))
        again = due(tx, person.id)

    assert whole == 21
    assert half < whole
    assert again == whole


def due(tx: Transaction, employee_id: int) -> Decimal:
    """Return the annual leave that the person's balance of 2026 comes to."""
    figure: Decimal = tx.value(
        "SELECT granted + to_come FROM balance AS b JOIN leave_type AS t ON t.id = b.leave_type_id"
        " WHERE t.code = 'AL' AND b.employee_id = %(id)s AND year_start = '2026-01-01'",
        id=employee_id,
    )
    return figure


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_the_office_parts_with_people(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx:
        said = refusal(lambda: part(tx, cast.kim.employee_id))

    assert said == [(Code.FORBIDDEN, None)]


def test_somebody_of_another_company_is_nobody(cast: Cast, strangers: Cast) -> None:
    with cast.acting("ada") as tx:
        said = refusal(lambda: part(tx, strangers.bea.employee_id))

    assert said == [(Code.NOT_FOUND, None)]


def test_exits_are_handled_by_hand_unless_somebody_says_otherwise(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        assert exit_handling_of(tx) is ExitHandling.BY_HAND
        assert refusal(lambda: handle_exits(tx, "sell")) == [(Code.INVALID, "exit_handling")]
        handle_exits(tx, ExitHandling.GARDEN_LEAVE)

        assert exit_handling_of(tx) is ExitHandling.GARDEN_LEAVE

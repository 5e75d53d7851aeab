"""Employees who leave: every documented pair of request and response."""

from datetime import timedelta

import httpx2

from leavebook.services.people.exits import close_logins
from tests.cast import NOW, Cast
from tests.conftest import bearer
from tests.dialects.leaveflow.calls import EMPLOYEES, call, one


def test_deactivating_today_answers_nothing_and_locks_out_at_once(
    api: httpx2.Client, cast: Cast
) -> None:
    answer = call(api, "DELETE", one(cast.bea.employee_id), cast)

    assert answer.status_code == 204
    assert answer.content == b""
    assert call(api, "GET", one(cast.bea.employee_id), cast).json()["leftAt"] == "2026-04-01"
    assert not is_open(cast, cast.bea.user_id)
    assert api.get(EMPLOYEES, headers=bearer(cast.bea.token)).status_code == 401


def test_a_date_in_the_past_locks_out_at_once(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "DELETE", f"{one(cast.bea.employee_id)}?exitDate=2026-03-31", cast)

    assert answer.status_code == 204
    assert not is_open(cast, cast.bea.user_id)


def test_a_date_ahead_leaves_the_login_open_until_the_daily_job(
    api: httpx2.Client, cast: Cast
) -> None:
    answer = call(api, "DELETE", f"{one(cast.bea.employee_id)}?exitDate=2026-12-31", cast)

    shown = call(api, "GET", one(cast.bea.employee_id), cast).json()
    assert answer.status_code == 204
    assert shown["leftAt"] == "2026-12-31"
    assert shown in call(api, "GET", EMPLOYEES, cast).json()
    assert is_open(cast, cast.bea.user_id)
    with cast.acting(now=NOW + timedelta(days=300)) as tx:
        close_logins(tx)
    assert not is_open(cast, cast.bea.user_id)


def is_open(cast: Cast, user_id: int) -> bool:
    """Return whether the login is open."""
    with cast.acting() as tx:
        return bool(tx.value("SELECT active FROM user_account WHERE id = %(id)s", id=user_id))


def test_who_has_left_is_off_the_list_and_still_readable(api: httpx2.Client, cast: Cast) -> None:
    call(api, "DELETE", one(cast.bea.employee_id), cast)

    names = [each["name"] for each in call(api, "GET", EMPLOYEES, cast).json()]

    assert names == ["Ada", "Kim", "Mo"]
    assert call(api, "GET", one(cast.bea.employee_id), cast).status_code == 200


def test_deactivating_again_sets_the_other_date(api: httpx2.Client, cast: Cast) -> None:
    call(api, "DELETE", one(cast.bea.employee_id), cast)

    answer = call(api, "DELETE", f"{one(cast.bea.employee_id)}?exitDate=2026-06-30", cast)

    assert answer.status_code == 204
    assert call(api, "GET", one(cast.bea.employee_id), cast).json()["leftAt"] == "2026-06-30"


def test_leave_stays_on_record_when_somebody_leaves(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        before = tx.value(
            "SELECT count(*) FROM ledger_entry WHERE employee_id = %(id)s", id=cast.bea.employee_id
        )

    call(api, "DELETE", one(cast.bea.employee_id), cast)

    with cast.acting() as tx:
        after = tx.value(
            "SELECT count(*) FROM ledger_entry WHERE employee_id = %(id)s", id=cast.bea.employee_id
        )
    assert 0 < before <= after

"""Every documented pair of request and response that succeeds."""

from datetime import timedelta

import httpx2
import pytest

from leavebook.services.exits import close_logins
from leavebook.storage import companies
from tests.cast import NOW, Cast
from tests.conftest import bearer
from tests.dialects.leaveflow.calls import EMPLOYEES, KEYS, added, anna, call, one


def add_site(cast: Cast) -> int:
    """Add a second location and return its id."""
    with cast.acting() as tx:
        return companies.add_site(
            tx, name="Hamburg Office", country="DE", region="HH", timezone="Europe/Berlin"
        )


def test_the_list_is_a_bare_array_of_everybody_by_name(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", EMPLOYEES, cast)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert [each["name"] for each in answer.json()] == ["Ada", "Bea", "Kim", "Mo"]
    assert all(list(each) == KEYS for each in answer.json())


def test_names_are_sorted_as_people_read_them(api: httpx2.Client, cast: Cast) -> None:
    added(api, cast, name="anna small")

    names = [each["name"] for each in call(api, "GET", EMPLOYEES, cast).json()]

    assert names == ["Ada", "anna small", "Bea", "Kim", "Mo"]


def test_an_employee_has_the_documented_keys_and_types(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", one(cast.bea.employee_id), cast)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": cast.bea.employee_id,
        "name": "Bea",
        "employeeNumber": f"EMP-{cast.bea.user_id}",
        "email": cast.bea.email,
        "locationId": cast.site_id,
        "locationName": "Berlin Office",
        "joinedAt": "2024-01-01",
        "leftAt": None,
        "weeklyHours": 40.0,
        "userId": cast.bea.user_id,
    }
    assert list(answer.json()) == KEYS
    assert b'"weeklyHours":40.0' in answer.content


def test_somebody_without_a_login_has_neither_address_nor_user(
    api: httpx2.Client, cast: Cast
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET user_id = NULL WHERE id = %(id)s", id=cast.kim.employee_id)

    shown = call(api, "GET", one(cast.kim.employee_id), cast).json()

    assert (shown["email"], shown["userId"]) == (None, None)


def test_adding_answers_with_the_new_employee(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast))

    assert answer.status_code == 201
    shown = answer.json()
    assert list(shown) == KEYS
    assert isinstance(shown.pop("id"), int)
    assert isinstance(shown.pop("userId"), int)
    assert shown == {
        "name": "Anna New",
        "employeeNumber": "EMP-010",
        "email": "anna.new@example.com",
        "locationId": cast.site_id,
        "locationName": "Berlin Office",
        "joinedAt": "2026-07-01",
        "leftAt": None,
        "weeklyHours": 40.0,
    }


def test_what_was_added_reads_the_same_again(api: httpx2.Client, cast: Cast) -> None:
    shown = added(api, cast)

    assert call(api, "GET", one(shown["id"]), cast).json() == shown
    assert shown in call(api, "GET", EMPLOYEES, cast).json()


def test_hours_and_role_may_be_left_out(api: httpx2.Client, cast: Cast) -> None:
    body = anna(cast)
    del body["weeklyHours"], body["role"]

    answer = call(api, "POST", EMPLOYEES, cast, json=body)

    assert answer.status_code == 201
    assert answer.json()["weeklyHours"] == 40.0
    assert role_of(cast, answer.json()["userId"]) == "employee"


@pytest.mark.parametrize("role", ["employee", "manager", "admin"])
def test_every_documented_role_can_be_given(api: httpx2.Client, cast: Cast, role: str) -> None:
    assert role_of(cast, added(api, cast, role=role)["userId"]) == role


def role_of(cast: Cast, user_id: int) -> object:
    """Return the role of a login."""
    with cast.acting() as tx:
        return tx.value("SELECT role FROM user_account WHERE id = %(id)s", id=user_id)


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        ("38.5", 38.5),
        ("40", 40.0),
        ("16.6667", 16.6667),
        ("1e1", 10.0),
        ("0.30000000000000004", 0.3),
    ],
)
def test_hours_read_back_as_they_were_sent(
    api: httpx2.Client, cast: Cast, hours: str, shown: object
) -> None:
    body = f'{{"weeklyHours": {hours}}}'
    json = {"Content-Type": "application/json"}

    answer = call(
        api, "PATCH", one(cast.bea.employee_id), cast, content=body.encode(), headers=json
    )

    assert answer.status_code == 200
    assert answer.json()["weeklyHours"] == shown
    assert isinstance(answer.json()["weeklyHours"], float)


def test_a_newcomer_can_ask_for_leave_at_once(api: httpx2.Client, cast: Cast) -> None:
    shown = added(api, cast, joinedAt="2026-01-01")

    with cast.acting() as tx:
        row = tx.row(
            "SELECT granted FROM balance WHERE employee_id = %(id)s AND leave_type_id = %(type)s"
            " AND year_start = '2026-01-01'",
            id=shown["id"],
            type=cast.leave_types["AL"],
        )
    assert row is not None
    assert row.granted == 21


def test_moving_changes_the_location_alone(api: httpx2.Client, cast: Cast) -> None:
    hamburg = add_site(cast)
    before = call(api, "GET", one(cast.bea.employee_id), cast).json()

    answer = call(api, "PATCH", one(cast.bea.employee_id), cast, json={"locationId": hamburg})

    assert answer.status_code == 200
    assert answer.json() == {
        **before,
        "locationId": hamburg,
        "locationName": "Hamburg Office",
    }
    assert list(answer.json()) == KEYS


def test_other_hours_change_the_hours_alone(api: httpx2.Client, cast: Cast) -> None:
    before = call(api, "GET", one(cast.bea.employee_id), cast).json()

    answer = call(api, "PATCH", one(cast.bea.employee_id), cast, json={"weeklyHours": 32.0})

    assert answer.status_code == 200
    assert answer.json() == {**before, "weeklyHours": 32.0}
    assert call(api, "GET", one(cast.bea.employee_id), cast).json() == answer.json()


def test_another_name_changes_the_name_alone(api: httpx2.Client, cast: Cast) -> None:
    before = call(api, "GET", one(cast.bea.employee_id), cast).json()

    answer = call(api, "PATCH", one(cast.bea.employee_id), cast, json={"name": "Bea Baker"})

    assert answer.status_code == 200
    assert answer.json() == {**before, "name": "Bea Baker"}


@pytest.mark.parametrize(
    "body", [{}, {"name": None, "locationId": None, "weeklyHours": None}, {"name": None}]
)
def test_null_and_absent_both_leave_what_is_there(
    api: httpx2.Client, cast: Cast, body: dict[str, object]
) -> None:
    before = call(api, "GET", one(cast.bea.employee_id), cast).json()

    answer = call(api, "PATCH", one(cast.bea.employee_id), cast, json=body)

    assert answer.status_code == 200
    assert answer.json() == before


def test_what_may_not_be_changed_is_ignored(api: httpx2.Client, cast: Cast) -> None:
    before = call(api, "GET", one(cast.bea.employee_id), cast).json()
    body = {
        "id": 1,
        "companyId": 1,
        "email": "boss@example.com",
        "employeeNumber": "EMP-1",
        "joinedAt": "2020-01-01",
        "leftAt": "2020-01-01",
        "role": "admin",
        "userId": cast.ada.user_id,
        "unheardOf": {"deep": [1]},
    }

    answer = call(api, "PATCH", one(cast.bea.employee_id), cast, json=body)

    assert answer.status_code == 200
    assert answer.json() == before
    assert role_of(cast, cast.bea.user_id) == "employee"


def test_unknown_fields_of_a_newcomer_are_ignored(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    shown = added(
        api,
        cast,
        id=1,
        userId=cast.ada.user_id,
        companyId=strangers.company_id,
        leftAt="2026-01-01",
    )

    assert shown["leftAt"] is None
    assert shown["userId"] != cast.ada.user_id
    assert shown not in call(api, "GET", EMPLOYEES, strangers).json()


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

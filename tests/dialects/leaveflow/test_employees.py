"""Reading employees and adding them: every documented pair of request and response."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.leaveflow.calls import EMPLOYEES, KEYS, added, anna, call, one, role_of


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

"""What becomes of the fields: days, types, users, ids, and what is left out."""

from uuid import uuid4

import httpx2
import pytest

from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.conftest import bearer
from tests.dialects.leaveinfo.calls import (
    booked,
    call,
    error,
    faults,
    of_bea,
    results,
    shown,
)
from tests.services.newcomers import rows_of


def test_days_are_counted_where_none_are_given(api: httpx2.Client, cast: Cast) -> None:
    assert shown(api, booked(api, cast), cast)["days"] == 3


def test_the_number_of_days_may_be_given(api: httpx2.Client, cast: Cast) -> None:
    assert shown(api, booked(api, cast, days=3), cast)["days"] == 3


@pytest.mark.parametrize("days", [0, 1, 2, 4, 5, 366])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_another_number_of_days_is_refused(
    api: httpx2.Client, cast: Cast, method: str, days: int
) -> None:
    path = "" if method == "POST" else booked(api, cast)
    body = of_bea(cast, days=days) if method == "POST" else {"days": days}
    before = rows_of(cast)

    answer = call(api, method, path, cast, json=body)

    said = faults(answer)["days"]
    assert said == [f"The leave comes to 3 days, not {days}."]
    assert rows_of(cast) == before


def test_half_a_day_of_another_api_counts_as_one_here(api: httpx2.Client, cast: Cast) -> None:
    api.post(
        "/api/v1/leave/requests",
        headers=bearer(cast.bea.token),
        json={
            "employee_id": cast.bea.employee_id,
            "leave_type_id": cast.leave_types["AL"],
            "start_date": "2026-05-04",
            "end_date": "2026-05-04",
            "is_half_day": True,
            "half_day_period": "morning",
        },
    )
    (leave,) = results(call(api, "GET", "", cast))

    edited = call(api, "PUT", f"{leave['leave_id']}/", cast, json={**leave, "reason": "Dentist"})

    assert leave["days"] == 1
    assert edited.json() == {**leave, "reason": "Dentist"}
    (seen,) = api.get("/api/v1/leave/requests", headers=bearer(cast.bea.token)).json()["data"]
    assert (seen["total_days"], seen["half_day_period"]) == (0.5, "morning")


def test_a_company_that_counts_hours_speaks_of_days_here(
    api: httpx2.Client, database: Database
) -> None:
    cast = found_company(database, counting=CountMode.CALENDAR_DAYS, unit=Unit.HOUR)

    assert shown(api, booked(api, cast, days=5), cast)["days"] == 5


@pytest.mark.parametrize("name", ["Annual Leave", "annual leave", " AL ", "al"])
def test_a_leave_type_goes_by_its_name_or_code_whatever_the_case(
    api: httpx2.Client, cast: Cast, name: str
) -> None:
    assert shown(api, booked(api, cast, leave_type=name), cast)["leave_type"] == "Annual Leave"


def test_a_leave_type_goes_by_its_id_uuid_or_alias(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET aliases = '{holiday}' WHERE code = 'UL'")
        row = tx.row("SELECT id, uuid FROM leave_type WHERE code = 'UL'")
    assert row is not None

    for day, name in enumerate(("holiday", str(row.id), str(row.uuid)), start=4):
        dates = {"start_date": f"2026-05-0{day}", "end_date": f"2026-05-0{day}"}
        address = booked(api, cast, leave_type=name, **dates)
        assert shown(api, address, cast)["leave_type"] == "Unpaid Leave"


def test_without_a_leave_type_it_is_the_first_one(api: httpx2.Client, cast: Cast) -> None:
    body = {key: value for key, value in of_bea(cast).items() if key != "leave_type"}

    address = call(api, "POST", "", cast, json=body).headers["location"]

    assert shown(api, address, cast)["leave_type"] == "Annual Leave"


def test_an_unknown_leave_type_is_refused_with_those_there_are(
    api: httpx2.Client, cast: Cast
) -> None:
    answer = call(api, "POST", "", cast, json=of_bea(cast, leave_type="Sabbatical"))

    assert faults(answer) == {
        "leave_type": [
            "This leave_type does not exist. There are: Annual Leave, Sick Leave, Unpaid Leave."
        ]
    }


def test_a_user_goes_by_id_uuid_address_or_name(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        uuid = tx.value("SELECT uuid FROM user_account WHERE id = %(id)s", id=cast.bea.user_id)
        own = tx.value("SELECT uuid FROM employee WHERE id = %(id)s", id=cast.bea.employee_id)
    names = [str(cast.bea.user_id), str(uuid), str(own), cast.bea.email.upper(), " Bea "]

    for day, name in enumerate(names, start=4):
        dates = {"start_date": f"2026-05-0{day}", "end_date": f"2026-05-0{day}"}
        leave = shown(api, booked(api, cast, user=name, **dates), cast)
        assert (leave["user"], leave["username"]) == (str(uuid), "Bea")
        assert leave["email"] == cast.bea.email


def test_a_name_that_two_people_have_names_nobody(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET full_name = 'Bea' WHERE id = %(id)s", id=cast.kim.employee_id)

    answer = call(api, "POST", "", cast, json=of_bea(cast, user="Bea"))

    assert faults(answer) == {"user": ["This user does not exist."]}


def test_somebody_without_a_login_has_leave_too(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET user_id = NULL WHERE id = %(id)s", id=cast.bea.employee_id)
        uuid = tx.value("SELECT uuid FROM employee WHERE id = %(id)s", id=cast.bea.employee_id)

    leave = shown(api, booked(api, cast, user=str(uuid)), cast)

    assert (leave["user"], leave["username"], leave["email"]) == (str(uuid), "Bea", "")


def test_leave_stays_whose_it_is(api: httpx2.Client, cast: Cast) -> None:
    address = booked(api, cast)
    before = rows_of(cast)

    same = call(api, "PUT", address, cast, json={"user": str(cast.bea.user_id)})
    other = call(api, "PUT", address, cast, json={"user": cast.kim.email})

    assert same.status_code == 200
    assert list(faults(other)) == ["user"]
    assert rows_of(cast)["leave_request"] == before["leave_request"]
    assert shown(api, address, cast)["username"] == "Bea"


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_what_is_left_out_stays_as_it_is(api: httpx2.Client, cast: Cast, method: str) -> None:
    address = booked(api, cast, reason="Family", leave_id="L-1")
    before = shown(api, address, cast)

    answer = call(api, method, address, cast, json={})

    assert answer.json() == before


def test_what_was_read_can_be_sent_back(api: httpx2.Client, cast: Cast) -> None:
    address = booked(api, cast, reason="Family")
    before = shown(api, address, cast)

    assert call(api, "PUT", address, cast, json=before).json() == before


def test_only_the_dates_change(api: httpx2.Client, cast: Cast) -> None:
    address = booked(api, cast, reason="Family", leave_id="L-1")
    before = shown(api, address, cast)

    answer = call(api, "PATCH", address, cast, json={"end_date": "2026-04-15T17:00:00Z"})

    assert answer.json() == {**before, "end_date": "2026-04-15T17:00:00.000Z", "days": 4}


def test_only_the_type_changes_and_the_days_of_the_old_one_come_back(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast)
    before = shown(api, address, cast)

    answer = call(api, "PATCH", address, cast, json={"leave_type": "SL"})

    assert answer.json() == {**before, "leave_type": "Sick Leave"}
    balance = call(api, "GET", "my_leaves/", cast.bea.token).json()["balance"]
    assert [(each["leave_type"], each["taken"]) for each in balance] == [
        ("Annual Leave", 0),
        ("Sick Leave", 3),
        ("Unpaid Leave", 0),
    ]


def test_a_reason_can_be_taken_away(api: httpx2.Client, cast: Cast) -> None:
    address = booked(api, cast, reason="Family")

    assert call(api, "PATCH", address, cast, json={"reason": ""}).json()["reason"] == ""


def test_deleting_gives_the_days_back(api: httpx2.Client, cast: Cast) -> None:
    call(api, "DELETE", booked(api, cast), cast)

    balance = call(api, "GET", "my_leaves/", cast.bea.token).json()["balance"]
    assert balance[0] == {"leave_type": "Annual Leave", "total": 21, "available": 21, "taken": 0}
    assert results(call(api, "GET", "", cast)) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_what_is_deleted_is_gone_for_every_method(
    api: httpx2.Client, cast: Cast, method: str
) -> None:
    address = booked(api, cast)
    call(api, "DELETE", address, cast)
    body: dict[str, object] = {} if method in {"GET", "DELETE"} else {"json": {}}

    assert error(call(api, method, address, cast, **body), 404) == "Not found."


def test_what_is_the_servers_to_say_cannot_be_sent(api: httpx2.Client, cast: Cast) -> None:
    extra = {
        "username": "Mallory",
        "email": "mallory@example.com",
        "status": "approved",
        "state": "approved",
        "approved": True,
        "approverId": cast.bea.user_id,
        "id": 1,
        "uuid": str(uuid4()),
        "company_id": 1,
        "companyId": 1,
        "employee_id": cast.kim.employee_id,
        "isActive": False,
        "recordVersion": 99,
        "role": "admin",
        "createdAt": "2020-01-01T00:00:00Z",
    }

    address = booked(api, cast, cast.bea.token, **extra)
    leave = shown(api, address, cast.bea.token)
    changed = call(api, "PUT", address, cast.bea.token, json=extra)

    assert (leave["username"], leave["email"]) == ("Bea", cast.bea.email)
    assert changed.json() == leave
    with cast.acting() as tx:
        row = tx.row("SELECT state, manager_decided_by, hidden, employee_id FROM leave_request")
    assert row is not None
    assert tuple(row) == ("pending", None, False, cast.bea.employee_id)


def test_my_leaves_shows_the_newest_leave_all_of_it_and_the_balance(
    api: httpx2.Client, cast: Cast
) -> None:
    booked(api, cast, cast.bea.token, leave_id="first")
    dates = {"start_date": "2026-05-04", "end_date": "2026-05-04"}
    booked(api, cast, leave_id="second", **dates)

    mine = call(api, "GET", "my_leaves/", cast.bea.token).json()

    assert mine["leave_id"] == "second"
    assert mine["count"] == 2
    assert [each["leave_id"] for each in mine["results"]] == ["second", "first"]
    assert mine["balance"][0] == {
        "leave_type": "Annual Leave",
        "total": 21,
        "available": 17,
        "taken": 1,
    }


def test_who_has_no_leave_is_shown_alone(api: httpx2.Client, cast: Cast) -> None:
    mine = call(api, "GET", "my_leaves/", cast.bea.token).json()

    assert mine["username"] == "Bea"
    assert (mine["start_date"], mine["end_date"], mine["leave_id"]) == (None, None, "")
    assert (mine["days"], mine["count"], mine["results"]) == (0, 0, [])


def test_options_offer_the_leave_types_and_the_people(api: httpx2.Client, cast: Cast) -> None:
    options = call(api, "GET", "get_options/", cast).json()

    assert options["leave_types"] == [
        {"value": name, "label": name} for name in ("Annual Leave", "Sick Leave", "Unpaid Leave")
    ]
    assert [each["label"] for each in options["users"]] == ["Ada", "Bea", "Kim", "Mo"]
    assert list(options["users"][1]) == ["value", "label", "email"]
    assert booked(api, cast, user=options["users"][1]["value"])

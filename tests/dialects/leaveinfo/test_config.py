"""How many days leave types have in a year: shown, and set."""

from datetime import date

import httpx2
import pytest

from leavebook.services.books.batches import Tally
from leavebook.services.books.catching_up import catch_up
from tests.cast import Cast
from tests.dialects.leaveinfo.calls import KEYS, booked, call, error, faults
from tests.dialects.leaveinfo.configuring import SAVE, days_of, total_of, versions
from tests.services.newcomers import rows_of


def test_the_configuration_shows_every_type_and_their_sum(api: httpx2.Client, cast: Cast) -> None:
    config = call(api, "GET", "get_config/", cast).json()

    assert list(config) == [*KEYS, "leave_types"]
    assert (config["username"], config["email"]) == ("Ada", cast.ada.email)
    assert config["start_date"] == "2026-01-01T00:00:00.000Z"
    assert config["end_date"] == "2026-12-31T00:00:00.000Z"
    assert (config["days"], config["leave_type"], config["reason"]) == (35, "Annual Leave", "")
    assert [list(each) for each in config["leave_types"]] == [
        ["leave_id", "leave_type", "days", "active"]
    ] * 3
    assert days_of(api, cast) == {"Annual Leave": 21, "Sick Leave": 14, "Unpaid Leave": 0}


def test_a_number_of_days_holds_for_everybody_from_this_leave_year_on(
    api: httpx2.Client, cast: Cast
) -> None:
    answer = call(api, "POST", SAVE, cast, json={"leave_type": "AL", "days": 25})

    assert answer.status_code == 200
    assert answer.json() == call(api, "GET", "get_config/", cast).json()
    assert days_of(api, cast)["Annual Leave"] == 25
    assert (total_of(api, cast), total_of(api, cast, "kim")) == (25, 25)


def test_the_books_follow_when_the_worker_comes_by(api: httpx2.Client, cast: Cast) -> None:
    call(api, "POST", SAVE, cast, json={"leave_type": "AL", "days": 25})
    catch_up(cast.acting, Tally())

    with cast.acting() as tx:
        granted = tx.value(
            "SELECT granted FROM balance WHERE employee_id = %(id)s AND leave_type_id = %(type)s"
            " AND year_start = '2026-01-01'",
            id=cast.bea.employee_id,
            type=cast.leave_types["AL"],
        )
    assert granted == 25
    assert total_of(api, cast) == 25


def test_the_same_number_again_changes_nothing(api: httpx2.Client, cast: Cast) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", SAVE, cast, json={"leave_type": "AL", "days": 21})

    assert answer.status_code == 200
    assert rows_of(cast) == before


def test_what_was_read_can_be_saved(api: httpx2.Client, cast: Cast) -> None:
    config = call(api, "GET", "get_config/", cast).json()
    before = rows_of(cast)

    answer = call(api, "POST", SAVE, cast, json={"leave_types": config["leave_types"]})

    assert answer.json() == config
    assert rows_of(cast) == before


def test_several_types_are_set_together(api: httpx2.Client, cast: Cast) -> None:
    types = [{"leave_type": "AL", "days": 28}, {"leave_type": "sick leave", "days": 10}]

    call(api, "POST", SAVE, cast, json={"leave_types": types})

    assert days_of(api, cast) == {"Annual Leave": 28, "Sick Leave": 10, "Unpaid Leave": 0}


def test_of_several_types_all_or_none_are_set(api: httpx2.Client, cast: Cast) -> None:
    types = [{"leave_type": "AL", "days": 28}, {"leave_type": "Sabbatical", "days": 10}]
    before = rows_of(cast)

    answer = call(api, "POST", SAVE, cast, json={"leave_types": types})

    assert list(faults(answer)) == ["leave_type"]
    assert rows_of(cast) == before


def test_a_number_of_days_begins_when_it_is_said_to(api: httpx2.Client, cast: Cast) -> None:
    body = {"leave_type": "AL", "days": 30, "start_date": "2027-01-01"}

    call(api, "POST", SAVE, cast, json=body)

    assert days_of(api, cast)["Annual Leave"] == 21
    assert versions(cast) == [(date(2024, 1, 1), 21), (date(2027, 1, 1), 30)]


def test_after_its_last_day_the_number_is_what_it_was(api: httpx2.Client, cast: Cast) -> None:
    dates = {"start_date": "2027-01-01", "end_date": "2027-12-31"}

    call(api, "POST", SAVE, cast, json={"leave_type": "AL", "days": 30, **dates})

    assert versions(cast) == [
        (date(2024, 1, 1), 21),
        (date(2027, 1, 1), 30),
        (date(2028, 1, 1), 21),
    ]


def test_one_user_has_another_number_this_year(api: httpx2.Client, cast: Cast) -> None:
    body = {"leave_type": "AL", "days": 30, "user": cast.bea.email, "reason": "Loyal"}

    answer = call(api, "POST", SAVE, cast, json=body)

    assert answer.status_code == 200
    assert (total_of(api, cast), total_of(api, cast, "kim")) == (30, 21)
    assert days_of(api, cast)["Annual Leave"] == 21
    with cast.acting() as tx:
        row = tx.row("SELECT amount, mode, reason, recorded_by FROM own_entitlement")
    assert row is not None
    assert tuple(row) == (30, "set", "Loyal", cast.ada.user_id)


def test_one_user_cannot_have_less_than_is_taken(api: httpx2.Client, cast: Cast) -> None:
    booked(api, cast)
    before = rows_of(cast)
    body = {"leave_type": "AL", "days": 2, "user": cast.bea.email}

    answer = call(api, "POST", SAVE, cast, json=body)

    assert faults(answer) == {"days": ["It cannot be less than the 3 already taken."]}
    assert rows_of(cast) == before


def test_fewer_days_for_everybody_leave_what_is_taken(api: httpx2.Client, cast: Cast) -> None:
    booked(api, cast)

    call(api, "POST", SAVE, cast, json={"leave_type": "AL", "days": 2})

    balance = call(api, "GET", "my_leaves/", cast.bea.token).json()["balance"][0]
    assert (balance["total"], balance["taken"], balance["available"]) == (2, 3, -1)


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_only_the_office_configures(api: httpx2.Client, cast: Cast, who: str) -> None:
    before = rows_of(cast)
    body = {"leave_type": "AL", "days": 25}

    answer = call(api, "POST", SAVE, cast.members[who].token, json=body)

    assert error(answer, 403) == "You do not have permission to perform this action."
    assert rows_of(cast) == before


def test_an_administrators_own_key_configures(api: httpx2.Client, cast: Cast) -> None:
    body = {"leave_type": "AL", "days": 25}

    assert call(api, "POST", SAVE, cast.ada.token, json=body).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "leave_type"),
        ({"days": 5}, "leave_type"),
        ({"leave_type": "AL"}, "days"),
        ({"leave_type": "AL", "days": -1}, "days"),
        ({"leave_type": "AL", "days": 367}, "days"),
        ({"leave_type": "AL", "days": 1.5}, "days"),
        ({"leave_type": "AL", "days": "5"}, "days"),
        ({"leave_type": "AL", "days": True}, "days"),
        ({"leave_type": "AL", "days": None}, "days"),
        ({"leave_type": "Sabbatical", "days": 5}, "leave_type"),
        ({"leave_type": "", "days": 5}, "leave_type"),
        ({"leave_type": "UL", "days": 5}, "days"),
        ({"leave_type": "AL", "days": 5, "user": "Nobody"}, "user"),
        ({"leave_type": "AL", "days": 5, "user": ""}, "user"),
        ({"leave_type": "AL", "days": 5, "start_date": "soon"}, "start_date"),
        ({"leave_type": "AL", "days": 5, "start_date": "1989-12-31"}, "start_date"),
        (
            {"leave_type": "AL", "days": 5, "start_date": "2027-01-02", "end_date": "2027-01-01"},
            "end_date",
        ),
        ({"leave_type": "AL", "days": 5, "end_date": "2020-01-01"}, "end_date"),
        ({"leave_types": []}, "leave_type"),
        ({"leave_types": {}}, "leave_types"),
        ({"leave_types": ["AL"]}, "leave_types"),
        ({"leave_types": [{"leave_type": "AL"}]}, "leave_types"),
        ({"leave_types": [{"leave_type": "AL", "days": -1}]}, "leave_types"),
        ({"leave_types": [{"leave_type": "AL", "days": 1}] * 101}, "leave_types"),
        (
            {
                "leave_types": [
                    {"leave_type": "AL", "days": 25},
                    {"leave_type": "Annual Leave", "days": 26},
                ]
            },
            "leave_types",
        ),
        (
            {
                "leave_type": "AL",
                "days": 5,
                "user": "Bea",
                "start_date": "2026-01-01",
                "end_date": "2100-12-31",
            },
            "end_date",
        ),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(
    api: httpx2.Client, cast: Cast, body: dict[str, object], field: str
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", SAVE, cast, json=body)

    assert field in faults(answer)
    assert rows_of(cast) == before

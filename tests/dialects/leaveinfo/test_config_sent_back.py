"""A configuration that is sent back whole changes what it says, and for nobody else."""

from datetime import date

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.leaveinfo.calls import call
from tests.dialects.leaveinfo.configuring import SAVE, days_of, total_of, versions
from tests.services.newcomers import rows_of


def test_the_whole_configuration_sent_back_changes_nothing_for_anybody(
    api: httpx2.Client, cast: Cast
) -> None:
    config = call(api, "GET", "get_config/", cast).json()
    before = rows_of(cast)

    answer = call(api, "POST", SAVE, cast, json=config)

    assert answer.json() == config
    assert rows_of(cast) == before


def test_the_list_counts_where_the_other_keys_come_along(api: httpx2.Client, cast: Cast) -> None:
    config = call(api, "GET", "get_config/", cast).json()
    types = [{**each, "days": 28} for each in config["leave_types"] if each["days"]]

    call(api, "POST", SAVE, cast, json={**config, "leave_types": types})

    assert days_of(api, cast) == {"Annual Leave": 28, "Sick Leave": 28, "Unpaid Leave": 0}
    with cast.acting() as tx:
        assert tx.rows("SELECT employee_id FROM own_entitlement") == []


def test_the_whole_configuration_comes_back_also_from_who_does_not_work_here(
    api: httpx2.Client, cast: Cast
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET user_id = NULL WHERE id = %(id)s", id=cast.ada.employee_id)
    config = call(api, "GET", "get_config/", cast).json()
    before = rows_of(cast)

    answer = call(api, "POST", SAVE, cast, json=config)

    assert (answer.status_code, answer.json()) == (200, config)
    assert rows_of(cast) == before


@pytest.mark.parametrize("named_by", ["uuid", "email", "name"])
def test_whoever_names_themselves_beside_a_list_changes_nobody_elses_days(
    api: httpx2.Client, cast: Cast, named_by: str
) -> None:
    uuid = call(api, "GET", "get_config/", cast.ada.token).json()["user"]
    user = {"uuid": uuid, "email": cast.ada.email, "name": "Ada"}[named_by]
    body = {"user": user, "leave_types": [{"leave_type": "AL", "days": 28}]}

    answer = call(api, "POST", SAVE, cast.ada.token, json=body)

    assert answer.status_code == 200
    assert (total_of(api, cast, "ada"), total_of(api, cast)) == (28, 21)
    assert days_of(api, cast)["Annual Leave"] == 21


def test_the_whole_configuration_sent_back_for_somebody_is_theirs(
    api: httpx2.Client, cast: Cast
) -> None:
    config = call(api, "GET", "get_config/", cast).json()
    types = [{"leave_type": "AL", "days": 28}]

    call(api, "POST", SAVE, cast, json={**config, "user": cast.bea.email, "leave_types": types})

    assert (total_of(api, cast), total_of(api, cast, "kim")) == (28, 21)


def test_the_leave_year_named_beside_a_list_is_the_only_one_to_change(
    api: httpx2.Client, cast: Cast
) -> None:
    year = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    body = {**year, "leave_types": [{"leave_type": "AL", "days": 28}]}

    call(api, "POST", SAVE, cast, json=body)

    assert versions(cast) == [
        (date(2024, 1, 1), 21),
        (date(2026, 1, 1), 28),
        (date(2027, 1, 1), 21),
    ]

"""The ids by which leave goes in this API."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.leaveinfo.calls import (
    LEAVES,
    booked,
    call,
    error,
    faults,
    of_bea,
    shown,
)
from tests.services.newcomers import rows_of


def test_without_a_leave_id_the_server_gives_one(api: httpx2.Client, cast: Cast) -> None:
    address = booked(api, cast)

    leave_id = shown(api, address, cast)["leave_id"]

    assert address == f"{LEAVES}{leave_id}/"


def test_leave_goes_by_its_leave_id_its_uuid_and_its_number(api: httpx2.Client, cast: Cast) -> None:
    address = booked(api, cast, leave_id="L-1")
    with cast.acting() as tx:
        row = tx.row("SELECT id, uuid FROM leave_request")
    assert row is not None

    for name in ("L-1", row.uuid, str(row.uuid).upper(), row.id):
        assert shown(api, f"{name}/", cast) == shown(api, address, cast)


@pytest.mark.parametrize("leave_id", ["L 1", "Urlaub-ä", "50%", "a?b#c", "x" * 200, "☂", "1.5"])
def test_a_leave_id_may_be_nearly_anything(api: httpx2.Client, cast: Cast, leave_id: str) -> None:
    address = booked(api, cast, leave_id=leave_id)

    assert shown(api, address, cast)["leave_id"] == leave_id


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_leave_id_that_is_taken_is_refused(api: httpx2.Client, cast: Cast, method: str) -> None:
    booked(api, cast, leave_id="L-1")
    dates = {"start_date": "2026-05-04", "end_date": "2026-05-04"}
    path = "" if method == "POST" else booked(api, cast, **dates)
    body = of_bea(cast, start_date="2026-06-01", end_date="2026-06-01", leave_id="L-1")
    before = rows_of(cast)

    answer = call(api, method, path, cast, json=body)

    assert faults(answer) == {"leave_id": ["This leave_id is already used."]}
    assert rows_of(cast) == before


def test_the_id_of_deleted_leave_stays_taken(api: httpx2.Client, cast: Cast) -> None:
    call(api, "DELETE", booked(api, cast, leave_id="L-1"), cast)

    answer = call(api, "POST", "", cast, json=of_bea(cast, leave_id="L-1"))

    assert faults(answer) == {"leave_id": ["This leave_id is already used."]}


def test_nobody_takes_the_uuid_of_other_leave_for_a_leave_id(
    api: httpx2.Client, cast: Cast
) -> None:
    taken = shown(api, booked(api, cast), cast)["leave_id"]
    body = {"start_date": "2026-05-04", "end_date": "2026-05-04", "leave_id": taken}

    by_colleague = call(api, "POST", "", cast.kim.token, json=body)

    assert faults(by_colleague) == {"leave_id": ["This leave_id is already used."]}


def test_a_number_for_a_leave_id_hides_nobody_elses_leave(api: httpx2.Client, cast: Cast) -> None:
    booked(api, cast, cast.bea.token)
    with cast.acting() as tx:
        number = tx.value("SELECT id FROM leave_request")
    dates = {"start_date": "2026-05-04", "end_date": "2026-05-04"}
    call(api, "POST", "", cast.kim.token, json={**dates, "leave_id": str(number)})

    assert shown(api, f"{number}/", cast.bea.token)["username"] == "Bea"
    assert shown(api, f"{number}/", cast.kim.token)["username"] == "Kim"


def test_a_leave_id_can_be_changed_and_leads_to_the_same_leave(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast, leave_id="old")

    changed = call(api, "PATCH", address, cast, json={"leave_id": "new"})

    assert changed.json()["leave_id"] == "new"
    assert shown(api, "new/", cast) == changed.json()
    assert error(call(api, "GET", "old/", cast), 404) == "Not found."

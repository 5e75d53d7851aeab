"""Changing employees: every documented pair of request and response."""

import httpx2
import pytest

from leavebook.storage.company import companies
from tests.cast import Cast
from tests.dialects.leaveflow.calls import KEYS, call, one, role_of


def add_site(cast: Cast) -> int:
    """Add a second location and return its id."""
    with cast.acting() as tx:
        return companies.add_site(
            tx, name="Hamburg Office", country="DE", region="HH", timezone="Europe/Berlin"
        )


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

"""Date-times, and the days they stand for."""

import httpx2
import pytest

from tests.cast import Cast
from tests.conftest import bearer
from tests.dialects.leaveinfo.calls import booked, call, results, shown

# What is sent for both ends, what is shown again, and the day in a company of that time zone.
TABLE: list[tuple[str, str, str, str]] = [
    ("UTC", "2026-07-06T05:38:21.454Z", "2026-07-06T05:38:21.454Z", "2026-07-06"),
    ("UTC", "2026-07-06T05:38:21Z", "2026-07-06T05:38:21.000Z", "2026-07-06"),
    ("UTC", "2026-07-06T05:38:21.4Z", "2026-07-06T05:38:21.400Z", "2026-07-06"),
    ("UTC", "2026-07-06T05:38:21.454999999Z", "2026-07-06T05:38:21.454Z", "2026-07-06"),
    ("UTC", "2026-07-06t05:38:21.454z", "2026-07-06T05:38:21.454Z", "2026-07-06"),
    ("UTC", "2026-07-06T05:38:21+02:00", "2026-07-06T03:38:21.000Z", "2026-07-06"),
    ("UTC", "2026-07-06", "2026-07-06T00:00:00.000Z", "2026-07-06"),
    ("UTC", "2026-07-06T00:00:00.000Z", "2026-07-06T00:00:00.000Z", "2026-07-06"),
    ("UTC", "2026-07-06T23:59:59.999Z", "2026-07-06T23:59:59.999Z", "2026-07-06"),
    # Half past eleven at night in Hawaii is the next day in Greenwich.
    ("UTC", "2026-07-06T23:30:00-10:00", "2026-07-07T09:30:00.000Z", "2026-07-07"),
    ("Pacific/Honolulu", "2026-07-06T23:30:00-10:00", "2026-07-07T09:30:00.000Z", "2026-07-06"),
    ("America/New_York", "2026-07-07T03:59:59Z", "2026-07-07T03:59:59.000Z", "2026-07-06"),
    ("America/New_York", "2026-07-07T04:00:00Z", "2026-07-07T04:00:00.000Z", "2026-07-07"),
    ("Asia/Kolkata", "2026-07-06T18:30:00Z", "2026-07-06T18:30:00.000Z", "2026-07-07"),
    ("Asia/Kolkata", "2026-07-06T18:29:59Z", "2026-07-06T18:29:59.000Z", "2026-07-06"),
    ("Pacific/Apia", "2026-07-06T12:00:00Z", "2026-07-06T12:00:00.000Z", "2026-07-07"),
    # Midnight UTC is how a bare date is written, and means that date everywhere.
    ("America/New_York", "2026-07-07T00:00:00.000Z", "2026-07-07T00:00:00.000Z", "2026-07-07"),
    ("America/New_York", "2026-07-07", "2026-07-07T00:00:00.000Z", "2026-07-07"),
]


@pytest.mark.parametrize(("zone", "sent", "again", "day"), TABLE)
def test_moments_are_kept_and_stand_for_the_day_in_the_companys_zone(  # noqa: PLR0917  a row of the table
    api: httpx2.Client, cast: Cast, zone: str, sent: str, again: str, day: str
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE company SET timezone = %(zone)s", zone=zone)

    leave = shown(api, booked(api, cast, start_date=sent, end_date=sent), cast)

    assert (leave["start_date"], leave["end_date"]) == (again, again)
    (seen,) = api.get("/api/v1/leave/requests", headers=bearer(cast.bea.token)).json()["data"]
    assert (seen["start_date"], seen["end_date"]) == (day, day)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Apia"])
def test_leave_of_another_api_is_shown_at_midnight_and_can_be_sent_back(
    api: httpx2.Client, cast: Cast, zone: str
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE company SET timezone = %(zone)s", zone=zone)
    api.post(
        "/api/v1/leave/requests",
        headers=bearer(cast.bea.token),
        json={
            "employee_id": cast.bea.employee_id,
            "leave_type_id": cast.leave_types["AL"],
            "start_date": "2026-05-04",
            "end_date": "2026-05-05",
        },
    )

    (leave,) = results(call(api, "GET", "", cast))
    again = call(api, "PUT", f"{leave['leave_id']}/", cast, json=leave)

    assert leave["start_date"] == "2026-05-04T00:00:00.000Z"
    assert leave["end_date"] == "2026-05-05T00:00:00.000Z"
    assert again.json() == leave


def test_other_moments_of_the_same_days_are_shown_from_then_on(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast)

    call(api, "PATCH", address, cast, json={"start_date": "2026-04-10T08:00:00Z"})

    leave = shown(api, address, cast)
    assert leave["start_date"] == "2026-04-10T08:00:00.000Z"
    assert leave["end_date"] == "2026-04-14T05:38:21.454Z"
    assert leave["days"] == 3

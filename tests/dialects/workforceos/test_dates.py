from datetime import UTC, date, datetime

import pytest

from leavebook.dialects.workforceos.dates import midnight, moment, read_day, read_moment
from leavebook.domain.problems import Refused

TENTH = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2026-04-10", "UTC", TENTH),
        ("2026-04-10", "Pacific/Auckland", TENTH),
        ("2026-04-10T00:00:00.000Z", "UTC", TENTH),
        ("2026-04-10T00:00:00.000Z", "America/New_York", TENTH),
        ("2026-04-10T00:00:00+00:00", "Pacific/Auckland", TENTH),
        ("2026-04-10T23:30", "America/New_York", TENTH),
        ("2026-04-10T09:00:00", "Pacific/Auckland", TENTH),
        ("2026-04-09T22:00:00.000Z", "Europe/Berlin", TENTH),
        ("2026-04-10T00:00:00+02:00", "Europe/Berlin", TENTH),
        ("2026-04-10T04:00:00.000Z", "America/New_York", TENTH),
        ("2026-04-09T12:00:00.000Z", "Pacific/Auckland", TENTH),
        ("2026-04-09T23:59:59.999999999Z", "UTC", date(2026, 4, 9)),
        ("2025-07-06T23:30:00-10:00", "UTC", date(2025, 7, 7)),
        ("2025-07-06T23:30:00-10:00", "Pacific/Honolulu", date(2025, 7, 6)),
    ],
)
def test_a_date_time_names_one_day_by_one_rule(text: str, zone: str, day: date) -> None:
    assert read_day(text, field="startDate", zone=zone) == day


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Apia", "Asia/Kolkata"])
def test_a_day_that_was_shown_reads_as_the_same_day_everywhere(zone: str) -> None:
    assert read_day(midnight(TENTH), field="startDate", zone=zone) == TENTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-4-1",
        "20260410",
        "2026-W15-5",
        "10/04/2026",
        "2026-02-29",
        "2026-13-01",
        "2026-04-10 09:00",
        "2026-04-10T",
        "2026-04-10T24:00:00Z",
        "2026-04-10T09",
        "2026-04-10T09:00123",
        "2026-04-10T09:00:60Z",
        "2026-04-10T09:00:00+2",
        "2026-04-10T09:00:00 Z",
        "2026-04-10\n",
        "\uff12026-04-10",
        "+2026-04-10",
        "0000-01-01",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "1989-12-31",
        "2101-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59-12:00",
        "10000-01-01",
        "infinity",
        "now",
    ],
)
def test_no_other_text_is_a_date(text: str) -> None:
    with pytest.raises(Refused):
        read_day(text, field="startDate", zone="Pacific/Auckland")
    with pytest.raises(Refused):
        read_moment(text, field="approvedDate")


def test_moments_are_shown_in_utc_with_milliseconds() -> None:
    at = read_moment("2026-04-02T11:30:00.1239+02:00", field="approvedDate")

    assert at == datetime(2026, 4, 2, 9, 30, 0, 123900, tzinfo=UTC)
    assert moment(at) == "2026-04-02T09:30:00.123Z"
    assert moment(read_moment("2026-04-02", field="approvedDate")) == "2026-04-02T00:00:00.000Z"

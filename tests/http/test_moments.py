"""A moment is told in UTC, with as many digits of a second as a door has."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from leavebook.http.moments import utc_text


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("UTC"), timezone(timedelta(0))])
@pytest.mark.parametrize(
    ("digits", "told"),
    [
        (0, "2026-04-01T08:00:00"),
        (3, "2026-04-01T08:00:00.012"),
        (6, "2026-04-01T08:00:00.012345"),
    ],
)
def test_it_has_so_many_digits_of_a_second(zone: ZoneInfo, digits: int, told: str) -> None:
    moment = datetime(2026, 4, 1, 8, 0, 0, 12345, tzinfo=zone)

    assert utc_text(moment, digits=digits) == told


def test_a_whole_second_has_them_too() -> None:
    moment = datetime(2026, 4, 1, 8, tzinfo=UTC)

    told = [utc_text(moment, digits=digits) for digits in (0, 3, 6)]

    assert told == [
        "2026-04-01T08:00:00",
        "2026-04-01T08:00:00.000",
        "2026-04-01T08:00:00.000000",
    ]


def test_a_moment_of_another_zone_is_told_in_utc() -> None:
    moment = datetime(2026, 4, 1, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    assert utc_text(moment, digits=0) == "2026-03-31T22:30:00"

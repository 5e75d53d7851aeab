"""Dates as Xero's payrolls write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leavebook.integrations.xero import dates


@pytest.mark.parametrize(
    ("written", "day"),
    [
        # From the examples of the published description
        ("/Date(1573516800000+0000)/", date(2019, 11, 12)),
        ("/Date(322560000000+0000)/", date(1980, 3, 22)),
        ("/Date(1573679791199)/", date(2019, 11, 13)),
        ("2019-07-01T00:00:00", date(2019, 7, 1)),
        ("2020-04-24", date(2020, 4, 24)),
        # Before 1970, and a moment before midnight of the first day
        ("/Date(-86400000+0000)/", date(1969, 12, 31)),
        ("/Date(-1)/", date(1969, 12, 31)),
        ("/Date(0+0000)/", date(1970, 1, 1)),
        # The offset is decoration
        ("/Date(1573516800000+1100)/", date(2019, 11, 12)),
        ("/Date(1573516800000-0500)/", date(2019, 11, 12)),
    ],
)
def test_a_date_is_read(written: str, day: date) -> None:
    assert dates.read(written) == day


def test_a_date_is_written_as_midnight_in_utc() -> None:
    assert dates.written(date(2019, 11, 12)) == "/Date(1573516800000+0000)/"
    assert dates.written(date(1969, 12, 31)) == "/Date(-86400000+0000)/"


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 30)))
def test_what_is_written_is_read_back(day: date) -> None:
    assert dates.read(dates.written(day)) == day
    assert dates.read(dates.written(day).replace("+0000", "")) == day
    assert dates.written(day + timedelta(days=1)) != dates.written(day)


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        0,
        "",
        "soon",
        "/Date()/",
        "/Date(1.5)/",
        "/Date(999999999999999)/",
        "/Date(-999999999999999)/",
        "/Date(9999999999999999999999)/",
        "/Date(1573516800000+0000)",
        "2019-02-30",
        "20190701",
        "\N{ARABIC-INDIC DIGIT ONE}970-01-01",
    ],
)
def test_what_is_no_date_is_not_read(nonsense: object) -> None:
    with pytest.raises(ValueError, match=r"da(te|y)"):
        dates.read(nonsense)

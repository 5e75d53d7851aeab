"""Bad values in every field: this API's own 4xx that names the field, and nothing written."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    REQUESTS,
    asked,
    call,
    data,
    errors,
    one,
    rows_of,
    vacation,
)

NOT_IDS: list[object] = [
    *(None, "", "5", "abc", True, [], {}, "NaN", "١٢", "1_000"),
    *(0, -1, 1.5, 1.0, 2**31, 2**62, 2**63 - 1),
]
NOT_DATES: list[object] = [
    None,
    "",
    "0000-01-01",
    "0001-01-01",
    "1989-12-31",
    "2101-01-01",
    "9999-12-31",
    "10000-01-01",
    "-1",
    "infinity",
    "2026-04-10 BC",
    "2026-02-29",
    "2026-13-01",
    "20260410",
    "2026-W15-5",
    "2026-4-10",
    "10/04/2026",
    "\uff12\uff10\uff12\uff16-04-10",
    "2026-04-10\n",
    "+2026-04-10",
    "2026-04-10T00:00:00Z",
    1772000000,
    True,
    [],
]
NOT_YES_OR_NO: list[object] = [None, "true", "1", 0, 1, 0.5, [], {}]
NOT_PERIODS: list[object] = ["", "evening", "Morning", " morning", 1, True, ["morning"]]
NOT_REASONS: list[object] = [7, True, ["x"], {"x": 1}, "x" * 2001]

BAD: list[tuple[str, object]] = [
    *(("employee_id", value) for value in NOT_IDS),
    *(("leave_type_id", value) for value in NOT_IDS),
    *(("start_date", value) for value in NOT_DATES),
    *(("end_date", value) for value in NOT_DATES),
    *(("is_half_day", value) for value in NOT_YES_OR_NO),
    *(("half_day_period", value) for value in NOT_PERIODS),
    *(("reason", value) for value in NOT_REASONS),
]
STRANGE = [
    "'; DROP TABLE leave_request; --",
    "{{7*7}}",
    "%s%n%x",
    "<svg onload=alert(1)>",
    "line one\r\nline two",
    "\u202eright to left",
    "e\u0301" * 500,
    "\U0001f3d6" * 2000,
]


def brief(value: object) -> str:
    return f"{value!r:.30}"


@pytest.mark.parametrize(("name", "value"), BAD, ids=brief)
def test_a_bad_value_is_refused_by_its_field(
    api: httpx2.Client, cast: Cast, name: str, value: object
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.ada, json=vacation(cast, **{name: value}))

    assert set(errors(answer)) == {name}
    assert rows_of(cast) == before


@pytest.mark.parametrize(("name", "value"), BAD, ids=brief)
def test_a_bad_value_changes_nothing(
    api: httpx2.Client, cast: Cast, name: str, value: object
) -> None:
    request_id = asked(api, cast)["id"]
    before = rows_of(cast)

    answer = call(api, "PUT", one(request_id), cast.bea, json={name: value})

    assert set(errors(answer)) == {name}
    assert rows_of(cast) == before


@pytest.mark.parametrize("notes", [7, True, ["x"], {"x": 1}, "x" * 2001])
def test_bad_notes_decide_nothing(api: httpx2.Client, cast: Cast, notes: object) -> None:
    request_id = asked(api, cast)["id"]
    before = rows_of(cast)

    answer = call(api, "PATCH", one(request_id, "/approve"), cast.mo, json={"notes": notes})

    assert set(errors(answer)) == {"notes"}
    assert rows_of(cast) == before


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_is_kept_as_it_is(api: httpx2.Client, cast: Cast, text: str) -> None:
    request_id = asked(api, cast, reason=text)["id"]

    assert data(call(api, "GET", one(request_id), cast.bea))["reason"] == text


def test_leave_that_ends_before_it_starts_is_refused(api: httpx2.Client, cast: Cast) -> None:
    before = rows_of(cast)
    backwards = vacation(cast, start_date="2026-04-14", end_date="2026-04-10")

    answer = call(api, "POST", REQUESTS, cast.bea, json=backwards)

    assert set(errors(answer)) == {"end_date"}
    assert rows_of(cast) == before


def test_leave_beyond_employment_is_refused(api: httpx2.Client, cast: Cast) -> None:
    early = vacation(cast, start_date="2023-12-30", end_date="2024-01-02")

    assert "start_date" in errors(call(api, "POST", REQUESTS, cast.ada, json=early))


def test_leave_of_a_lifetime_is_refused(api: httpx2.Client, cast: Cast) -> None:
    before = rows_of(cast)
    endless = vacation(
        cast,
        leave_type_id=cast.leave_types["UL"],
        start_date="2026-04-10",
        end_date="2100-12-31",
    )

    answer = call(api, "POST", REQUESTS, cast.ada, json=endless)

    assert set(errors(answer)) == {"end_date"}
    assert rows_of(cast) == before

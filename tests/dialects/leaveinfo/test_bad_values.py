"""Bad values in every field: this API's own 400 that names the field, and nothing written."""

import httpx2
import pytest

from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.dialects.leaveinfo.calls import booked, call, error, faults, of_bea, shown
from tests.services.newcomers import rows_of


@pytest.fixture(scope="module")
def cast(database: Database) -> Cast:
    """Found one company for all of these: what is refused leaves no trace in it."""
    return found_company(database)


@pytest.fixture(scope="module")
def address(server: str, cast: Cast) -> str:
    """Book leave for the changes that are refused."""
    with httpx2.Client(base_url=server, timeout=20) as api:
        return booked(api, cast)


NOT_TEXT: list[object] = [None, 1, True, 1.5, [], {}]
NOT_MOMENTS: list[object] = [
    *NOT_TEXT,
    "",
    "soon",
    "0000-01-01",
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "1989-12-31",
    "1989-12-31T12:00:00Z",
    "2101-01-01",
    "2100-12-31T23:00:00-23:00",
    "9999-12-31T23:59:59-23:59",
    "10000-01-01",
    "-1",
    "infinity",
    "2026-04-10 BC",
    "2026-02-29",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-04-10T24:00:00Z",
    "2026-04-10T05:60:00Z",
    "2026-04-10T05:38:60Z",
    "2026-04-10T05:38:21",
    "2026-04-10T05:38Z",
    "2026-04-10 05:38:21Z",
    "2026-04-10T05:38:21,454Z",
    "2026-04-10T05:38:21.Z",
    "2026-04-10T05:38:21.0123456789Z",
    "2026-04-10T05:38:21+24:00",
    "2026-04-10T05:38:21+0200",
    "20260410",
    "20260410T053821Z",
    "2026-W15-5",
    "2026-4-1",
    "10/04/2026",
    "\uff12\uff10\uff12\uff16-04-10",
    "2026-04-10\n",
    "+2026-04-10",
    "1772000000",
]
NOT_DAYS: list[object] = [None, "3", "", True, [], {}, 3.0, 1.5, -1, 367, 2**31, 2**62, "NaN"]

BAD: list[tuple[str, object]] = [
    *(("start_date", value) for value in NOT_MOMENTS),
    *(("end_date", value) for value in NOT_MOMENTS),
    *(("days", value) for value in NOT_DAYS),
    *(("reason", value) for value in [*NOT_TEXT, "x" * 2001]),
    *(
        ("leave_id", value)
        for value in [
            *NOT_TEXT,
            "",
            "  ",
            "\u200b",
            "x" * 201,
            "a/b",
            "a\nb",
            ".",
            "..",
            "get_config",
            "get_options",
            "my_leaves",
            "save_config",
        ]
    ),
    *(("leave_type", value) for value in [*NOT_TEXT, "", " ", "x" * 101, "%", "Annual%", "a\tb"]),
    *(
        ("user", value)
        for value in [
            *NOT_TEXT,
            "",
            "Nobody",
            "nobody@example.com",
            "@",
            "a b@c",
            "0",
            "-1",
            "999999999999999999",
            "9" * 40,
            "١٢",
            "00000000-0000-4000-8000-000000000000",
            "%",
            "x" * 321,
            "'; DROP TABLE employee; --",
        ]
    ),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_new_leave_with_a_bad_value_is_refused_naming_the_field(
    api: httpx2.Client, cast: Cast, field: str, value: object
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", "", cast, json=of_bea(cast, **{field: value}))

    assert list(faults(answer)) == [field]
    assert rows_of(cast) == before


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_change_to_a_bad_value_is_refused_naming_the_field(
    api: httpx2.Client, cast: Cast, address: str, field: str, value: object
) -> None:
    before = rows_of(cast), shown(api, address, cast)

    answer = call(api, "PATCH", address, cast, json={field: value})

    assert list(faults(answer)) == [field]
    assert (rows_of(cast), shown(api, address, cast)) == before


BODIES: list[bytes] = [
    b"",
    b" ",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"1",
    b"{} trailing",
    b"\xef\xbb\xbf{}",
    b'{"reason": "\xff"}',
    '{"reason": "é"}'.encode("utf-16"),
    b'{"reason": "a", "reason": "b"}',
    b'{"reason": "nul\\u0000"}',
    b'{"reason": "\\ud800"}',
    b'{"days": NaN}',
    b'{"days": Infinity}',
    b'{"days": 1e400}',
    b'{"days": 9223372036854775808}',
    b'{"days": ' + b"9" * 5000 + b"}",
    b'{"a":' * 1100 + b"1" + b"}" * 1100,
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "SAVE"])
def test_a_body_that_is_not_plain_json_answers_400(
    api: httpx2.Client, cast: Cast, address: str, method: str, body: bytes
) -> None:
    path = {"POST": "", "SAVE": "save_config/"}.get(method, address)
    json = {"Content-Type": "application/json"}
    before = rows_of(cast)
    verb = "POST" if method == "SAVE" else method

    answer = call(api, verb, path, cast, content=body, headers=json)

    assert error(answer, 400)
    assert rows_of(cast) == before

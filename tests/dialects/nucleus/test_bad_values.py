"""Bad values in every field: 400 with one sentence, and nothing written."""

import pytest

from tests.dialects.nucleus.calls import Nucleus

NOT_TEXT: list[object] = [None, 1, True, 1.5, [], {}]
NOT_DATES: list[object] = [
    *NOT_TEXT,
    "",
    "0000-01-01",
    "0001-01-01",
    "1989-12-31",
    "2101-01-01",
    "9999-12-31",
    "10000-01-01",
    "-1",
    "infinity",
    "2026-03-10 BC",
    "2026-02-29",
    "20260310",
    "2026-W10-2",
    "2026-3-1",
    "10/03/2026",
    "\uff12\uff10\uff12\uff16-03-10",
    "2026-03-10\n",
    "+2026-03-10",
    "2026-03-10T00:00:00Z",
]
NOT_HOURS: list[object] = [
    0,
    -1,
    -40,
    0.0001,
    39,
    40.000001,
    10**9,
    2**31,
    2**63 - 1,
    "40",
    "",
    True,
    [],
    {},
    "NaN",
    "\u0664\u0660",
    "4_0",
    1e60,
    1e-60,
    0.1 + 0.2,
]
NOT_TYPES: list[object] = [
    *NOT_TEXT,
    "",
    "xero-leave-type-id",
    "00000000-0000-4000-8000-000000000000",
    "1",
    "'; DROP TABLE leave_type; --",
    "x" * 201,
]

BAD: list[tuple[str, object]] = [
    *(("leave_type_id", value) for value in NOT_TYPES),
    *(("leave_type_name", value) for value in [*NOT_TEXT, "", "  ", "\u200b\u200d", "x" * 201]),
    *(("start_date", value) for value in NOT_DATES),
    *(("end_date", value) for value in NOT_DATES),
    *(("total_hours", value) for value in NOT_HOURS),
    *(("notes", value) for value in [1, True, [], {}, "x" * 2001]),
]


@pytest.mark.parametrize(("field", "value"), BAD, ids=lambda each: repr(each)[:40])
def test_a_bad_value_is_refused_and_nothing_is_written(
    quiet: Nucleus, field: str, value: object
) -> None:
    answer = quiet.call("tom", "POST", "/requests", body=quiet.sample(**{field: value}))

    assert answer.status_code == 400, answer.text
    assert list(answer.json()) == ["error"]
    assert quiet.ids("tom", "mine") == []


@pytest.mark.parametrize("field", ["leave_type_id", "leave_type_name", "start_date", "end_date"])
def test_a_missing_field_is_named(quiet: Nucleus, field: str) -> None:
    body = quiet.sample()
    del body[field]

    answer = quiet.call("tom", "POST", "/requests", body=body)

    assert answer.status_code == 400
    assert answer.json() == {"error": f"The {field.replace('_', ' ')} is required."}


def test_every_field_at_fault_is_named_at_once(quiet: Nucleus) -> None:
    answer = quiet.call("tom", "POST", "/requests", body={"total_hours": "40"})

    assert answer.json()["error"].count("is required") == 4
    assert "The total hours must be a number." in answer.json()["error"]


def test_leave_that_ends_before_it_starts_is_refused(quiet: Nucleus) -> None:
    body = quiet.sample(start_date="2026-03-14", end_date="2026-03-10")

    assert quiet.call("tom", "POST", "/requests", body=body).status_code == 400


@pytest.mark.parametrize(
    "notes", ["", "\U0001f3d6" * 1000, "\u202egnp", "{{7*7}}", "%s%n", "a\r\nb", "<svg onload=x>"]
)
def test_any_text_that_can_be_stored_comes_back_as_it_was(nucleus: Nucleus, notes: str) -> None:
    request = nucleus.ask("tom", notes=notes)

    assert nucleus.one("tom", request)["notes"] == notes


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"5",
        b"{",
        b'{"notes": "\\u0000"}',
        b'{"notes": "\\ud800"}',
        b'{"notes": "a", "notes": "b"}',
        b'{"total_hours": NaN}',
        b'{"total_hours": 1e400}',
        b'{"total_hours": ' + b"9" * 5000 + b"}",
        b"\xef\xbb\xbf{}",
        b'{"a":' * 1100 + b"1" + b"}" * 1100,
        b'{"notes": "x"} trailing',
        '{"notes": "x"}'.encode("utf-16"),
    ],
    ids=lambda raw: repr(raw)[:30],
)
def test_a_body_that_is_no_plain_object_is_refused(quiet: Nucleus, raw: bytes) -> None:
    answer = quiet.api.post(
        "/api/leave/requests",
        content=raw,
        headers={
            "Authorization": f"Bearer {quiet.cast.members['tom'].token}",
            "Content-Type": "application/json",
        },
    )

    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]


def test_more_than_is_left_is_a_conflict_with_the_figures(quiet: Nucleus) -> None:
    body = quiet.sample(start_date="2026-05-01", end_date="2026-05-31", total_hours=31 * 8)

    answer = quiet.call("tom", "POST", "/requests", body=body)

    assert answer.status_code == 409
    assert answer.json() == {
        "error": "Insufficient leave balance. Requested: 248 hours. Available: 168 hours."
    }
    assert quiet.ids("tom", "mine") == []


@pytest.mark.parametrize("is_approved", [False, True])
def test_overlapping_leave_is_a_conflict(nucleus: Nucleus, *, is_approved: bool) -> None:
    request = nucleus.ask("tom")
    if is_approved:
        nucleus.move("ada", request, "approve")
    body = nucleus.sample(start_date="2026-03-14", end_date="2026-03-15", total_hours=16)

    answer = nucleus.call("tom", "POST", "/requests", body=body)

    assert answer.status_code == 409
    assert nucleus.ids("tom", "mine") == [request]


def test_hours_that_differ_from_the_schedule_are_refused_with_the_right_ones(
    quiet: Nucleus,
) -> None:
    answer = quiet.call("tom", "POST", "/requests", body=quiet.sample(total_hours=32))

    assert answer.status_code == 400
    assert answer.json() == {"error": "The leave comes to 40 hours, not 32."}


def test_a_strangers_leave_type_is_like_one_that_does_not_exist(
    quiet: Nucleus, strangers: object
) -> None:
    theirs = Nucleus(quiet.api, strangers).leave_type()  # type: ignore[arg-type]  # the fixture is a cast
    nobodys = "00000000-0000-4000-8000-000000000000"

    answers = [
        quiet.call("tom", "POST", "/requests", body=quiet.sample(leave_type_id=each))
        for each in (theirs, nobodys)
    ]

    assert {(answer.status_code, answer.text) for answer in answers} == {
        (400, '{"error":"The selected leave type does not exist."}')
    }

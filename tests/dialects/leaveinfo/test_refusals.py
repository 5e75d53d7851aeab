"""How this API says no."""

from typing import Any

import httpx2
import pytest

from leavebook.dialects.leaveinfo.refusals import LeaveinfoWords
from leavebook.http.call import Call
from tests.cast import Cast
from tests.dialects.leaveinfo.calls import LEAVES, booked, call, error, faults, of_bea, shown
from tests.services.newcomers import rows_of


def test_every_field_at_fault_is_named_at_once(api: httpx2.Client, cast: Cast) -> None:
    body = {"end_date": "soon", "leave_id": "a/b", "user": "", "leave_type": "x\ny"}

    answer = call(api, "POST", "", cast, json=body)

    assert faults(answer) == {
        "start_date": ["Please provide start_date."],
        "end_date": ["end_date must be a date-time such as 2025-07-06T05:38:21.454Z, or a date."],
        "leave_id": ["leave_id is not allowed here."],
        "leave_type": ["leave_type must be one line of text."],
        "user": ["Please provide user."],
    }


def test_a_value_of_a_wrong_kind_hides_no_other_fault(api: httpx2.Client, cast: Cast) -> None:
    body = {"days": "three", "start_date": 5, "leave_id": "a/b"}

    answer = call(api, "POST", "", cast, json=body)

    assert faults(answer) == {
        "start_date": ["start_date must be text."],
        "days": ["days must be a whole number."],
        "end_date": ["Please provide end_date."],
        "leave_id": ["leave_id is not allowed here."],
    }


def test_whoever_and_whatever_is_not_known_is_named_with_the_id_that_is_taken(
    api: httpx2.Client, cast: Cast
) -> None:
    booked(api, cast, leave_id="HR-1")
    body = of_bea(cast, user="Nobody", leave_type="Sabbatical", leave_id="HR-1")

    answer = call(api, "POST", "", cast, json=body)

    assert set(faults(answer)) == {"user", "leave_type", "leave_id"}


RULES: list[tuple[dict[str, object], str, str]] = [
    (
        {"start_date": "2026-04-14", "end_date": "2026-04-10"},
        "end_date",
        "end_date must not lie before start_date.",
    ),
    (
        {"start_date": "2026-04-11", "end_date": "2026-04-12"},
        "start_date",
        "There is nothing to take on these days: none of them is worked.",
    ),
    (
        {"start_date": "2026-05-04", "end_date": "2026-06-30"},
        "days",
        "Insufficient leave balance. Requested: 40 days. Available: 21 days.",
    ),
    (
        {"start_date": "2023-05-04", "end_date": "2023-05-04", "leave_type": "UL"},
        "start_date",
        "The leave reaches beyond the time of employment.",
    ),
]


@pytest.mark.parametrize(("dates", "field", "said"), RULES)
def test_the_rules_refuse_in_the_words_of_this_api(
    api: httpx2.Client, cast: Cast, dates: dict[str, object], field: str, said: str
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", "", cast, json=of_bea(cast, **dates))

    assert said in faults(answer)[field]
    assert rows_of(cast) == before


def test_overlapping_leave_is_refused(api: httpx2.Client, cast: Cast) -> None:
    booked(api, cast)
    before = rows_of(cast)

    answer = call(api, "POST", "", cast, json=of_bea(cast, leave_type="UL"))

    assert faults(answer) == {"start_date": ["Leave dates overlap with an existing request."]}
    assert rows_of(cast) == before


def test_a_leave_type_that_is_retired_is_refused(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET active = false WHERE code = 'UL'")

    answer = call(api, "POST", "", cast, json=of_bea(cast, leave_type="UL"))

    assert faults(answer) == {"leave_type": ["This leave type is no longer in use."]}


@pytest.mark.parametrize(
    "reason",
    [
        "'; DROP TABLE leave_request; --",
        "{{7*7}} ${7*7} %s%n",
        "<svg onload=alert(1)>",
        "=HYPERLINK(1)",
        "\u202eevE",
        "two\r\nlines",
        "👩\u200d💻 " * 200,
        "x" * 2000,
    ],
)
def test_a_strange_reason_is_kept_and_shown_as_text(
    api: httpx2.Client, cast: Cast, reason: str
) -> None:
    assert shown(api, booked(api, cast, reason=reason), cast)["reason"] == reason


def test_a_body_that_is_too_large_answers_413(api: httpx2.Client, cast: Cast) -> None:
    error(call(api, "POST", "", cast, json={"reason": "x" * 300_000}), 413)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_does_not_say_it_is_json_answers_415(
    api: httpx2.Client, cast: Cast, media_type: str
) -> None:
    headers = {"Content-Type": media_type}

    error(call(api, "POST", "", cast, content=b"{}", headers=headers), 415)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "", "GET, HEAD, POST"),
        ("DELETE", "", "GET, HEAD, POST"),
        ("POST", "x/", "DELETE, GET, HEAD, PATCH, PUT"),
        ("PUT", "get_config/", "GET, HEAD"),
        ("DELETE", "get_config/", "GET, HEAD"),
        ("POST", "my_leaves", "GET, HEAD"),
        ("GET", "save_config/", "POST"),
        ("PATCH", "save_config", "POST"),
    ],
)
def test_another_method_answers_405_with_those_allowed(
    api: httpx2.Client, cast: Cast, method: str, path: str, allowed: str
) -> None:
    answer = call(api, method, path, cast)

    assert error(answer, 405) == "Method not allowed."
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_method_cannot_be_smuggled_in(api: httpx2.Client, cast: Cast, header: str) -> None:
    address = booked(api, cast)

    assert call(api, "GET", address, cast, headers={header: "DELETE"}).status_code == 200
    assert shown(api, address, cast)


@pytest.mark.parametrize(
    "path", ["/ux/common/leaves/", "/ux/common/leaves/other/", f"{LEAVES}1/2/", f"{LEAVES}a%2Fb/"]
)
def test_an_unknown_path_answers_404_in_the_words_of_this_api(
    api: httpx2.Client, path: str
) -> None:
    assert error(api.get(path), 404) == "Not found."


@pytest.mark.parametrize(
    "name",
    [
        "0",
        "-1",
        "9" * 30,
        "9223372036854775807",
        "nope",
        "%00",
        "%FF",
        "x" * 3000,
        "'",
        "%25",
        "\u00e9",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_an_id_that_nothing_has_answers_404_or_400(
    api: httpx2.Client, cast: Cast, method: str, name: str
) -> None:
    body: dict[str, Any] = {} if method in {"GET", "DELETE"} else {"json": {}}

    answer = call(api, method, f"{name}/", cast, **body)

    assert answer.status_code in {400, 404}
    assert list(answer.json()) == ["error", "detail"]


def test_what_is_our_fault_is_said_without_a_detail() -> None:
    asked = Call(
        method="GET",
        path=LEAVES,
        parts={},
        query=(),
        headers={},
        raw_body=b"",
        request_id="r",
        base_url="",
    )

    crashed, away = LeaveinfoWords().crashed(asked), LeaveinfoWords().unavailable(asked)

    assert crashed.status == 500
    assert crashed.encoded() == (
        b'{"error":"Internal server error.","detail":"Internal server error."}'
    )
    assert (away.status, away.headers["Retry-After"]) == (503, "2")

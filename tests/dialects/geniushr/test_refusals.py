"""Whatever goes wrong is said in this API's words, and to strangers nothing exists."""

import json
from typing import Any

import httpx2
import pytest

from leavebook.dialects.geniushr.refusals import SAYS, GeniushrWords
from leavebook.dialects.geniushr.routes import DOOR, ROUTES
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call
from tests.cast import Cast
from tests.conftest import bearer
from tests.dialects.geniushr.calls import (
    LOGIN,
    REQUESTS,
    TYPES,
    asked,
    call,
    data,
    error,
    errors,
    one,
    rows_of,
    vacation,
)

ENVELOPES = [b"[]", b"null", b'"text"', b"7", b"{", b"{}{}", b"{'a': 1}"]
NOTHING = [b"", b" \n "]
UNREADABLE = [
    *ENVELOPES,
    b'{"reason": "a", "reason": "b"}',
    b'{"employee_id": NaN}',
    b'{"employee_id": Infinity}',
    b'{"employee_id": 1e400}',
    b'{"employee_id": ' + b"9" * 5000 + b"}",
    b'{"employee_id": 9223372036854775808}',
    b'{"reason": "\\u0000"}',
    b'{"reason": "\\ud800"}',
    b'{"reason": "\xff"}',
    b'\xef\xbb\xbf{"reason": "a"}',
    '{"reason": "a"}'.encode("utf-16"),
    b"[" * 1100 + b"]" * 1100,
    b'{"a":' * 1100 + b"1" + b"}" * 1100,
    b'{"a":' * 100_00 + b"1" + b"}" * 100_00,
]
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("path", ["/nothing", "/requests/1/nothing", "", "/types/1", "/balances"])
@pytest.mark.parametrize("base", ["/api/v1/leave", "/api/v1/auth"])
def test_a_path_that_is_not_served_is_not_found(
    api: httpx2.Client, cast: Cast, base: str, path: str
) -> None:
    answer = call(api, "GET", base + path, cast.bea)

    assert error(answer, 404) == "Resource not found."


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", TYPES, {"GET"}),
        ("DELETE", REQUESTS, {"GET", "POST"}),
        ("PATCH", one(1), {"GET", "PUT", "DELETE"}),
        ("GET", one(1, "/approve"), {"PATCH"}),
        ("POST", one(1, "/reject"), {"PATCH"}),
        ("GET", LOGIN, {"POST"}),
    ],
)
def test_another_method_is_told_which_ones_are_served(
    api: httpx2.Client, cast: Cast, method: str, path: str, allowed: set[str]
) -> None:
    answer = call(api, method, path, cast.bea)

    assert error(answer, 405) == "Method not allowed."
    assert allowed <= set(answer.headers["allow"].replace(",", " ").split())


@pytest.mark.parametrize("override", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_header_cannot_change_the_method(api: httpx2.Client, cast: Cast, override: str) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "POST", one(request_id), cast.bea, headers={override: "DELETE"})

    assert error(answer, 405)
    assert data(call(api, "GET", one(request_id), cast.bea))["status"] == "pending"


@pytest.mark.parametrize("body", UNREADABLE)
def test_a_body_that_cannot_be_read_is_malformed(
    api: httpx2.Client, cast: Cast, body: bytes
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, content=body, headers=JSON)

    assert error(answer, 400)
    assert rows_of(cast) == before


@pytest.mark.parametrize("body", NOTHING)
def test_a_body_that_was_left_out_lacks_every_required_field(
    api: httpx2.Client, cast: Cast, body: bytes
) -> None:
    request_id = asked(api, cast)["id"]
    before = rows_of(cast)

    filed = call(api, "POST", REQUESTS, cast.bea, content=body, headers=JSON)
    rejected = call(api, "PATCH", one(request_id, "/reject"), cast.mo, content=body, headers=JSON)
    logged_in = api.post(LOGIN, content=body, headers=JSON)

    assert list(errors(filed)) == ["employee_id", "leave_type_id", "start_date", "end_date"]
    assert list(errors(rejected)) == ["rejection_reason"]
    assert list(errors(logged_in)) == ["email", "password"]
    assert rows_of(cast) == before


@pytest.mark.parametrize("body", [*ENVELOPES[:4], b"{", b"nonsense"])
def test_an_approval_with_an_unreadable_body_decides_nothing(
    api: httpx2.Client, cast: Cast, body: bytes
) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "PATCH", one(request_id, "/approve"), cast.mo, content=body, headers=JSON)

    assert error(answer, 400)
    assert data(call(api, "GET", one(request_id), cast.bea))["status"] == "pending"


def test_a_body_of_another_kind_is_refused(api: httpx2.Client, cast: Cast) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = call(api, "POST", REQUESTS, cast.bea, content=b"employee_id=1", headers=form)

    assert error(answer, 415)


def test_a_body_over_the_limit_is_refused(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", REQUESTS, cast.bea, json=vacation(cast, reason="x" * 300_000))

    assert error(answer, 413)


@pytest.mark.parametrize(
    ("method", "body"),
    [("GET", None), ("PUT", {"reason": "Mine"}), ("PUT", {}), ("DELETE", None)],
)
def test_a_colleagues_request_is_as_unknown_as_anothers_companys(
    api: httpx2.Client,
    cast: Cast,
    strangers: Cast,
    method: str,
    body: dict[str, Any] | None,
) -> None:
    kims, theirs = asked(api, cast, "kim")["id"], asked(api, strangers)["id"]
    before = rows_of(cast), rows_of(strangers)

    answers = [
        call(api, method, one(request_id), cast.bea, json=body)
        for request_id in (kims, theirs, 2**62)
    ]

    assert {error(answer, 404) for answer in answers} == {"Resource not found."}
    assert (rows_of(cast), rows_of(strangers)) == before


@pytest.mark.parametrize("verb", ["/approve", "/reject"])
@pytest.mark.parametrize("who", ["bea", "mo", "ada"])
def test_anothers_companys_request_cannot_be_decided(
    api: httpx2.Client, cast: Cast, strangers: Cast, who: str, verb: str
) -> None:
    theirs = asked(api, strangers)["id"]
    before = rows_of(strangers)
    body = {"rejection_reason": "No."}

    answers = [
        call(api, "PATCH", one(request_id, verb), cast.members[who], json=body)
        for request_id in (theirs, 2**62)
    ]

    assert {error(answer, 404) for answer in answers} == {"Resource not found."}
    assert rows_of(strangers) == before


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("given", ["0", "-1", "1e3", "1.0", "x", "%20", "%D9%A1", "9" * 40, "007"])
def test_what_is_no_id_is_not_found(
    api: httpx2.Client, cast: Cast, method: str, given: str
) -> None:
    body: dict[str, object] | None = {} if method == "PUT" else None

    answer = call(api, method, one(given), cast.bea, json=body)

    assert error(answer, 404) == "Resource not found."


def test_without_a_token_even_nonsense_is_unauthenticated(api: httpx2.Client) -> None:
    answers = [
        api.post(REQUESTS, content=b"{", headers=JSON),
        api.get(one("x")),
        api.patch(one(1, "/approve"), headers=bearer("0" * 64)),
    ]

    assert {error(answer, 401) for answer in answers} == {"Unauthenticated."}


def a_call(path: str = REQUESTS, method: str = "POST") -> Call:
    return Call(
        method=method,
        path=path,
        parts={},
        query=(),
        headers={},
        raw_body=b"",
        request_id="r",
        base_url="http://here",
    )


def said(answer: Answer) -> tuple[int, dict[str, Any]]:
    body: dict[str, Any] = json.loads(answer.encoded())
    return answer.status, body


@pytest.mark.parametrize("code", sorted(Code))
def test_every_refusal_has_the_envelope(code: Code) -> None:
    facts = {"field": "days", "problem": "required"} if code is Code.INVALID else {}

    status, body = said(GeniushrWords().refused((Problem(code, facts),), a_call()))

    assert status == SAYS[code].status
    assert body["success"] is False
    assert body["message"]
    assert set(body) <= {"success", "message", "errors"}


def test_what_is_wrong_with_fields_and_with_the_balance_is_said_together() -> None:
    problems = (Problem(Code.ENDS_BEFORE_START), Problem(Code.OVERLAPS))

    status, body = said(GeniushrWords().refused(problems, a_call()))

    assert status == 422
    assert body["errors"] == {
        "end_date": ["The leave must not end before it starts."],
        "start_date": ["Leave dates overlap with an existing request."],
    }


def test_whoever_calls_too_often_is_told_when_to_come_back() -> None:
    answer = GeniushrWords().too_many_calls(a_call(), 7)

    assert answer.status == 429
    assert answer.headers["Retry-After"] == "7"


def test_a_server_that_cannot_serve_says_when_to_come_back() -> None:
    answer = GeniushrWords().unavailable(a_call())

    assert (answer.status, "Retry-After" in answer.headers) == (503, True)


def test_a_crash_tells_nothing_about_itself() -> None:
    assert said(GeniushrWords().crashed(a_call())) == (
        500,
        {"success": False, "message": "Server error."},
    )


def test_every_endpoint_of_the_page_is_routed() -> None:
    documented = {
        ("GET", "/api/v1/leave/types"),
        ("GET", "/api/v1/leave/requests"),
        ("POST", "/api/v1/leave/requests"),
        ("GET", "/api/v1/leave/requests/{id}"),
        ("PUT", "/api/v1/leave/requests/{id}"),
        ("DELETE", "/api/v1/leave/requests/{id}"),
        ("PATCH", "/api/v1/leave/requests/{id}/approve"),
        ("PATCH", "/api/v1/leave/requests/{id}/reject"),
        ("GET", "/api/v1/leave/balances/{id}"),
        ("POST", "/api/v1/auth/login"),
        ("POST", "/api/v1/auth/logout"),
        ("GET", "/api/v1/auth/me"),
    }

    assert {(route.method, route.path) for route in ROUTES} == documented
    assert DOOR.prefixes == ("/api/v1/leave", "/api/v1/auth")

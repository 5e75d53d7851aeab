"""Everything this API says no to, in its own words."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.leaveflow.calls import EMPLOYEES, added, anna, call, error, one, violations
from tests.services.newcomers import rows_of

NOBODY = [
    "0",
    "-1",
    "999999999999",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999",
    "1.0",
    "1.5",
    "1e3",
    "0x1",
    "1_000",
    "%201",
    "1%20",
    "%D9%A1",
    "abc",
    "null",
    "%00",
    "1;DROP",
    "%27",
    "..",
    "%EF%BC%91",
]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("employee_id", NOBODY)
def test_an_id_that_nobody_has_answers_404(
    api: httpx2.Client, cast: Cast, method: str, employee_id: str
) -> None:
    body = {"json": {"name": "Eve"}} if method == "PATCH" else {}

    answer = call(api, method, one(employee_id), cast, **body)

    assert answer.status_code in ({404, 405} if employee_id == ".." else {404})
    assert error(answer, answer.status_code)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_another_companys_employee_is_like_one_that_does_not_exist(
    api: httpx2.Client, cast: Cast, strangers: Cast, method: str
) -> None:
    body = {"json": {"name": "Eve"}} if method == "PATCH" else {}
    before = rows_of(strangers)

    theirs = call(api, method, one(strangers.bea.employee_id), cast, **body)
    unknown = call(api, method, one(999_999_999), cast, **body)

    assert error(theirs, 404) == "Employee not found."
    assert theirs.content == unknown.content
    assert rows_of(strangers) == before
    shown = call(api, "GET", one(strangers.bea.employee_id), strangers).json()
    assert (shown["name"], shown["leftAt"]) == ("Bea", None)


def test_the_documented_violation_of_an_address_word_for_word(
    api: httpx2.Client, cast: Cast
) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast, email="not-an-address"))

    assert answer.status_code == 422
    assert answer.json() == {
        "error": True,
        "message": "Validation failed",
        "violations": [{"field": "email", "message": "This value is not a valid email address."}],
    }


def test_an_address_and_a_number_that_are_taken_are_both_named(
    api: httpx2.Client, cast: Cast
) -> None:
    added(api, cast)
    before = rows_of(cast)

    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast))

    assert violations(answer) == {
        "email": "This value is already used.",
        "employeeNumber": "This value is already used.",
    }
    assert rows_of(cast) == before


def test_what_is_taken_in_another_company_is_free_here(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    added(api, strangers)

    assert added(api, cast)["email"] == "anna.new@example.com"


def test_another_companys_location_is_like_one_that_does_not_exist(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    theirs = call(api, "POST", EMPLOYEES, cast, json=anna(cast, locationId=strangers.site_id))
    unknown = call(api, "POST", EMPLOYEES, cast, json=anna(cast, locationId=999_999_999))
    moved = call(
        api, "PATCH", one(cast.bea.employee_id), cast, json={"locationId": strangers.site_id}
    )

    assert violations(theirs) == {"locationId": "This location does not exist."}
    assert theirs.content == unknown.content == moved.content


def test_every_field_at_fault_is_named_at_once(api: httpx2.Client, cast: Cast) -> None:
    body = {
        "name": " ",
        "email": "nope",
        "employeeNumber": "",
        "locationId": -1,
        "joinedAt": "2026-02-30",
        "weeklyHours": -0.5,
        "role": "owner",
    }

    answer = call(api, "POST", EMPLOYEES, cast, json=body)

    assert violations(answer) == {
        "name": "This value must not be blank.",
        "email": "This value is not a valid email address.",
        "employeeNumber": "This value must not be blank.",
        "locationId": "This value must be more than 0.",
        "joinedAt": "This value must be a date in the form YYYY-MM-DD.",
        "weeklyHours": "This value must be more than 0.",
        "role": "This value must be one of: admin, employee, manager.",
    }


def test_every_missing_field_is_named_at_once(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, json={})

    assert violations(answer) == dict.fromkeys(
        ["name", "email", "employeeNumber", "locationId", "joinedAt"], "This value is required."
    )


def test_nobody_leaves_before_joining(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "DELETE", f"{one(cast.bea.employee_id)}?exitDate=2023-12-31", cast)

    assert violations(answer) == {"exitDate": "The exit date must not lie before the start date."}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"1",
        b"{} trailing",
        b"\xef\xbb\xbf{}",
        b'{"name": "\xff"}',
        '{"name": "é"}'.encode("utf-16"),
        b'{"name": "a", "name": "b"}',
        b'{"name": "nul\\u0000"}',
        b'{"name": "\\ud800"}',
        b'{"weeklyHours": NaN}',
        b'{"weeklyHours": Infinity}',
        b'{"weeklyHours": 1e400}',
        b'{"locationId": 9223372036854775808}',
        b'{"locationId": ' + b"9" * 5000 + b"}",
        b'{"a":' * 1100 + b"1" + b"}" * 1100,
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_body_that_is_not_plain_json_answers_400(
    api: httpx2.Client, cast: Cast, method: str, body: bytes
) -> None:
    path = EMPLOYEES if method == "POST" else one(cast.bea.employee_id)
    json = {"Content-Type": "application/json"}
    before = rows_of(cast)

    answer = call(api, method, path, cast, content=body, headers=json)

    assert error(answer, 400)
    assert rows_of(cast) == before


def test_a_body_that_is_too_large_answers_413(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, json={"name": "x" * 300_000})

    error(answer, 413)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_does_not_say_it_is_json_answers_415(
    api: httpx2.Client, cast: Cast, media_type: str
) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, content=b"{}", headers={"Content-Type": media_type})

    error(answer, 415)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", EMPLOYEES, "GET, HEAD, POST"),
        ("DELETE", EMPLOYEES, "GET, HEAD, POST"),
        ("PUT", one(1), "DELETE, GET, HEAD, PATCH"),
        ("POST", one(1), "DELETE, GET, HEAD, PATCH"),
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
    answer = call(api, "GET", one(cast.bea.employee_id), cast, headers={header: "DELETE"})

    assert answer.json()["leftAt"] is None


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/", "/api/v1/leaves", "/api/v1/employees/1/x"])
def test_an_unknown_path_answers_404_in_the_words_of_this_api(
    api: httpx2.Client, path: str
) -> None:
    assert error(api.get(path), 404) == "Resource not found."


def test_a_query_field_that_stands_twice_answers_400(api: httpx2.Client, cast: Cast) -> None:
    twice = f"{one(cast.bea.employee_id)}?exitDate=2026-12-31&exitDate=2027-12-31"

    error(call(api, "DELETE", twice, cast), 400)


def test_unknown_query_fields_are_ignored(api: httpx2.Client, cast: Cast) -> None:
    assert call(api, "GET", f"{EMPLOYEES}?page=2&sort=(select+1)", cast).status_code == 200

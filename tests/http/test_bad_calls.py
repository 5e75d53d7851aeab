"""What no door lets in: bodies that mean nothing or two things, and calls that are no calls."""

import json
from collections.abc import Iterator
from typing import Any, Final

import httpx2
import pytest

from leavebook.http.door import Door
from leavebook.storage.database import Database
from tests.conftest import Cluster
from tests.http.doors import DOORS, Visit, assert_own_words, visit
from tests.matrix.scene import set_scene
from tests.matrix.traces import changed, looking

MALFORMED: Final = {
    "empty": b"",
    "blank": b" \n ",
    "null": b"null",
    "array": b"[]",
    "text": b'"leave"',
    "number": b"12",
    "cut off": b'{"reason": "hol',
    "trailing": b'{"reason": "a"} {"reason": "b"}',
    "comment": b'{"reason": "a" /* b */}',
    "single quotes": b"{'reason': 'a'}",
    "byte order mark": b'\xef\xbb\xbf{"reason": "a"}',
    "UTF-16": '{"reason": "a"}'.encode("utf-16"),
    "Latin-1": '{"reason": "Ferien für Bäcker"}'.encode("latin-1"),
    "twice the same key": b'{"reason": "a", "reason": "b"}',
    "twice the same key inside": b'{"a": {"status": "pending", "status": "approved"}}',
    "NaN": b'{"days": NaN}',
    "Infinity": b'{"days": -Infinity}',
    "1e400": b'{"days": 1e400}',
    "an exponent beyond exponents": b'{"days": 1e9999999999999999999}',
    "5,000 digits": b'{"days": ' + b"9" * 5_000 + b"}",
    "2^63": b'{"days": 9223372036854775808}',
    "NUL": b'{"reason": "a\\u0000b"}',
    "half a character": b'{"reason": "\\ud800"}',
    "half a character in a key": b'{"\\udfff": 1}',
    "1,100 deep": b'{"a":' * 1_100 + b"1" + b"}" * 1_100,
    "100,000 deep": b"[" * 100_000,
}
OPTIONAL_WHEN: Final = {"empty", "blank"}
"""What stands for no body where one may be left out."""

TYPES: Final = (
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/octet-stream",
    "application/jsonp",
    "*/*",
)
MEANS_NOTHING_TO_SOME: Final = {"getJoins"}
"""Fields that are described for all routes of a door and read where they make a difference."""

TOO_LARGE: Final = b'{"reason": "' + b"a" * 256 * 1024 + b'"}'


@pytest.fixture(scope="module", params=DOORS, ids=lambda door: door.name)
def at(
    request: pytest.FixtureRequest, database: Database, cluster: Cluster, server: str
) -> Iterator[Visit]:
    door: Door = request.param
    with looking(cluster) as traces, httpx2.Client(base_url=server, timeout=20) as api:
        yield visit(door, set_scene(database, door.name), api, traces)


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_body_that_is_not_one_plain_object_is_refused_on_every_route(
    at: Visit, body: bytes, request: pytest.FixtureRequest
) -> None:
    is_nothing = not body.strip()

    for route in at.writing_routes():
        if is_nothing and not route.body_required:
            continue
        call = at.call(route)
        before = at.trace()

        answer = at.send(call, content=body)

        # No body at all lacks every field, which some doors say of each of them.
        expected = {400, 422} if is_nothing else {400}
        assert answer.status_code in expected, f"{route.name}: {answer.text}"
        assert_own_words(answer, at.door)
        assert changed(before, at.trace()) == {}, route.name


@pytest.mark.parametrize("content_type", TYPES)
def test_a_body_that_does_not_say_it_is_json_is_refused(at: Visit, content_type: str) -> None:
    for route in at.writing_routes():
        call = at.call(route)
        before = at.trace()

        answer = at.send(
            call, content=json.dumps(call["json"]), headers={"content-type": content_type}
        )

        assert answer.status_code == 415, f"{route.name}: {answer.text}"
        assert_own_words(answer, at.door)
        assert changed(before, at.trace()) == {}, route.name


@pytest.mark.parametrize("how", ["announced", "in pieces"])
def test_a_body_over_a_quarter_of_a_megabyte_is_refused(at: Visit, how: str) -> None:
    body: Any = TOO_LARGE if how == "announced" else iter([TOO_LARGE[:1000], TOO_LARGE[1000:]])
    route = next(at.writing_routes())
    call = at.call(route)
    before = at.trace()

    answer = at.send(call, content=body)

    assert answer.status_code == 413
    assert_own_words(answer, at.door)
    assert changed(before, at.trace()) == {}


def test_a_body_in_pieces_is_as_good_as_one(at: Visit) -> None:
    route = next(route for route in at.writing_routes() if route.method == "POST")
    call = at.call(route)
    encoded = json.dumps(call["json"]).encode()

    answer = at.send(call, content=iter([encoded[:7], encoded[7:]]))

    assert answer.status_code == route.success, answer.text


def test_ten_thousand_fields_in_the_query_are_refused(at: Visit) -> None:
    query = "&".join(["a=1"] * 10_000)
    before = at.trace()

    answer = at.send(_listing(at), params=None, url=f"{_listing(at)['url']}?{query}")

    assert answer.status_code in {400, 414, 431}
    assert changed(before, at.trace()) == {}


def test_a_field_that_may_stand_once_is_refused_when_it_stands_twice(at: Visit) -> None:
    for route in at.door.routes:
        if (
            not route.needs_credential
            or route.method != "GET"
            or route.name.endswith("_of_service")
        ):
            continue
        for field in route.query:
            if field.schema.get("type") == "array" or field.name in MEANS_NOTHING_TO_SOME:
                continue
            call = at.call(route)
            compared = field.name.removesuffix("_op")
            besides = [(compared, "1")] if compared != field.name else []

            answer = at.send(call, params=[*besides, (field.name, "1"), (field.name, "2")])

            assert answer.status_code in {400, 422}, f"{route.name} {field.name}: {answer.text}"
            assert_own_words(answer, at.door)


@pytest.mark.parametrize("raw", ["%ff%fe", "a=%00", "a=%ed%a0%80", "%u0041"])
def test_a_query_that_is_no_text_is_refused_or_ignored(at: Visit, raw: str) -> None:
    answer = at.send(_listing(at), params=None, url=f"{_listing(at)['url']}?{raw}")

    assert not answer.is_server_error
    if not answer.is_success:
        assert_own_words(answer, at.door)


def test_a_header_of_a_hundred_kilobytes_is_refused_or_ignored(at: Visit) -> None:
    try:
        answer = at.send(_listing(at), headers={"x-long": "a" * 100_000})
    except httpx2.RemoteProtocolError:
        return  # the server hangs up on it

    assert not answer.is_server_error


@pytest.mark.parametrize("method", ["PROPFIND", "BREW", "TRACE", "CONNECT", "LINK"])
def test_methods_that_nobody_serves_are_refused(at: Visit, method: str) -> None:
    call = _listing(at)
    before = at.trace()
    try:
        answer = at.send(call, method=method)
    except httpx2.RemoteProtocolError:
        return  # the server hangs up on it

    assert answer.status_code in {400, 404, 405, 501}, answer.text
    assert changed(before, at.trace()) == {}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "GET", "POST", "PUT", "PATCH", "DELETE"])
def test_methods_that_a_path_does_not_serve_are_named_in_the_refusal(
    at: Visit, method: str
) -> None:
    for route in at.door.routes:
        served = {each.method for each in at.door.routes if each.path == route.path}
        if method == "HEAD" and "GET" in served:
            continue  # which is answered like a GET
        if method in served or not route.needs_credential or route.name.endswith("_of_service"):
            continue
        call = at.call(route)
        before = at.trace()

        answer = at.send(call, method=method)

        if method == "OPTIONS" and answer.status_code == 204:
            assert answer.content == b""  # what a browser asks before it calls
        elif method != "HEAD":
            assert_own_words(answer, at.door)
        assert answer.status_code == 405 or method == "OPTIONS", f"{method} {route.path}"
        assert served <= set(answer.headers["allow"].split(", "))
        assert changed(before, at.trace()) == {}


@pytest.mark.parametrize(
    "header",
    ["x-http-method-override", "x-http-method", "x-method-override"],
)
def test_no_header_turns_reading_into_writing(at: Visit, header: str) -> None:
    for route in at.door.routes:
        if (
            not route.needs_credential
            or route.method != "GET"
            or route.name.endswith("_of_service")
        ):
            continue
        call = at.call(route)
        at.send(call)  # what the first answer may remember is remembered
        before = at.trace()

        answer = at.send(call, headers={header: "DELETE"}, params={"_method": "DELETE"})

        assert not answer.is_server_error
        assert changed(before, at.trace()) == {}, route.name


def test_a_path_that_nobody_serves_is_refused_in_the_words_of_its_door(at: Visit) -> None:
    for prefix in at.door.prefixes:
        answer = at.send(_listing(at), url=f"{prefix.rstrip('/')}/no/such/thing/%2e%2e/at/all")

        assert answer.status_code == 404
        assert_own_words(answer, at.door)


def _listing(at: Visit) -> dict[str, Any]:
    """Return a call of the first route that only reads and names nothing."""
    route = next(each for each in at.door.routes if each.method == "GET" and "{" not in each.path)
    return at.call(route)

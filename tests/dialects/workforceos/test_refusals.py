"""Every documented error, in the documented body."""

from decimal import Decimal

import httpx2
import pytest

from leavebook.dialects.workforceos.refusals import SAYS, WorkforceosWords
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import LONG_AGO, Call
from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    MINE,
    ONE_OF_MINE,
    REQUESTS,
    asked,
    call,
    changed,
    listed,
    one,
    refused,
    shown,
    vacation,
)

NO_UUIDS: list[object] = ["", "1", "ID", "x" * 36, "0" * 32, 7, True, [], {}, "null"]
NO_DATES: list[object] = [
    "",
    "Date",
    "20260410",
    "2026-W15-5",
    "2026-4-1",
    "10/04/2026",
    "2026-02-29",
    "1989-12-31",
    "2101-01-01",
    "9999-12-31",
    "infinity",
    "2026-04-10\n",
    1772000000,
    True,
    [],
    {},
]


def creating(api: httpx2.Client, cast: Cast, **differently: object) -> httpx2.Response:
    body = {name: value for name, value in vacation(**differently).items() if value != "gone"}
    return call(api, "POST", REQUESTS, cast.bea.token, json=body)


@pytest.mark.parametrize("name", ["leaveType", "startDate", "endDate"])
@pytest.mark.parametrize("value", ["gone", None])
def test_what_is_required_is_named(
    api: httpx2.Client, cast: Cast, name: str, value: str | None
) -> None:
    answer = creating(api, cast, **{name: value})

    assert refused(answer, 400) == f"errMsg_{name}isRequired"
    assert answer.json()["errCode"] == 400


@pytest.mark.parametrize("name", ["departmentId", "approverId"])
@pytest.mark.parametrize("value", NO_UUIDS)
def test_what_is_no_id_is_named(api: httpx2.Client, cast: Cast, name: str, value: object) -> None:
    answer = creating(api, cast, **{name: value})

    assert refused(answer, 400) == f"errMsg_{name}isNotAValidID"


@pytest.mark.parametrize("name", ["startDate", "endDate", "approvedDate"])
@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_is_named(api: httpx2.Client, cast: Cast, name: str, value: object) -> None:
    request = asked(api, cast.bea.token)

    create, update = (
        creating(api, cast, **{name: value}),
        changed(api, cast.mo.token, request, **{name: value}),
    )

    assert refused(create, 400) == f"errMsg_{name}isNotAValidDate"
    assert refused(update, 400) == f"errMsg_{name}isNotAValidDate"


@pytest.mark.parametrize("value", [1, True, [], {}, "x" * 2001, "x" * 65_000])
def test_a_reason_that_is_no_text_of_a_sensible_length_is_named(
    api: httpx2.Client, cast: Cast, value: object
) -> None:
    answer = creating(api, cast, reason=value)

    assert refused(answer, 400) == "errMsg_reasonisNotAValidString"


@pytest.mark.parametrize(
    "value", ["'; DROP TABLE leave_request --", "{{7*7}}", "\u202eabc", "💥" * 9]
)
def test_a_reason_is_kept_as_it_was_written(api: httpx2.Client, cast: Cast, value: str) -> None:
    assert asked(api, cast.bea.token, reason=value)["reason"] == value


@pytest.mark.parametrize("value", ["Moon leave", "annual", "%", "'", 5, True, "x" * 101])
def test_an_unknown_leave_type_is_refused(api: httpx2.Client, cast: Cast, value: object) -> None:
    answer = creating(api, cast, leaveType=value)

    message = refused(answer, 400)
    is_text = isinstance(value, str) and len(value) <= 100
    assert message == (
        "errMsg_leaveTypeisNotAValidLeaveType" if is_text else "errMsg_leaveTypeisNotAValidString"
    )
    if is_text:
        assert "Annual Leave, Sick Leave, Unpaid Leave" in answer.json()["detail"]


@pytest.mark.parametrize("name", ["Annual Leave", "ANNUAL LEAVE", "al", " AL ", "vacation"])
def test_a_leave_type_goes_by_its_name_its_code_and_its_aliases(
    api: httpx2.Client, cast: Cast, name: str
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET aliases = '{Vacation,holiday}' WHERE code = 'AL'")

    assert asked(api, cast.bea.token, leaveType=name)["leaveType"] == "Annual Leave"


def test_leave_that_ends_before_it_starts_is_refused(api: httpx2.Client, cast: Cast) -> None:
    answer = creating(api, cast, endDate="2026-04-09")

    assert refused(answer, 400) == "errMsg_endDateMustBeAfterOrEqualStartDate"


def test_overlapping_leave_is_refused(api: httpx2.Client, cast: Cast) -> None:
    asked(api, cast.bea.token)

    answer = creating(api, cast, startDate="2026-04-14", endDate="2026-04-15")

    assert refused(answer, 409) == "errMsg_leaveRequestOverlapsAnotherRequest"
    assert answer.json()["errCode"] == 409


def test_more_than_is_left_is_refused_with_the_figures(api: httpx2.Client, cast: Cast) -> None:
    answer = creating(api, cast, startDate="2026-06-01", endDate="2026-07-31")

    assert refused(answer, 409) == "errMsg_insufficientLeaveBalance"
    assert "Requested: 45 days" in answer.json()["detail"]
    assert "Available: 21 days" in answer.json()["detail"]


def test_leave_on_free_days_alone_is_refused(api: httpx2.Client, cast: Cast) -> None:
    answer = creating(api, cast, startDate="2026-04-11", endDate="2026-04-12")

    assert refused(answer, 400) == "errMsg_leaveRequestHasNoWorkingDays"


def test_all_that_is_wrong_stands_in_the_detail(api: httpx2.Client, cast: Cast) -> None:
    answer = creating(api, cast, leaveType="gone", startDate="gone", endDate="gone")

    refused(answer, 400)
    detail = answer.json()["detail"]
    assert "leave type is required" in detail
    assert "start date is required" in detail
    assert "end date is required" in detail


@pytest.mark.parametrize("part", ["1", "ID", "x'--", "0" * 32, "%00", "..%2f"])
@pytest.mark.parametrize("path", [REQUESTS, ONE_OF_MINE])
def test_an_id_in_the_path_that_is_none_is_named(
    api: httpx2.Client, cast: Cast, part: str, path: str
) -> None:
    answer = call(api, "GET", f"{path}/{part}", cast.bea.token)

    assert answer.status_code in {400, 404}
    message = refused(answer, answer.status_code)
    expected = {400: "errMsg_leaveRequestIdisNotAValidID", 404: "errMsg_RouteNotFound"}
    assert message == expected[answer.status_code]


def test_an_update_of_nothing_is_refused(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.bea.token, request)

    assert refused(answer, 400) == "errMsg_emptyUpdateIsNotAllowed"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"{",
        b'{"leaveType": "AL", "leaveType": "SL"}',
        b'{"reason": NaN}',
        b'{"reason": "\\u0000"}',
        b'{"reason": "\\ud800"}',
        b"\xff\xfe{}",
        b'{"a":' * 1100 + b"1" + b"}" * 1100,
    ],
)
def test_a_body_that_is_no_plain_json_object_is_refused(
    api: httpx2.Client, cast: Cast, raw: bytes
) -> None:
    headers = {"Content-Type": "application/json"}

    answer = call(api, "POST", REQUESTS, cast.bea.token, content=raw, headers=headers)

    assert refused(answer, 400) == "errMsg_requestCannotBeRead"
    assert listed(call(api, "GET", REQUESTS, cast.bea.token)) == []


def test_other_faults_of_a_call_come_in_the_same_body(api: httpx2.Client, cast: Cast) -> None:
    token = cast.bea.token
    form = call(
        api, "POST", REQUESTS, token, content=b"a=1", headers={"Content-Type": "text/plain"}
    )
    path = call(api, "GET", "/leavemanagement-api/v1/nothing", token)
    method = call(api, "PUT", REQUESTS, token, json={})
    mine = call(api, "POST", MINE, token, json={})

    assert refused(form, 415) == "errMsg_bodyMustBeJson"
    assert refused(path, 404) == "errMsg_RouteNotFound"
    assert refused(method, 405) == "errMsg_methodIsNotAllowed"
    assert method.headers["allow"] == "GET, HEAD, POST"
    assert refused(mine, 405) == "errMsg_methodIsNotAllowed"


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_reading_never_changes_anything(api: httpx2.Client, cast: Cast, header: str) -> None:
    request = asked(api, cast.bea.token)

    answer = call(
        api,
        "GET",
        f"{one(request)}?status=approved&_method=PATCH",
        cast.mo.token,
        headers={header: "DELETE"},
    )

    assert shown(answer)["status"] == "pending"


def test_a_refused_call_leaves_no_event_and_no_row(api: httpx2.Client, cast: Cast) -> None:
    asked(api, cast.bea.token)
    before = rows(cast)

    refused(creating(api, cast), 409)
    refused(creating(api, cast, leaveType="Moon leave"), 400)
    refused(creating(api, cast, departmentId="00000000-0000-4000-8000-000000000000"), 400)

    assert rows(cast) == before


def rows(cast: Cast) -> tuple[int, ...]:
    with cast.acting() as tx:
        found = tx.row(
            "SELECT (SELECT count(*) FROM leave_request) AS requests,"
            " (SELECT count(*) FROM ledger_entry) AS entries,"
            " (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM leave_span) AS spans"
        )
    assert found is not None
    return tuple(found)


@pytest.mark.parametrize("code", Code)
def test_every_refusal_has_a_status_and_a_message(code: Code) -> None:
    problem = Problem(code, {"field": "start_date", "problem": "required", "asked": Decimal(1)})

    answer = WorkforceosWords().refused((problem,), CALL)

    assert code in SAYS
    assert 400 <= answer.status < 500
    assert answer.body.message.startswith("errMsg_")
    assert answer.body.err_code == answer.status
    assert answer.body.detail


CALL = Call(
    method="GET",
    path=REQUESTS,
    parts={},
    query=(),
    headers={},
    raw_body=b"",
    request_id="1",
    base_url="",
    received_at=LONG_AGO,
)


def test_what_is_not_the_callers_fault_gives_nothing_away() -> None:
    words = WorkforceosWords()

    crashed, away = words.crashed(CALL), words.unavailable(CALL)
    wait = words.too_many_calls(CALL, 7)

    assert (crashed.status, crashed.body.message) == (500, "errMsg_internalServerError")
    assert (away.status, away.headers["Retry-After"]) == (503, "2")
    assert (wait.status, wait.headers["Retry-After"]) == (429, "7")
    assert crashed.body.date == "1970-01-01T00:00:00.000Z"

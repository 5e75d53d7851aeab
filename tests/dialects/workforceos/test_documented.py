"""Every documented call works as written and answers with exactly the documented keys."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    HEAD,
    KEYS,
    MINE,
    MOMENT,
    ONE_OF_MINE,
    REQUESTS,
    asked,
    call,
    changed,
    company_id,
    department_id,
    listed,
    one,
    shown,
    user_id,
    vacation,
)

PREFIXES = ["", "/leavemanagement-api"]
PERSON = ["email", "fullname", "avatar"]


def assert_envelope(body: dict[str, Any], cast: Cast, who: str, **wanted: object) -> None:
    assert list(body)[: len(HEAD)] == HEAD
    assert body["status"] == "OK"
    assert body["source"] == "db"
    assert type(body["elapsedMs"]) is int
    assert type(body["ssoTime"]) is int
    assert int(body["cacheKey"], 16)
    assert str(UUID(body["sessionId"])) == body["sessionId"]
    assert isinstance(body["requestId"], str)
    assert isinstance(body["appVersion"], str)
    assert body["userId"] == user_id(cast, who)
    assert {name: body[name] for name in wanted} == wanted


def assert_record(record: dict[str, Any], cast: Cast) -> None:
    assert list(record)[: len(KEYS)] == KEYS
    for name in ("id", "userId", "companyId", "_owner"):
        assert str(UUID(record[name])) == record[name]
    for name in ("requestDate", "startDate", "endDate", "createdAt", "updatedAt"):
        assert MOMENT.fullmatch(record[name])
    assert type(record["status_idx"]) is int
    assert type(record["recordVersion"]) is int
    assert type(record["isActive"]) is bool
    assert record["companyId"] == company_id(cast)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_create_answers_with_the_request_in_its_envelope(
    api: httpx2.Client, cast: Cast, prefix: str
) -> None:
    answer = call(api, "POST", prefix + REQUESTS, cast.bea.token, json=vacation())

    assert answer.status_code == 201
    body = answer.json()
    assert_envelope(
        body,
        cast,
        "bea",
        statusCode=201,
        dataName="leaveRequest",
        method="POST",
        action="create",
        rowCount=1,
    )
    assert list(body) == [*HEAD, "leaveRequest"]
    record = body["leaveRequest"]
    assert list(record) == KEYS
    assert_record(record, cast)
    assert record == {
        **record,
        "userId": user_id(cast, "bea"),
        "_owner": user_id(cast, "bea"),
        "departmentId": department_id(cast),
        "leaveType": "Annual Leave",
        "startDate": "2026-04-10T00:00:00.000Z",
        "endDate": "2026-04-14T00:00:00.000Z",
        "reason": "Family vacation",
        "status": "pending",
        "status_idx": 0,
        "approverId": None,
        "approvedDate": None,
        "isActive": True,
        "recordVersion": 1,
    }


@pytest.mark.parametrize("prefix", PREFIXES)
def test_update_answers_with_the_changed_request(
    api: httpx2.Client, cast: Cast, prefix: str
) -> None:
    request = asked(api, cast.bea.token)

    answer = call(
        api, "PATCH", prefix + one(request), cast.bea.token, json={"endDate": "2026-04-13"}
    )

    body = answer.json()
    assert_envelope(
        body,
        cast,
        "bea",
        statusCode=200,
        dataName="leaveRequest",
        method="PATCH",
        action="update",
        rowCount=1,
    )
    assert list(body) == [*HEAD, "leaveRequest"]
    assert list(body["leaveRequest"]) == KEYS
    assert body["leaveRequest"]["endDate"] == "2026-04-13T00:00:00.000Z"
    assert body["leaveRequest"]["recordVersion"] > request["recordVersion"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_delete_answers_with_the_request_that_is_not_active_any_more(
    api: httpx2.Client, cast: Cast, prefix: str
) -> None:
    request = asked(api, cast.bea.token)

    answer = call(api, "DELETE", prefix + one(request), cast.bea.token)

    body = answer.json()
    assert_envelope(
        body,
        cast,
        "bea",
        statusCode=200,
        dataName="leaveRequest",
        method="DELETE",
        action="delete",
        rowCount=1,
    )
    assert list(body) == [*HEAD, "leaveRequest"]
    assert list(body["leaveRequest"]) == KEYS
    assert body["leaveRequest"]["isActive"] is False
    assert body["leaveRequest"]["id"] == request["id"]


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", [REQUESTS, ONE_OF_MINE])
def test_get_joins_user_and_approver_as_objects(
    api: httpx2.Client, cast: Cast, prefix: str, path: str
) -> None:
    request = asked(api, cast.bea.token)
    shown(changed(api, cast.mo.token, request, status="approved"))

    answer = call(api, "GET", f"{prefix}{path}/{request['id']}", cast.bea.token)

    body = answer.json()
    assert_envelope(
        body,
        cast,
        "bea",
        statusCode=200,
        dataName="leaveRequest",
        method="GET",
        action="get",
        rowCount=1,
    )
    assert list(body) == [*HEAD, "leaveRequest"]
    record = body["leaveRequest"]
    assert_record(record, cast)
    assert list(record) == [*KEYS, "user", "approver"]
    assert record["user"] == {"email": cast.bea.email, "fullname": "Bea", "avatar": None}
    assert record["approver"] == {"email": cast.mo.email, "fullname": "Mo", "avatar": None}


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", [REQUESTS, MINE])
def test_lists_join_with_arrays_and_say_where_they_stand(
    api: httpx2.Client, cast: Cast, prefix: str, path: str
) -> None:
    request = asked(api, cast.bea.token)
    shown(changed(api, cast.mo.token, request, status="approved"))

    answer = call(api, "GET", prefix + path, cast.bea.token)

    body = answer.json()
    assert_envelope(
        body,
        cast,
        "bea",
        statusCode=200,
        dataName="leaveRequests",
        method="GET",
        action="list",
        rowCount=1,
    )
    assert list(body) == [*HEAD, "leaveRequests", "paging", "filters", "uiPermissions"]
    assert body["paging"] == {
        "pageNumber": 1,
        "pageRowCount": 25,
        "totalRowCount": 1,
        "pageCount": 1,
    }
    assert body["filters"] == []
    assert body["uiPermissions"] == []
    (record,) = body["leaveRequests"]
    assert_record(record, cast)
    assert list(record) == [*KEYS, "user", "department", "approver"]
    assert record["user"] == [{"email": cast.bea.email, "fullname": "Bea", "avatar": None}]
    assert record["department"] == [{"id": department_id(cast), "name": "Engineering"}]
    assert record["approver"] == [{"email": cast.mo.email, "fullname": "Mo", "avatar": None}]


def test_without_a_department_and_an_approver_the_joins_are_empty(
    api: httpx2.Client, cast: Cast
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET department_id = NULL WHERE id = %(b)s", b=cast.bea.employee_id)
    request = asked(api, cast.bea.token)

    (record,) = listed(call(api, "GET", REQUESTS, cast.bea.token))
    single = shown(call(api, "GET", one(request), cast.bea.token))

    assert record["departmentId"] is None
    assert record["department"] == [None]
    assert record["approver"] == []
    assert single["approver"] is None


@pytest.mark.parametrize("path", [REQUESTS, MINE, f"{ONE_OF_MINE}/{{id}}", f"{REQUESTS}/{{id}}"])
def test_joins_that_are_declined_leave_only_the_request(
    api: httpx2.Client, cast: Cast, path: str
) -> None:
    request = asked(api, cast.bea.token)

    answer = call(api, "GET", f"{path.format(**request)}?getJoins=false", cast.bea.token)

    body = answer.json()
    found = body[body["dataName"]]
    assert list(found[0] if isinstance(found, list) else found) == KEYS


def test_every_documented_body_field_is_taken_on_create(api: httpx2.Client, cast: Cast) -> None:
    body = {
        "departmentId": department_id(cast),
        "leaveType": "Annual Leave",
        "startDate": "2026-04-10T00:00:00.000Z",
        "endDate": "2026-04-14T00:00:00.000Z",
        "reason": "Family vacation",
        "approverId": user_id(cast, "ada"),
        "approvedDate": "2026-04-02T09:30:00.000Z",
    }

    record = shown(call(api, "POST", REQUESTS, cast.bea.token, json=body), 201)

    assert {name: record[name] for name in body} == body
    assert (record["status"], record["status_idx"]) == ("pending", 0)


def test_every_documented_body_field_is_taken_on_update(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)
    body = {
        "departmentId": department_id(cast),
        "leaveType": "Unpaid Leave",
        "startDate": "2026-05-04T00:00:00.000Z",
        "endDate": "2026-05-05T00:00:00.000Z",
        "reason": "Moving house",
        "approverId": user_id(cast, "ada"),
        "approvedDate": "2026-04-02T09:30:00.000Z",
    }

    record = shown(changed(api, cast.mo.token, request, **body))

    assert {name: record[name] for name in body} == body
    assert record["status"] == "pending"


def test_what_a_list_shows_can_be_sent_back_unchanged(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)
    (record,) = listed(call(api, "GET", REQUESTS, cast.bea.token))

    answer = shown(call(api, "PATCH", one(request), cast.bea.token, json=record))

    assert answer == request

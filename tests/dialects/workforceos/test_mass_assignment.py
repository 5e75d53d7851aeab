"""What a body may not decide, whoever sends it."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    NOWHERE,
    REQUESTS,
    ROLE,
    asked,
    call,
    changed,
    department_id,
    listed,
    refused,
    shown,
    standing,
    user_id,
    vacation,
)


def test_what_the_server_decides_is_ignored_on_create(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    request = asked(
        api,
        cast.bea.token,
        id=NOWHERE,
        userId=user_id(cast, "kim"),
        _owner=user_id(cast, "kim"),
        companyId=user_id(strangers, "bea"),
        status="approved",
        status_idx=1,
        isActive=False,
        recordVersion=99,
        requestDate="2020-01-01T00:00:00.000Z",
        createdAt="2020-01-01T00:00:00.000Z",
        updatedAt="2020-01-01T00:00:00.000Z",
        days=40,
        total_hours=-40,
    )

    assert request["id"] != NOWHERE
    assert request["userId"] == request["_owner"] == user_id(cast, "bea")
    assert request["companyId"] != user_id(strangers, "bea")
    assert (request["status"], request["status_idx"]) == ("pending", 0)
    assert request["isActive"] is True
    assert request["recordVersion"] == 1
    assert request["createdAt"].startswith("2026-04-01T08:")


def test_what_the_server_decides_is_ignored_on_update(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(
        api,
        cast.bea.token,
        request,
        id=NOWHERE,
        userId=user_id(cast, "kim"),
        _owner=user_id(cast, "kim"),
        companyId=NOWHERE,
        isActive=False,
        recordVersion=99,
        createdAt="2020-01-01T00:00:00.000Z",
        role="admin",
    )

    assert shown(answer) == request


def test_an_intended_approver_and_date_decide_nothing(api: httpx2.Client, cast: Cast) -> None:
    sent = {"approverId": user_id(cast, "ada"), "approvedDate": "2026-04-02T09:30:00.000Z"}

    request = asked(api, cast.bea.token, **sent)
    approved = shown(changed(api, cast.mo.token, request, status="approved"))

    assert {name: request[name] for name in sent} == sent
    assert request["status"] == "pending"
    assert approved["approverId"] == user_id(cast, "mo")
    assert approved["approvedDate"].startswith("2026-04-01T08:")


def test_who_approved_cannot_be_written_by_hand(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)

    approved = shown(
        changed(
            api,
            cast.mo.token,
            request,
            status="approved",
            approverId=user_id(cast, "ada"),
            approvedDate="2020-01-01T00:00:00.000Z",
        )
    )

    assert approved["approverId"] == user_id(cast, "mo")
    assert approved["approvedDate"].startswith("2026-04-01T08:")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "approved"},
        {"status": 1},
        {"status": "rejected"},
        {"status": "cancelled"},
        {"approvedDate": "2026-04-02"},
    ],
)
def test_employees_do_not_decide_on_their_own_requests(
    api: httpx2.Client, cast: Cast, fields: dict[str, object]
) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.bea.token, request, **fields)

    assert refused(answer, 403) == ROLE
    assert standing(api, cast, request) == request


def test_employees_do_not_choose_another_approver_afterwards(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.bea.token, request, approverId=user_id(cast, "ada"))

    assert refused(answer, 403) == ROLE


def test_null_and_what_stands_there_already_decide_nothing(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token, approverId=user_id(cast, "ada"))

    answer = changed(
        api,
        cast.bea.token,
        request,
        status="pending",
        approverId=None,
        approvedDate=None,
        reason="Moving house",
    )

    assert shown(answer)["reason"] == "Moving house"
    assert shown(answer)["approverId"] == user_id(cast, "ada")


@pytest.mark.parametrize("name", ["departmentId", "approverId"])
def test_what_belongs_to_another_company_cannot_be_named(
    api: httpx2.Client, cast: Cast, strangers: Cast, name: str
) -> None:
    request = asked(api, cast.bea.token)
    foreign = department_id(strangers) if name == "departmentId" else user_id(strangers, "mo")
    body = vacation(startDate="2026-05-04", endDate="2026-05-04", **{name: foreign})

    creating = call(api, "POST", REQUESTS, cast.bea.token, json=body)
    updating = changed(api, cast.mo.token, request, **{name: foreign})
    unknown = changed(api, cast.mo.token, request, **{name: NOWHERE})

    messages = {refused(answer, 400) for answer in (creating, updating, unknown)}
    assert messages == {f"errMsg_{name}isNotAValidID"}
    assert len(listed(call(api, "GET", REQUESTS, cast.bea.token))) == 1

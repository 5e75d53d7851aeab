"""Who may change what: mass assignment, decisions by status, versions, deletion."""

from typing import Any

import httpx2
import pytest

from leavebook.domain.states import Chain
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.dialects.workforceos.calls import (
    NOWHERE,
    ONE_OF_MINE,
    REQUESTS,
    asked,
    call,
    changed,
    department_id,
    listed,
    one,
    refused,
    shown,
    user_id,
    vacation,
)

ROLE = "errMsg_userShoudlHave[manager-admin]RoleToAccessRoute"
OWNER = "errMsg_leaveRequestCanBeAccessedByOwner"
ONLY_PENDING = "errMsg_onlyPendingLeaveRequestsCanBeChanged"
TRANSITION = "errMsg_invalidLeaveStatusTransition"


def now(api: httpx2.Client, cast: Cast, request: dict[str, Any]) -> dict[str, Any]:
    """Return the request as it stands, without its joins."""
    return shown(call(api, "GET", f"{one(request)}?getJoins=false", cast.bea.token))


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
    assert now(api, cast, request) == request


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


def test_nobody_decides_on_their_own_leave(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.mo.token)

    answer = changed(api, cast.mo.token, request, status="approved")

    assert refused(answer, 403) == "errMsg_ownLeaveRequestCannotBeDecided"


@pytest.mark.parametrize("who", ["mo", "ada"])
@pytest.mark.parametrize(
    ("status", "index"),
    [("approved", 1), ("rejected", 2), ("cancelled", 3)],
)
@pytest.mark.parametrize("by_index", [False, True], ids=["by name", "by index"])
def test_managers_and_admins_decide_by_status(
    api: httpx2.Client, cast: Cast, who: str, status: str, index: int, *, by_index: bool
) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.members[who].token, request, status=index if by_index else status)

    decided = shown(answer)
    assert (decided["status"], decided["status_idx"]) == (status, index)
    assert decided["approverId"] == user_id(cast, who)
    assert decided["approvedDate"].startswith("2026-04-01T08:")
    assert decided["recordVersion"] == 2


ALLOWED = {("approved", "cancelled")}
WORDS = ["pending", "approved", "rejected", "cancelled"]


@pytest.mark.parametrize("after", WORDS)
@pytest.mark.parametrize("before", ["approved", "rejected", "cancelled"])
def test_what_is_decided_stays_except_that_approved_leave_is_cancelled(
    api: httpx2.Client, cast: Cast, before: str, after: str
) -> None:
    request = asked(api, cast.bea.token)
    decided = shown(changed(api, cast.mo.token, request, status=before))

    answer = changed(api, cast.mo.token, request, status=after)

    if before == after:
        assert shown(answer) == decided
    elif (before, after) in ALLOWED:
        assert shown(answer)["status"] == after
    else:
        assert refused(answer, 400) == TRANSITION
        assert now(api, cast, request) == decided


@pytest.mark.parametrize("status", ["maybe", "Approved", "4", -1, 4, True, ""])
def test_a_status_that_is_none_is_refused(api: httpx2.Client, cast: Cast, status: object) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.mo.token, request, status=status)

    assert refused(answer, 400) == "errMsg_statusisNotAValidEnum"


def comments(cast: Cast, name: str) -> list[str]:
    with cast.acting() as tx:
        rows = tx.rows("SELECT comment FROM event WHERE name = %(n)s ORDER BY id", n=name)
    return [row.comment for row in rows]


def test_a_rejection_keeps_its_reason_apart_from_the_persons_own(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token)

    rejected = shown(
        changed(api, cast.mo.token, request, status="rejected", rejectionReason="Stocktaking")
    )

    assert rejected["reason"] == "Family vacation"
    assert comments(cast, "rejected") == ["Stocktaking"]


@pytest.mark.parametrize("sent", [{}, {"rejectionReason": None}, {"rejectionReason": "  "}])
def test_a_rejection_without_a_reason_says_through_which_door_it_came(
    api: httpx2.Client, cast: Cast, sent: dict[str, object]
) -> None:
    request = asked(api, cast.bea.token)

    shown(changed(api, cast.mo.token, request, status="rejected", **sent))

    assert comments(cast, "rejected") == ["Rejected through the WorkforceOS API without a reason."]


def test_fields_and_status_change_in_one_call_or_not_at_all(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)

    both = shown(changed(api, cast.mo.token, request, endDate="2026-04-13", status="approved"))
    neither = changed(api, cast.mo.token, request, endDate="2026-04-15", status="rejected")

    assert (both["endDate"], both["status"]) == ("2026-04-13T00:00:00.000Z", "approved")
    assert refused(neither, 400) == TRANSITION
    assert now(api, cast, request) == both


def test_under_two_stages_the_first_approval_leaves_the_request_pending(
    api: httpx2.Client, database: Database
) -> None:
    cast = found_company(database, chain=Chain.TWO_STAGE)
    request = asked(api, cast.bea.token)

    first = shown(changed(api, cast.mo.token, request, status="approved"))
    second = shown(changed(api, cast.ada.token, request, status="approved"))

    assert (first["status"], first["approverId"]) == ("pending", None)
    assert (second["status"], second["approverId"]) == ("approved", user_id(cast, "ada"))


@pytest.mark.parametrize("status", ["approved", "rejected", "cancelled"])
def test_owners_change_and_delete_only_what_is_pending(
    api: httpx2.Client, cast: Cast, status: str
) -> None:
    request = asked(api, cast.bea.token)
    decided = shown(changed(api, cast.mo.token, request, status=status))

    editing = changed(api, cast.bea.token, request, reason="Moving house")
    deleting = call(api, "DELETE", one(request), cast.bea.token)

    assert refused(editing, 403) == ONLY_PENDING
    assert refused(deleting, 403) == ONLY_PENDING
    assert now(api, cast, request) == decided


def test_managers_change_and_delete_approved_leave(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)
    shown(changed(api, cast.mo.token, request, status="approved"))

    edited = shown(changed(api, cast.mo.token, request, endDate="2026-04-10"))
    deleted = shown(call(api, "DELETE", one(request), cast.mo.token))

    assert (edited["status"], edited["endDate"]) == ("approved", "2026-04-10T00:00:00.000Z")
    assert (deleted["status"], deleted["isActive"]) == ("cancelled", False)


def test_deleted_requests_are_gone_from_sight_and_kept_in_the_history(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token)
    shown(call(api, "DELETE", one(request), cast.bea.token))

    answers = [
        call(api, "GET", one(request), cast.bea.token),
        call(api, "GET", f"{ONE_OF_MINE}/{request['id']}", cast.bea.token),
        changed(api, cast.mo.token, request, status="approved"),
        call(api, "DELETE", one(request), cast.mo.token),
    ]
    remaining = listed(call(api, "GET", REQUESTS, cast.mo.token))
    again = asked(api, cast.bea.token)

    assert {refused(answer, 404) for answer in answers} == {"errMsg_RecordNotFound"}
    assert remaining == []
    assert again["id"] != request["id"]
    with cast.acting() as tx:
        kept = tx.rows("SELECT name FROM event WHERE request_id IS NOT NULL ORDER BY id")
    assert [row.name for row in kept] == ["submitted", "deleted", "submitted"]


def test_a_colleagues_request_is_the_owners_alone(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)

    answers = [
        call(api, "GET", one(request), cast.kim.token),
        changed(api, cast.kim.token, request, reason="Mine now"),
        changed(api, cast.kim.token, request, status="approved"),
        call(api, "DELETE", one(request), cast.kim.token),
        call(api, "GET", f"{ONE_OF_MINE}/{request['id']}", cast.kim.token),
        call(api, "GET", f"{ONE_OF_MINE}/{request['id']}", cast.mo.token),
    ]

    assert {refused(answer, 403) for answer in answers} == {OWNER}
    assert now(api, cast, request) == request


@pytest.mark.parametrize("who", ["bea", "mo", "ada"])
def test_another_companys_request_is_like_one_that_does_not_exist(
    api: httpx2.Client, cast: Cast, strangers: Cast, who: str
) -> None:
    theirs, token = asked(api, strangers.bea.token)["id"], cast.members[who].token

    for request in (theirs, NOWHERE):
        answers = [
            call(api, "GET", one(request), token),
            call(api, "PATCH", one(request), token, json={"status": "approved"}),
            call(api, "DELETE", one(request), token),
            call(api, "GET", f"{ONE_OF_MINE}/{request}", token),
        ]
        assert {refused(answer, 404) for answer in answers} == {"errMsg_RecordNotFound"}


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


@pytest.mark.parametrize("tag", ['"1"', "*", None])
def test_the_version_that_was_seen_may_be_changed(
    api: httpx2.Client, cast: Cast, tag: str | None
) -> None:
    answer = call(api, "POST", REQUESTS, cast.bea.token, json=vacation())
    request = shown(answer, 201)
    headers = {} if tag is None else {"If-Match": tag}

    updated = call(
        api, "PATCH", one(request), cast.bea.token, json={"reason": "x"}, headers=headers
    )

    assert answer.headers["etag"] == '"1"'
    assert shown(updated)["recordVersion"] == 2
    assert updated.headers["etag"] == '"2"'


@pytest.mark.parametrize("tag", ['"1"', '"3"', 'W/"2"', "2", '"x"', ""])
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_another_version_than_the_one_seen_stays_unchanged(
    api: httpx2.Client, cast: Cast, tag: str, method: str
) -> None:
    request = asked(api, cast.bea.token)
    before = shown(changed(api, cast.bea.token, request, reason="Moving house"))
    sent = {"json": {"reason": "x"}} if method == "PATCH" else {}

    answer = call(api, method, one(request), cast.mo.token, headers={"If-Match": tag}, **sent)

    assert refused(answer, 412) == "errMsg_recordVersionHasChanged"
    assert now(api, cast, request) == before


def test_the_halves_of_a_day_survive_a_change_of_the_reason(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token, startDate="2026-04-10", endDate="2026-04-10")
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_request SET spans = %(s)s::jsonb",
            s='[{"first": "2026-04-10", "last": "2026-04-10", "first_half": "am",'
            ' "last_half": "am"}]',
        )

    same = {"startDate": request["startDate"], "endDate": request["endDate"]}
    shown(changed(api, cast.bea.token, request, reason="Dentist", **same))

    with cast.acting() as tx:
        assert tx.value("SELECT half_day FROM leave_request") == "am"
        assert tx.value("SELECT days FROM leave_request") * 2 == 1


def test_a_request_sent_again_with_its_key_is_made_once(api: httpx2.Client, cast: Cast) -> None:
    headers = {"Idempotency-Key": "4e9b6c1e-try-1"}

    first = call(api, "POST", REQUESTS, cast.bea.token, json=vacation(), headers=headers)
    again = call(api, "POST", REQUESTS, cast.bea.token, json=vacation(), headers=headers)
    other = call(
        api, "POST", REQUESTS, cast.bea.token, json=vacation(reason="Other"), headers=headers
    )

    assert shown(first, 201) == shown(again, 201)
    assert refused(other, 422) == "errMsg_idempotencyKeyWasUsedForAnotherRequest"
    assert len(listed(call(api, "GET", REQUESTS, cast.bea.token))) == 1


def test_owners_do_not_delete_leave_that_has_begun(api: httpx2.Client, cast: Cast) -> None:
    request = asked(
        api, cast.bea.token, leaveType="SL", startDate="2026-03-31", endDate="2026-04-01"
    )

    as_owner = call(api, "DELETE", one(request), cast.bea.token)
    as_manager = call(api, "DELETE", one(request), cast.mo.token)

    assert refused(as_owner, 403) == "errMsg_leaveHasAlreadyStarted"
    assert shown(as_manager)["isActive"] is False


def test_whoever_only_sees_a_request_changes_nothing(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("""UPDATE company SET settings = '{"managers_see_everyone": true}'""")
    request = asked(api, cast.ada.token)

    answers = [
        changed(api, cast.mo.token, request, reason="Seen"),
        changed(api, cast.mo.token, request, departmentId=None, approverId=user_id(cast, "mo")),
        changed(api, cast.mo.token, request, status="cancelled"),
        call(api, "DELETE", one(request), cast.mo.token),
    ]

    assert {refused(answer, 403) for answer in answers} == {ROLE}
    (kept,) = listed(call(api, "GET", f"{REQUESTS}?getJoins=false", cast.ada.token))
    assert kept == request

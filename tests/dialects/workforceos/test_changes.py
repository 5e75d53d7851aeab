"""Who may change, delete and see what; versions."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    NOWHERE,
    ONE_OF_MINE,
    ONLY_PENDING,
    OWNER,
    REQUESTS,
    ROLE,
    asked,
    call,
    changed,
    listed,
    one,
    refused,
    shown,
    standing,
    user_id,
    vacation,
)


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
    assert standing(api, cast, request) == decided


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
    assert standing(api, cast, request) == request


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
    assert standing(api, cast, request) == before


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

"""Who may plan, and what is refused."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    NOWHERE,
    ROLE,
    asked,
    call,
    changed,
    listed,
    refused,
    shown,
    user_id,
)
from tests.dialects.workforceos.shift_calls import (
    ASSIGNMENTS,
    FRIDAY,
    SHIFTS,
    TEMPLATES,
    assignment,
    shift,
    template,
)


def test_approval_through_this_api_removes_the_assignment_in_the_same_call(
    api: httpx2.Client, cast: Cast
) -> None:
    place = assignment(api, cast, shift(api, cast))
    request = asked(api, cast.bea.token)

    shown(changed(api, cast.mo.token, request, status="approved"))

    after = shown(call(api, "GET", f"{ASSIGNMENTS}/{place['id']}", cast.bea.token))
    assert (after["status"], after["status_idx"]) == ("removed_by_leave", 1)
    assert after["leaveRequestId"] == request["id"]
    of_leave = call(api, "GET", f"{ASSIGNMENTS}?leaveRequestId={request['id']}", cast.mo.token)
    assert [each["id"] for each in listed(of_leave)] == [place["id"]]


def test_conflicts_are_refused_and_named(api: httpx2.Client, cast: Cast) -> None:
    desk, counter = shift(api, cast), shift(api, cast, title="Counter")
    place = assignment(api, cast, desk)
    bea = {"shiftId": counter["id"], "userId": user_id(cast, "bea")}

    two_at_once = call(api, "POST", ASSIGNMENTS, cast.mo.token, json=bea)
    twice = call(api, "POST", ASSIGNMENTS, cast.mo.token, json={**bea, "shiftId": desk["id"]})
    request = asked(api, cast.kim.token)
    shown(changed(api, cast.mo.token, request, status="approved"))
    kim = {**bea, "userId": user_id(cast, "kim")}
    away = call(api, "POST", ASSIGNMENTS, cast.mo.token, json=kim)

    assert refused(two_at_once, 409) == "errMsg_shiftAssignmentOverlapsAnotherAssignment"
    assert place["id"] in two_at_once.json()["detail"]
    assert refused(twice, 409) == "errMsg_userIdisAlreadyTaken"
    assert refused(away, 409) == "errMsg_userIsOnLeaveDuringShift"


def test_employees_read_their_own_shifts_and_write_none(api: httpx2.Client, cast: Cast) -> None:
    early, desk = template(api, cast), shift(api, cast)
    counter = shift(api, cast, title="Counter")
    place, other = assignment(api, cast, desk), assignment(api, cast, counter, "kim")
    token = cast.bea.token

    shifts = [each["id"] for each in listed(call(api, "GET", SHIFTS, token))]
    places = [each["id"] for each in listed(call(api, "GET", ASSIGNMENTS, token))]
    writing = [
        call(api, "POST", SHIFTS, token, json={"title": "Desk", **FRIDAY}),
        call(api, "PATCH", f"{SHIFTS}/{desk['id']}", token, json={"title": "Mine"}),
        call(api, "DELETE", f"{ASSIGNMENTS}/{place['id']}", token),
        call(api, "DELETE", f"{TEMPLATES}/{early['id']}", token),
    ]

    assert shifts == [desk["id"]]
    assert places == [place["id"]]
    assert shown(call(api, "GET", f"{TEMPLATES}/{early['id']}", token)) == early
    assert {refused(answer, 403) for answer in writing} == {ROLE}
    hidden = [
        call(api, "GET", f"{SHIFTS}/{counter['id']}", token),
        call(api, "GET", f"{ASSIGNMENTS}/{other['id']}", token),
    ]
    assert {refused(answer, 404) for answer in hidden} == {"errMsg_RecordNotFound"}


def test_another_companys_records_are_like_ones_that_do_not_exist(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    desk = shift(api, strangers)
    theirs = {
        TEMPLATES: template(api, strangers)["id"],
        SHIFTS: desk["id"],
        ASSIGNMENTS: assignment(api, strangers, desk)["id"],
    }

    for path, record in theirs.items():
        for uuid in (record, NOWHERE):
            answers = [
                call(api, "GET", f"{path}/{uuid}", cast.ada.token),
                call(api, "DELETE", f"{path}/{uuid}", cast.ada.token),
            ]
            assert {refused(answer, 404) for answer in answers} == {"errMsg_RecordNotFound"}
        assert listed(call(api, "GET", path, cast.ada.token)) == []


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        (TEMPLATES, {}, "errMsg_nameisRequired"),
        (TEMPLATES, {"name": "x", "startTime": "9:00"}, "errMsg_endTimeisRequired"),
        (TEMPLATES, {"startTime": "9:00"}, "errMsg_startTimeisNotAValidTime"),
        (TEMPLATES, {"startTime": "24:00"}, "errMsg_startTimeisNotAValidTime"),
        (TEMPLATES, {"startTime": "14:00"}, "errMsg_endTimeisNotAValidTime"),
        (TEMPLATES, {"daysOfWeek": [0]}, "errMsg_daysOfWeekisNotAValidArray"),
        (TEMPLATES, {"daysOfWeek": [1, 1]}, "errMsg_daysOfWeekisNotAValidArray"),
        (TEMPLATES, {"daysOfWeek": "Monday"}, "errMsg_daysOfWeekisNotAValidArray"),
        (TEMPLATES, {"name": " "}, "errMsg_nameisRequired"),
        (TEMPLATES, {"name": "a\nb"}, "errMsg_nameisNotAValidString"),
        (TEMPLATES, {"departmentId": NOWHERE}, "errMsg_departmentIdisNotAValidID"),
        (SHIFTS, {}, "errMsg_titleisRequired"),
        (SHIFTS, {"title": "x", "startAt": "2026-04-10T09:00Z"}, "errMsg_endAtisRequired"),
        (SHIFTS, {**FRIDAY, "startAt": "soon"}, "errMsg_startAtisNotAValidDate"),
        (SHIFTS, {**FRIDAY, "endAt": "2026-04-10T09:00Z"}, "errMsg_endAtisNotAValidDate"),
        (SHIFTS, {**FRIDAY, "endAt": "2026-04-20T09:00Z"}, "errMsg_endAtisNotAValidDate"),
        (SHIFTS, {**FRIDAY, "templateId": NOWHERE}, "errMsg_templateIdisNotAValidID"),
        (SHIFTS, {"templateId": "x"}, "errMsg_templateIdisNotAValidID"),
        (ASSIGNMENTS, {}, "errMsg_shiftIdisRequired"),
        (ASSIGNMENTS, {"shiftId": NOWHERE}, "errMsg_userIdisRequired"),
        (ASSIGNMENTS, {"shiftId": NOWHERE, "userId": NOWHERE}, "errMsg_shiftIdisNotAValidID"),
    ],
)
def test_faults_are_named(
    api: httpx2.Client, cast: Cast, path: str, body: dict[str, object], message: str
) -> None:
    whole: dict[str, object] = {"name": "Early", "startTime": "06:00", "endTime": "14:00"}
    titled: dict[str, object] = {"title": "Desk"} if body else {}
    bases = {TEMPLATES: whole, SHIFTS: titled, ASSIGNMENTS: {}}
    is_partial = path == TEMPLATES and (not body or message == "errMsg_endTimeisRequired")
    sent = body if is_partial else {**bases[path], **body}

    answer = call(api, "POST", path, cast.mo.token, json=sent)

    assert refused(answer, 400) == message


def test_another_version_of_a_shift_stays_unchanged(api: httpx2.Client, cast: Cast) -> None:
    desk = shift(api, cast)

    answer = call(
        api,
        "PATCH",
        f"{SHIFTS}/{desk['id']}",
        cast.mo.token,
        json={"title": "Counter"},
        headers={"If-Match": '"7"'},
    )

    assert refused(answer, 412) == "errMsg_recordVersionHasChanged"

"""Templates, shifts and assignments in the envelope of this API."""

from typing import Any

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    HEAD,
    NOWHERE,
    asked,
    call,
    changed,
    company_id,
    department_id,
    listed,
    refused,
    shown,
    user_id,
)

TEMPLATES = "/v1/shifttemplates"
SHIFTS = "/v1/shifts"
ASSIGNMENTS = "/v1/shiftassignments"
ROLE = "errMsg_userShoudlHave[manager-admin]RoleToAccessRoute"
KEPT = ["companyId", "isActive", "recordVersion", "createdAt", "updatedAt", "_owner"]
FRIDAY = {"startAt": "2026-04-10T09:00:00.000Z", "endAt": "2026-04-10T17:00:00.000Z"}


def made(
    api: httpx2.Client, cast: Cast, path: str, body: dict[str, object], who: str = "mo"
) -> dict[str, Any]:
    return shown(call(api, "POST", path, cast.members[who].token, json=body), 201)


def template(api: httpx2.Client, cast: Cast, **differently: object) -> dict[str, Any]:
    body: dict[str, object] = {"name": "Early", "startTime": "06:00", "endTime": "14:00"}
    return made(api, cast, TEMPLATES, {**body, **differently})


def shift(api: httpx2.Client, cast: Cast, **differently: object) -> dict[str, Any]:
    return made(api, cast, SHIFTS, {"title": "Desk", **FRIDAY, **differently})


def assignment(
    api: httpx2.Client, cast: Cast, of: dict[str, Any], who: str = "bea"
) -> dict[str, Any]:
    return made(api, cast, ASSIGNMENTS, {"shiftId": of["id"], "userId": user_id(cast, who)})


def test_a_template_has_its_keys(api: httpx2.Client, cast: Cast) -> None:
    record = template(api, cast, daysOfWeek=[5, 1], departmentId=department_id(cast))

    assert list(record) == [
        *("id", "name", "departmentId", "startTime", "endTime", "daysOfWeek"),
        *KEPT,
    ]
    assert record == {
        **record,
        "name": "Early",
        "departmentId": department_id(cast),
        "startTime": "06:00",
        "endTime": "14:00",
        "daysOfWeek": [1, 5],
        "companyId": company_id(cast),
        "isActive": True,
        "recordVersion": 1,
        "_owner": user_id(cast, "mo"),
    }


def test_a_shift_has_its_keys(api: httpx2.Client, cast: Cast) -> None:
    record = shift(api, cast)

    assert list(record) == [
        *("id", "templateId", "departmentId", "title", "startAt", "endAt", "status"),
        *("status_idx", *KEPT),
    ]
    assert record == {
        **record,
        **FRIDAY,
        "title": "Desk",
        "templateId": None,
        "departmentId": None,
        "status": "planned",
        "status_idx": 0,
    }


def test_an_assignment_has_its_keys(api: httpx2.Client, cast: Cast) -> None:
    desk = shift(api, cast)

    record = assignment(api, cast, desk)

    assert list(record) == [
        *("id", "shiftId", "userId", "status", "status_idx", "leaveRequestId"),
        *KEPT,
    ]
    assert record == {
        **record,
        "shiftId": desk["id"],
        "userId": user_id(cast, "bea"),
        "status": "assigned",
        "status_idx": 0,
        "leaveRequestId": None,
    }


@pytest.mark.parametrize("prefix", ["", "/leavemanagement-api"])
@pytest.mark.parametrize(
    ("path", "data"),
    [(TEMPLATES, "shiftTemplate"), (SHIFTS, "shift"), (ASSIGNMENTS, "shiftAssignment")],
)
def test_every_kind_is_made_read_listed_and_removed(
    api: httpx2.Client, cast: Cast, prefix: str, path: str, data: str
) -> None:
    token, desk = cast.mo.token, shift(api, cast)
    bodies: dict[str, dict[str, object]] = {
        TEMPLATES: {"name": "Late", "startTime": "14:00", "endTime": "22:00"},
        SHIFTS: {"title": "Counter", **FRIDAY},
        ASSIGNMENTS: {"shiftId": desk["id"], "userId": user_id(cast, "bea")},
    }

    creating = call(api, "POST", prefix + path, token, json=bodies[path])
    record = shown(creating, 201)
    one = f"{prefix}{path}/{record['id']}"
    reading = call(api, "GET", one, token)
    listing = call(api, "GET", prefix + path, token)
    removing = call(api, "DELETE", one, token)

    assert list(creating.json()) == [*HEAD, data]
    assert (creating.json()["dataName"], creating.json()["action"]) == (data, "create")
    assert shown(reading) == record
    assert record in listed(listing)
    assert listing.json()["dataName"] == f"{data}s"
    assert shown(removing)["isActive"] is False
    assert refused(call(api, "GET", one, token), 404) == "errMsg_RecordNotFound"
    assert refused(call(api, "DELETE", one, token), 404) == "errMsg_RecordNotFound"
    assert record["id"] not in [
        each["id"] for each in listed(call(api, "GET", prefix + path, token))
    ]


def test_records_are_changed_field_by_field(api: httpx2.Client, cast: Cast) -> None:
    early, desk = template(api, cast), shift(api, cast)
    place, token = assignment(api, cast, desk), cast.mo.token

    later = call(api, "PATCH", f"{TEMPLATES}/{early['id']}", token, json={"endTime": "15:00"})
    moved = call(
        api,
        "PATCH",
        f"{SHIFTS}/{desk['id']}",
        token,
        json={"endAt": "2026-04-10T18:00:00Z", "departmentId": department_id(cast)},
    )
    handed = call(
        api,
        "PATCH",
        f"{ASSIGNMENTS}/{place['id']}",
        token,
        json={"userId": user_id(cast, "kim"), "status": "removed_by_leave"},
    )

    assert (shown(later)["startTime"], shown(later)["endTime"]) == ("06:00", "15:00")
    assert shown(moved)["endAt"] == "2026-04-10T18:00:00.000Z"
    assert shown(moved)["title"] == "Desk"
    assert shown(handed)["userId"] == user_id(cast, "kim")
    assert shown(handed)["status"] == "assigned"
    assert shown(moved)["recordVersion"] == 2


def test_a_shift_comes_from_a_template_and_a_date(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE company SET timezone = 'Europe/Berlin'")
    night = template(
        api,
        cast,
        name="Night",
        startTime="22:00",
        endTime="06:00",
        departmentId=department_id(cast),
    )

    record = made(api, cast, SHIFTS, {"templateId": night["id"], "date": "2026-04-10"})

    assert record == {
        **record,
        "templateId": night["id"],
        "departmentId": department_id(cast),
        "title": "Night",
        "startAt": "2026-04-10T20:00:00.000Z",
        "endAt": "2026-04-11T04:00:00.000Z",
    }


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


def test_lists_of_shifts_are_filtered_and_sorted(api: httpx2.Client, cast: Cast) -> None:
    early = template(api, cast)
    made(api, cast, SHIFTS, {"templateId": early["id"], "date": "2026-04-13"})
    shift(api, cast)
    gone = shift(api, cast, title="Counter")
    token = cast.mo.token
    shown(call(api, "PATCH", f"{SHIFTS}/{gone['id']}", token, json={"status": "cancelled"}))

    def titles(query: str) -> list[str]:
        return [each["title"] for each in listed(call(api, "GET", f"{SHIFTS}?{query}", token))]

    assert titles("sortBy=title") == ["Counter", "Desk", "Early"]
    assert titles("status=cancelled") == ["Counter"]
    assert titles(f"templateId={early['id']}") == ["Early"]
    assert titles("startAt=2026-04-11&startAt_op=gte") == ["Early"]
    assert titles("sortBy=startAt&sortOrder=desc&pageRowCount=1") == ["Early"]
    assert titles("status=planned&templateId=null") == ["Desk"]
    again = call(api, "PATCH", f"{SHIFTS}/{gone['id']}", token, json={"status": "planned"})
    assert refused(again, 400) == "errMsg_invalidShiftStatusTransition"


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

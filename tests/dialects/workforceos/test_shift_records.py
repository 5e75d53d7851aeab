"""Templates, shifts and assignments in the envelope of this API."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    HEAD,
    call,
    company_id,
    department_id,
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
    made,
    shift,
    template,
)

KEPT = ["companyId", "isActive", "recordVersion", "createdAt", "updatedAt", "_owner"]


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


def test_a_record_sent_back_whole_has_the_version_it_had(api: httpx2.Client, cast: Cast) -> None:
    for path, record in ((TEMPLATES, template(api, cast)), (SHIFTS, shift(api, cast))):
        again = call(api, "PATCH", f"{path}/{record['id']}", cast.mo.token, json=record)

        assert shown(again) == record
    with cast.acting() as tx:
        assert not tx.rows("SELECT name FROM event WHERE name LIKE 'shift%%changed'")


def test_an_update_without_any_field_is_refused(api: httpx2.Client, cast: Cast) -> None:
    for path, record in ((TEMPLATES, template(api, cast)), (SHIFTS, shift(api, cast))):
        answer = call(api, "PATCH", f"{path}/{record['id']}", cast.mo.token, json={})

        assert refused(answer, 400) == "errMsg_emptyUpdateIsNotAllowed"


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

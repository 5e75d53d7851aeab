"""Filters of the lists."""

from urllib.parse import urlencode

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    REQUESTS,
    call,
    department_id,
    refused,
    user_id,
)
from tests.dialects.workforceos.lists import DAYS, Query, found, paging


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ([("status", "pending")], [2, 0]),
        ([("status", "0")], [2, 0]),
        ([("status", "approved")], [1]),
        ([("status", "approved"), ("status", "pending")], [2, 1, 0]),
        ([("status[]", "approved")], [1]),
        ([("status[]", "approved"), ("status[]", "pending")], [2, 1, 0]),
        ([("status[]", "pending"), ("status_op", "ne")], [1]),
        ([("status", "rejected")], []),
        ([("status", "pending"), ("status_op", "ne")], [1]),
        ([("status", "null")], []),
        ([("leaveType", "Annual Leave")], [2, 0]),
        ([("leaveType", "annual leave")], [2, 0]),
        ([("leaveType", "UL")], [1]),
        ([("leaveType", "UL"), ("leaveType", "AL")], [2, 1, 0]),
        ([("leaveType", "Moon leave")], []),
        ([("leaveType", "Moon leave"), ("leaveType_op", "ne")], [2, 1, 0]),
        ([("leaveType", "AL"), ("status", "approved")], []),
        ([("leaveType", "%")], []),
        ([("startDate", DAYS[1])], [1]),
        ([("startDate", f"{DAYS[1]}T00:00:00.000Z")], [1]),
        ([("startDate", DAYS[0]), ("startDate", DAYS[2])], [2, 0]),
        ([("startDate", DAYS[1]), ("startDate_op", "gte")], [2, 1]),
        ([("startDate", DAYS[1]), ("startDate_op", "gt")], [2]),
        ([("startDate", DAYS[1]), ("startDate_op", "lt")], [0]),
        ([("startDate", DAYS[1]), ("startDate_op", "ne")], [2, 0]),
        ([("startDate", DAYS[1]), ("startDate_op", "eq")], [1]),
        ([("endDate", DAYS[1]), ("endDate_op", "lte")], [1, 0]),
        ([("startDate", DAYS[1]), ("startDate_op", "gte"), ("endDate", DAYS[1])], [1]),
        ([("startDate[]", DAYS[0]), ("startDate[]", DAYS[2])], [2, 0]),
        ([("departmentId", "null")], []),
        ([("departmentId", "null"), ("departmentId_op", "ne")], [2, 1, 0]),
        ([("companyId", "00000000-0000-4000-8000-000000000000")], [2, 1, 0]),
        ([("reason", "Family vacation")], [2, 1, 0]),
    ],
)
def test_filters_narrow_the_list(
    api: httpx2.Client, full: Cast, query: Query, days: list[int]
) -> None:
    expected = [DAYS[index] for index in days]

    assert found(api, full.ada.token, *query) == expected
    assert paging(api, full.ada.token, urlencode(query))["totalRowCount"] == len(expected)
    assert found(api, full.mo.token, *query) == expected
    assert paging(api, full.mo.token, urlencode(query))["totalRowCount"] == len(expected)


def test_lists_are_filtered_by_people_and_departments(api: httpx2.Client, full: Cast) -> None:
    bea, kim, department = user_id(full, "bea"), user_id(full, "kim"), department_id(full)
    with full.acting() as tx:
        tx.run("UPDATE employee SET department_id = NULL WHERE id = %(k)s", k=full.kim.employee_id)

    ada = full.ada.token
    assert found(api, ada, ("userId", bea)) == [DAYS[1], DAYS[0]]
    assert found(api, ada, ("userId", bea.upper())) == [DAYS[1], DAYS[0]]
    assert found(api, ada, ("userId", bea), ("userId", kim)) == DAYS[::-1]
    assert found(api, ada, ("userId", bea), ("userId_op", "ne")) == [DAYS[2]]
    assert found(api, ada, ("departmentId", department)) == [DAYS[1], DAYS[0]]
    assert found(api, ada, ("departmentId", "null")) == [DAYS[2]]
    assert found(api, ada, ("departmentId", "null"), ("departmentId", department)) == DAYS[::-1]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("userId=1", "errMsg_userIdisNotAValidID"),
        ("userId=", "errMsg_userIdisNotAValidID"),
        ("userId=00000000000040008000000000000000", "errMsg_userIdisNotAValidID"),
        ("departmentId=x'--", "errMsg_departmentIdisNotAValidID"),
        ("status=maybe", "errMsg_statusisNotAValidEnum"),
        ("status=", "errMsg_statusisNotAValidEnum"),
        ("startDate=20260504", "errMsg_startDateisNotAValidDate"),
        ("endDate=2026-02-29", "errMsg_endDateisNotAValidDate"),
        ("startDate=2026-05-04&startDate_op=like", "errMsg_startDate_opisNotAValidEnum"),
        ("userId=null&userId_op=gt", "errMsg_userId_opisNotAValidEnum"),
        ("status=pending&status_op=overlap", "errMsg_status_opisNotAValidEnum"),
    ],
)
def test_filters_that_cannot_be_read_are_named(
    api: httpx2.Client, cast: Cast, query: str, message: str
) -> None:
    answer = call(api, "GET", f"{REQUESTS}?{query}", cast.bea.token)

    assert refused(answer, 400) == message

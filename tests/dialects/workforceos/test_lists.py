"""Pages, filters and order of the lists, and who finds what in them."""

from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    MINE,
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
)

Query = list[tuple[str, str]]


def found(api: httpx2.Client, who: str, *query: tuple[str, str], path: str = REQUESTS) -> list[str]:
    """Return the first days of what a list shows, in its order."""
    answer = call(api, "GET", f"{path}?{urlencode(query)}", who)
    return [each["startDate"][:10] for each in listed(answer)]


def paging(api: httpx2.Client, who: str, query: str) -> dict[str, Any]:
    answer = call(api, "GET", f"{REQUESTS}?{query}", who)
    listed(answer)
    numbers: dict[str, Any] = answer.json()["paging"]
    return {**numbers, "rows": answer.json()["rowCount"]}


def ask_for_days(api: httpx2.Client, cast: Cast, who: str, *days: str, **more: object) -> None:
    for day in days:
        asked(api, cast.members[who].token, startDate=day, endDate=day, **more)


DAYS = ["2026-05-04", "2026-05-05", "2026-05-06"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", (1, 25, 1, 3)),
        ("pageNumber=1&pageRowCount=2", (1, 2, 2, 2)),
        ("pageNumber=2&pageRowCount=2", (2, 2, 2, 1)),
        ("pageNumber=3&pageRowCount=2", (3, 2, 2, 0)),
        ("pageNumber=0", (0, 1000, 1, 3)),
        ("pageNumber=0&pageRowCount=1", (0, 1000, 1, 3)),
        ("pageNumber=x&pageRowCount=y", (1, 25, 1, 3)),
        ("pageNumber=-1&pageRowCount=-5", (1, 25, 1, 3)),
        ("pageNumber=1.5&pageRowCount=1e3", (1, 25, 1, 3)),
        ("pageNumber=&pageRowCount=", (1, 25, 1, 3)),
        ("pageRowCount=0", (1, 25, 1, 3)),
        ("pageRowCount=1000000000", (1, 1000, 1, 3)),
        ("pageRowCount=9223372036854775808", (1, 25, 1, 3)),
        ("pageNumber=999999999999999999", (1_000_000, 25, 1, 0)),
        ("pageNumber=%D9%A2", (1, 25, 1, 3)),
        ("caching=false&cacheTTL=5&excludeCQRS=true&requestId=7", (1, 25, 1, 3)),
    ],
)
def test_pages_are_numbered_from_one_and_never_endless(
    api: httpx2.Client, cast: Cast, query: str, numbers: tuple[int, int, int, int]
) -> None:
    ask_for_days(api, cast, "bea", *DAYS)

    number, size, pages, rows = numbers
    assert paging(api, cast.bea.token, query) == {
        "pageNumber": number,
        "pageRowCount": size,
        "totalRowCount": 3,
        "pageCount": pages,
        "rows": rows,
    }


def test_a_list_of_nothing_has_no_page(api: httpx2.Client, cast: Cast) -> None:
    for query in ("", "pageNumber=0"):
        numbers = paging(api, cast.bea.token, query)
        assert (numbers["totalRowCount"], numbers["pageCount"], numbers["rows"]) == (0, 0, 0)


def test_the_newest_request_comes_first(api: httpx2.Client, cast: Cast) -> None:
    ask_for_days(api, cast, "bea", *DAYS)

    assert found(api, cast.bea.token) == DAYS[::-1]


@pytest.mark.parametrize(
    ("sort", "order", "days"),
    [
        ("startDate", None, [0, 1, 2]),
        ("startDate", "asc", [0, 1, 2]),
        ("startDate", "desc", [2, 1, 0]),
        ("endDate", "desc", [2, 1, 0]),
        ("createdAt", "asc", [1, 2, 0]),
        ("requestDate", "desc", [0, 2, 1]),
        ("updatedAt", "asc", [1, 2, 0]),
        ("status", "asc", [1, 2, 0]),
        ("status_idx", "desc", [0, 2, 1]),
        ("leaveType", "asc", [1, 2, 0]),
        ("recordVersion", "desc", [0, 2, 1]),
        (None, "asc", [1, 2, 0]),
        (None, "desc", [0, 2, 1]),
    ],
)
def test_lists_are_sorted_by_a_field(
    api: httpx2.Client, cast: Cast, sort: str | None, order: str | None, days: list[int]
) -> None:
    ask_for_days(api, cast, "bea", DAYS[1], DAYS[2])
    last = asked(api, cast.bea.token, startDate=DAYS[0], endDate=DAYS[0], leaveType="Unpaid Leave")
    shown(changed(api, cast.mo.token, last, status="approved"))
    query = [("sortBy", sort), ("sortOrder", order)]

    order_found = found(
        api, cast.bea.token, *((name, value) for name, value in query if value is not None)
    )

    assert order_found == [DAYS[index] for index in days]


@pytest.mark.parametrize(
    "column", ["reason", "employee_id", "(select 1)", "id;--", "START_DATE", ""]
)
def test_only_known_fields_sort(api: httpx2.Client, cast: Cast, column: str) -> None:
    answer = call(api, "GET", f"{REQUESTS}?{urlencode({'sortBy': column})}", cast.bea.token)

    assert refused(answer, 400) == "errMsg_sortByisNotAValidEnum"


def test_only_two_orders_are_known(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", f"{REQUESTS}?sortOrder=random()", cast.bea.token)

    assert refused(answer, 400) == "errMsg_sortOrderisNotAValidEnum"


@pytest.fixture
def full(api: httpx2.Client, cast: Cast) -> Cast:
    """Bea has pending leave on the fourth and approved unpaid leave on the fifth, Kim the sixth."""
    ask_for_days(api, cast, "bea", DAYS[0])
    unpaid = asked(
        api, cast.bea.token, startDate=DAYS[1], endDate=DAYS[1], leaveType="Unpaid Leave"
    )
    shown(changed(api, cast.mo.token, unpaid, status="approved"))
    ask_for_days(api, cast, "kim", DAYS[2])
    return cast


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ([("status", "pending")], [2, 0]),
        ([("status", "0")], [2, 0]),
        ([("status", "approved")], [1]),
        ([("status", "approved"), ("status", "pending")], [2, 1, 0]),
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


@pytest.mark.parametrize("name", ["pageNumber", "pageRowCount", "sortBy", "sortOrder", "getJoins"])
def test_what_can_be_said_once_is_not_said_twice(api: httpx2.Client, cast: Cast, name: str) -> None:
    answer = call(api, "GET", f"{REQUESTS}?{name}=1&{name}=2", cast.bea.token)

    refused(answer, 400)


def test_employees_find_their_own_requests_only(api: httpx2.Client, full: Cast) -> None:
    bea = full.bea.token

    assert found(api, bea) == [DAYS[1], DAYS[0]]
    assert found(api, bea, path=MINE) == [DAYS[1], DAYS[0]]
    assert found(api, bea, ("userId", user_id(full, "kim"))) == []


def test_a_colleagues_type_and_reason_cannot_be_found_out_by_filtering_or_counting(
    api: httpx2.Client, cast: Cast
) -> None:
    asked(api, cast.bea.token, leaveType="Sick Leave", reason="Migraine")
    kims_query = [("userId", user_id(cast, "bea")), ("leaveType", "Sick Leave")]

    for query in (kims_query, kims_query[1:], [("status", "pending")], []):
        assert found(api, cast.kim.token, *query) == []
        assert paging(api, cast.kim.token, urlencode(query))["totalRowCount"] == 0


def test_a_manager_finds_their_people_and_reads_no_reason_of_sickness(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token, leaveType="Sick Leave", reason="Migraine")

    (as_manager,) = listed(call(api, "GET", REQUESTS, cast.mo.token))
    single = shown(call(api, "GET", one(request), cast.mo.token))
    decided = shown(changed(api, cast.mo.token, request, status="approved"))
    own = shown(call(api, "GET", one(request), cast.bea.token))

    assert as_manager["leaveType"] == "Sick Leave"
    assert as_manager["reason"] is single["reason"] is decided["reason"] is None
    assert own["reason"] == "Migraine"


def test_managers_find_themselves_alone_under_their_own_requests(
    api: httpx2.Client, full: Cast
) -> None:
    asked(api, full.mo.token, startDate="2026-06-01", endDate="2026-06-01")

    assert found(api, full.mo.token, path=MINE) == ["2026-06-01"]
    assert found(api, full.mo.token) == ["2026-06-01", *DAYS[::-1]]


def test_managers_see_other_departments_only_where_the_company_lets_them(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.ada.token, reason="Wedding")

    closed = found(api, cast.mo.token)
    hidden = call(api, "GET", one(request), cast.mo.token)
    with cast.acting() as tx:
        tx.run("""UPDATE company SET settings = '{"managers_see_everyone": true}'""")
    opened = found(api, cast.mo.token)
    seen = shown(call(api, "GET", one(request), cast.mo.token))
    deciding = changed(api, cast.mo.token, request, status="approved")
    as_employee = found(api, cast.bea.token)

    assert closed == as_employee == []
    assert refused(hidden, 403) == "errMsg_leaveRequestCanBeAccessedByOwner"
    assert opened == ["2026-04-10"]
    assert seen["reason"] == "Wedding"
    assert refused(deciding, 403) == "errMsg_userShoudlHave[manager-admin]RoleToAccessRoute"

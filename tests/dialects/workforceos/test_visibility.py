"""Who finds what in the lists."""

from urllib.parse import urlencode

import httpx2

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    MINE,
    REQUESTS,
    asked,
    call,
    changed,
    listed,
    one,
    refused,
    shown,
    user_id,
)
from tests.dialects.workforceos.lists import DAYS, found, paging


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

"""The company comes from the credential; what a call says of it must hold and selects nothing."""

import httpx2
import pytest

from tests.cast import Cast
from tests.conftest import bearer
from tests.dialects.workforceos.calls import (
    COMPANY,
    MINE,
    ONE_OF_MINE,
    REQUESTS,
    asked,
    call,
    listed,
    one,
    refused,
    shown,
    vacation,
)

NO_TENANT = "errMsg_noTenantRegisteredWithGivenCodeName"
MISMATCH = "errMsg_TenantMismatch"
CALLS = [
    ("POST", REQUESTS),
    ("PATCH", f"{REQUESTS}/{{id}}"),
    ("DELETE", f"{REQUESTS}/{{id}}"),
    ("GET", f"{REQUESTS}/{{id}}"),
    ("GET", REQUESTS),
    ("GET", MINE),
    ("GET", f"{ONE_OF_MINE}/{{id}}"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_the_own_company_may_be_named_and_need_not_be(
    api: httpx2.Client, cast: Cast, method: str, path: str
) -> None:
    request = asked(api, cast.bea.token, startDate="2026-05-04", endDate="2026-05-04")
    path = path.format(**request)
    body = vacation() if method == "POST" else {"reason": "Moving house"}
    sent = {"json": body} if method in {"POST", "PATCH"} else {}

    named = call(api, method, path, cast.bea.token, headers={COMPANY: cast.codename}, **sent)

    assert named.status_code in {200, 201}


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_an_existing_and_an_invented_company_are_refused_alike_by_every_call(
    api: httpx2.Client, cast: Cast, strangers: Cast, method: str, path: str
) -> None:
    request = asked(api, cast.bea.token, startDate="2026-05-04", endDate="2026-05-04")
    path = path.format(**request)

    answers = [
        call(api, method, path, cast.bea.token, headers={COMPANY: codename}, json=vacation())
        for codename in (strangers.codename, "no-such-company")
    ]

    assert [refused(answer, 401) for answer in answers] == [MISMATCH, MISMATCH]
    existing, invented = ({**answer.json(), "date": None} for answer in answers)
    assert existing == invented
    assert existing["detail"] == (
        "The access token is for another company than the one that the call names."
    )
    kept = shown(call(api, "GET", f"{one(request)}?getJoins=false", cast.bea.token))
    assert kept == request


def test_a_header_never_shows_another_companys_data(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    theirs = asked(api, strangers.bea.token)

    refused(call(api, "GET", REQUESTS, cast.ada.token, headers={COMPANY: strangers.codename}), 401)
    unnamed = listed(call(api, "GET", REQUESTS, cast.ada.token))
    unknown = call(api, "GET", one(theirs), cast.ada.token)

    assert unnamed == []
    assert refused(unknown, 404) == "errMsg_RecordNotFound"


@pytest.mark.parametrize(
    "header",
    ["", "a,b", "a b", "*", "ACME", "9lives", "x" * 64, "x" * 10_000, "\u0430cme"],
    ids=[
        "empty",
        "a list",
        "two words",
        "a star",
        "capitals",
        "a digit first",
        "too long",
        "ten kilobytes",
        "a cyrillic letter",
    ],
)
def test_what_cannot_be_a_codename_is_refused_and_never_means_no_filter(
    api: httpx2.Client, cast: Cast, header: str
) -> None:
    asked(api, cast.bea.token)
    headers = [
        (b"Authorization", f"Bearer {cast.bea.token}".encode()),
        (COMPANY.encode(), header.encode()),
    ]

    answer = api.request("GET", REQUESTS, headers=headers)

    assert refused(answer, 400) == NO_TENANT


@pytest.mark.parametrize("twice", [True, False], ids=["the same", "another"])
def test_two_headers_are_refused_even_when_one_is_right(
    api: httpx2.Client, cast: Cast, strangers: Cast, *, twice: bool
) -> None:
    second = cast.codename if twice else strangers.codename
    headers = [
        (b"Authorization", f"Bearer {cast.bea.token}".encode()),
        (COMPANY.encode(), second.encode()),
        (COMPANY.encode(), cast.codename.encode()),
    ]

    answer = api.request("GET", REQUESTS, headers=headers)

    assert refused(answer, 400) == NO_TENANT


def test_the_company_in_the_query_asserts_as_the_header_does(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    own = call(api, "GET", f"{REQUESTS}?_company={cast.codename}", cast.bea.token)
    foreign = call(api, "GET", f"{REQUESTS}?_company={strangers.codename}", cast.bea.token)
    empty = call(api, "GET", f"{REQUESTS}?_company=", cast.bea.token)

    assert listed(own) == []
    assert refused(foreign, 401) == MISMATCH
    assert refused(empty, 400) == NO_TENANT


def test_a_call_without_a_token_is_refused_before_its_company_is_looked_at(
    api: httpx2.Client,
) -> None:
    answer = api.request("GET", REQUESTS, headers={COMPANY: "no-such-company"})

    assert refused(answer, 401) == "errMsg_listLeaveRequestsRequiresLogin"


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("POST", REQUESTS, "createLeaveRequest"),
        ("PATCH", f"{REQUESTS}/1", "updateLeaveRequest"),
        ("DELETE", f"{REQUESTS}/1", "deleteLeaveRequest"),
        ("GET", f"{REQUESTS}/1", "getLeaveRequest"),
        ("GET", REQUESTS, "listLeaveRequests"),
        ("GET", MINE, "listMyLeaveRequests"),
        ("GET", f"{ONE_OF_MINE}/1", "getMyLeaveRequest"),
        ("GET", f"/leavemanagement-api{REQUESTS}", "listLeaveRequests"),
        ("POST", "/v1/shifts", "createShift"),
        ("GET", "/v1/shifttemplates/1", "getShiftTemplate"),
        ("DELETE", "/v1/shiftassignments/1", "deleteShiftAssignment"),
    ],
)
def test_every_api_says_by_its_name_that_it_requires_a_login(
    api: httpx2.Client, method: str, path: str, name: str
) -> None:
    answer = api.request(method, path)

    assert refused(answer, 401) == f"errMsg_{name}RequiresLogin"
    assert answer.json()["errCode"] == "LoginRequired"
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Basic {token}", "{token}", "Bearer {token} x", "Bearer {token}0"],
)
def test_what_is_no_bearer_token_is_none(
    api: httpx2.Client, cast: Cast, authorization: str
) -> None:
    header = authorization.format(token=cast.bea.token)

    answer = api.request("GET", REQUESTS, headers={"Authorization": header})

    assert refused(answer, 401) == "errMsg_listLeaveRequestsRequiresLogin"


def test_a_token_in_the_query_or_in_a_cookie_is_none(api: httpx2.Client, cast: Cast) -> None:
    in_query = api.get(f"{REQUESTS}?access_token={cast.bea.token}")
    cookie = f"workforceos-access-token-{cast.codename}={cast.bea.token}"
    in_cookie = api.get(REQUESTS, headers={"Cookie": cookie})

    refused(in_query, 401)
    refused(in_cookie, 401)


def test_the_platforms_own_header_carries_a_token_as_well(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    own = api.get(REQUESTS, headers={f"workforceos-access-token-{cast.codename}": cast.bea.token})
    foreign = api.get(
        REQUESTS, headers={f"workforceos-access-token-{strangers.codename}": cast.bea.token}
    )

    assert listed(own) == []
    assert refused(foreign, 401) == MISMATCH


def test_two_tokens_that_disagree_are_none(api: httpx2.Client, cast: Cast) -> None:
    name = f"workforceos-access-token-{cast.codename}"

    same = api.get(REQUESTS, headers={**bearer(cast.bea.token), name: cast.bea.token})
    other = api.get(REQUESTS, headers={**bearer(cast.bea.token), name: cast.kim.token})

    assert listed(same) == []
    refused(other, 401)


def test_a_machine_without_an_employee_reads_but_asks_for_nothing(
    api: httpx2.Client, cast: Cast
) -> None:
    asked(api, cast.bea.token)

    reading = listed(call(api, "GET", REQUESTS, cast.company_token))
    own = listed(call(api, "GET", MINE, cast.company_token))
    asking = call(api, "POST", REQUESTS, cast.company_token, json=vacation())

    assert len(reading) == 1
    assert own == []
    assert refused(asking, 403) == "errMsg_userShoudlHave[manager-admin]RoleToAccessRoute"

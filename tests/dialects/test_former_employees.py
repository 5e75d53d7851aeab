"""Somebody whose data was emptied, as every published API shows what is left of them."""

from collections.abc import Callable

import httpx2
import pytest

from leavebook.services.people.anonymising import anonymise
from tests.cast import Cast
from tests.dialects.geniushr import calls as geniushr
from tests.dialects.leaveflow import calls as leaveflow
from tests.dialects.leaveinfo import calls as leaveinfo
from tests.dialects.nucleus.calls import Nucleus
from tests.dialects.workforceos import calls as workforceos
from tests.services.leavers import CANARY, DUE, let_bea_leave

Told = Callable[[httpx2.Client, Cast], list[httpx2.Response]]
"""What the API answers of the person: in its lists and by id."""

GONE = "Who this was is not known any more, and nothing of theirs can be changed."


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Have Bea leave, and be forgotten by name once her data was due."""
    let_bea_leave(cast)
    with cast.acting("ada", now=DUE) as tx:
        assert anonymise(tx, cast.bea.employee_id)
    return cast


def in_geniushr(api: httpx2.Client, cast: Cast) -> list[httpx2.Response]:
    listed = geniushr.call(api, "GET", geniushr.REQUESTS, cast.ada)
    return [
        listed,
        geniushr.call(api, "GET", geniushr.balances(cast.bea.employee_id), cast.ada),
        *(
            geniushr.call(api, "GET", geniushr.one(each["id"]), cast.ada)
            for each in geniushr.data(listed)
        ),
    ]


def in_nucleus(api: httpx2.Client, cast: Cast) -> list[httpx2.Response]:
    nucleus = Nucleus(api, cast)
    return [
        nucleus.call("ada", "GET", "/requests", tab="all"),
        *(
            nucleus.call("ada", "GET", f"/requests/{request}")
            for request in nucleus.ids("ada", "all")
        ),
    ]


def in_leaveflow(api: httpx2.Client, cast: Cast) -> list[httpx2.Response]:
    return [leaveflow.call(api, "GET", leaveflow.one(cast.bea.employee_id), cast)]


def in_workforceos(api: httpx2.Client, cast: Cast) -> list[httpx2.Response]:
    listed = workforceos.call(api, "GET", workforceos.REQUESTS, cast.ada.token)
    return [
        listed,
        *(
            workforceos.call(api, "GET", workforceos.one(each), cast.ada.token)
            for each in workforceos.listed(listed)
        ),
    ]


def in_leaveinfo(api: httpx2.Client, cast: Cast) -> list[httpx2.Response]:
    return [leaveinfo.call(api, "GET", "", cast)]


@pytest.mark.parametrize(
    "told", [in_geniushr, in_nucleus, in_leaveflow, in_workforceos, in_leaveinfo]
)
def test_what_is_left_names_nobody(api: httpx2.Client, cast: Cast, told: Told) -> None:
    answers = told(api, cast)

    assert {answer.status_code for answer in answers} == {200}
    assert all(f"former employee #{cast.bea.employee_id}" in each.text for each in answers)
    assert not any(CANARY in answer.text.lower() for answer in answers)


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("PATCH", {"name": "Bea"}),
        ("PATCH", {"locationId": 1}),
        ("PATCH", {"weeklyHours": 20.0}),
        ("DELETE", None),
    ],
)
def test_a_former_employee_is_not_changed_through_leaveflow(
    api: httpx2.Client, cast: Cast, method: str, body: dict[str, object] | None
) -> None:
    address = leaveflow.one(cast.bea.employee_id)
    before = leaveflow.call(api, "GET", address, cast).json()

    answer = leaveflow.call(api, method, address, cast, json=body)

    assert leaveflow.error(answer, 422) == GONE
    assert leaveflow.call(api, "GET", address, cast).json() == before


def test_nothing_is_asked_for_in_a_former_employees_name(api: httpx2.Client, cast: Cast) -> None:
    filed = geniushr.call(
        api, "POST", geniushr.REQUESTS, cast.company_token, json=geniushr.vacation(cast)
    )

    assert geniushr.error(filed, 422) == GONE


def test_leave_of_a_former_employee_stays_as_it_is(api: httpx2.Client, cast: Cast) -> None:
    before = leaveinfo.results(leaveinfo.call(api, "GET", "", cast))
    theirs = next(each for each in before if each["username"].startswith("former employee"))
    uuid, ada = theirs["leave_id"], cast.ada.token

    by_key = [
        leaveinfo.call(api, "PATCH", f"{uuid}/", cast, json={"reason": "Known again"}),
        leaveinfo.call(api, "DELETE", f"{uuid}/", cast),
    ]
    by_ada = [
        workforceos.changed(api, ada, {"id": uuid}, reason="Known again"),
        workforceos.changed(api, ada, {"id": uuid}, status="cancelled"),
        workforceos.call(api, "DELETE", workforceos.one(uuid), ada),
    ]

    assert {leaveinfo.error(each, 400) for each in by_key} == {GONE}
    assert {workforceos.refused(each, 409) for each in by_ada} == {
        "errMsg_employeeDataIsRetainedOrAnonymised"
    }
    assert leaveinfo.results(leaveinfo.call(api, "GET", "", cast)) == before

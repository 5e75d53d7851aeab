"""A change of agreed leave, as every published API that knows requests shows it.

It is a request of its own that waits beside the leave, and afterwards there is one of them.
"""

from collections.abc import Callable, Mapping

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.geniushr import calls as geniushr
from tests.dialects.leaveinfo import calls as leaveinfo
from tests.dialects.nucleus.calls import Nucleus
from tests.dialects.workforceos import calls as workforceos
from tests.services.changing import LONGER, agreed, approved, asked_for, state_of

Shown = Callable[[httpx2.Client, Cast], Mapping[str, str]]
"""What the API lists, by the last day of the leave."""

FRIDAY, TUESDAY = "2026-04-24", "2026-04-28"


def in_geniushr(api: httpx2.Client, cast: Cast) -> Mapping[str, str]:
    listed = geniushr.data(geniushr.call(api, "GET", geniushr.REQUESTS, cast.bea))
    return {each["end_date"]: each["status"] for each in listed}


def in_nucleus(api: httpx2.Client, cast: Cast) -> Mapping[str, str]:
    listed = Nucleus(api, cast).get("bea", "/requests")["requests"]
    return {each["end_date"]: each["status"] for each in listed}


def in_workforceos(api: httpx2.Client, cast: Cast) -> Mapping[str, str]:
    answer = workforceos.call(api, "GET", workforceos.MINE, cast.bea.token)
    return {each["endDate"][:10]: each["status"] for each in workforceos.listed(answer)}


def in_leaveinfo(api: httpx2.Client, cast: Cast) -> Mapping[str, str]:
    listed = leaveinfo.results(leaveinfo.call(api, "GET", "", cast))
    return {each["end_date"][:10]: "shown" for each in listed}


@pytest.mark.parametrize(
    ("shown", "waiting", "replaced"),
    [
        (
            in_geniushr,
            {FRIDAY: "approved", TUESDAY: "pending"},
            {FRIDAY: "cancelled", TUESDAY: "approved"},
        ),
        (
            in_nucleus,
            {FRIDAY: "approved", TUESDAY: "pending_manager"},
            {FRIDAY: "cancelled", TUESDAY: "approved"},
        ),
        (
            in_workforceos,
            {FRIDAY: "approved", TUESDAY: "pending"},
            {FRIDAY: "cancelled", TUESDAY: "approved"},
        ),
        (in_leaveinfo, {FRIDAY: "shown", TUESDAY: "shown"}, {TUESDAY: "shown"}),
    ],
    ids=["geniushr", "nucleus", "workforceos", "leaveinfo"],
)
def test_the_change_waits_beside_the_leave_and_then_takes_its_place(
    api: httpx2.Client,
    cast: Cast,
    shown: Shown,
    waiting: Mapping[str, str],
    replaced: Mapping[str, str],
) -> None:
    new = asked_for(cast, approved(cast), LONGER)

    while_it_waits = shown(api, cast)
    agreed(cast, new)

    assert while_it_waits == waiting
    assert shown(api, cast) == replaced


def test_leave_that_a_change_waits_for_is_not_changed_in_place(
    api: httpx2.Client, cast: Cast
) -> None:
    old = approved(cast)
    asked_for(cast, old, LONGER)

    by_manager = workforceos.changed(
        api, cast.mo.token, {"id": str(old.uuid)}, endDate="2026-04-23"
    )
    by_key = leaveinfo.call(api, "PATCH", f"{old.id}/", cast, json={"end_date": "2026-04-23"})

    assert by_manager.status_code == 409
    assert "errMsg_aChangeOfThisLeaveIsWaiting" in by_manager.text
    assert by_key.status_code == 400
    assert "A change of this leave waits for a decision already." in by_key.text


def test_leave_cancelled_through_an_api_takes_its_change_along(
    api: httpx2.Client, cast: Cast
) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    answer = geniushr.call(api, "DELETE", geniushr.one(old.id), cast.bea)

    assert answer.status_code == 200
    assert [state_of(cast, each).value for each in (old, new)] == ["cancelled", "withdrawn"]

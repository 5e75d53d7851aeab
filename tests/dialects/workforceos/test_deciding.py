"""Decisions by status."""

import httpx2
import pytest

from leavebook.domain.approval.states import Chain
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.dialects.workforceos.calls import (
    TRANSITION,
    asked,
    changed,
    refused,
    shown,
    standing,
    user_id,
)


def test_nobody_decides_on_their_own_leave(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.mo.token)

    answer = changed(api, cast.mo.token, request, status="approved")

    assert refused(answer, 403) == "errMsg_ownLeaveRequestCannotBeDecided"


@pytest.mark.parametrize("who", ["mo", "ada"])
@pytest.mark.parametrize(
    ("status", "index"),
    [("approved", 1), ("rejected", 2), ("cancelled", 3)],
)
@pytest.mark.parametrize("by_index", [False, True], ids=["by name", "by index"])
def test_managers_and_admins_decide_by_status(
    api: httpx2.Client, cast: Cast, who: str, status: str, index: int, *, by_index: bool
) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.members[who].token, request, status=index if by_index else status)

    decided = shown(answer)
    assert (decided["status"], decided["status_idx"]) == (status, index)
    assert decided["approverId"] == user_id(cast, who)
    assert decided["approvedDate"].startswith("2026-04-01T08:")
    assert decided["recordVersion"] == 2


ALLOWED = {("approved", "cancelled")}


WORDS = ["pending", "approved", "rejected", "cancelled"]


@pytest.mark.parametrize("after", WORDS)
@pytest.mark.parametrize("before", ["approved", "rejected", "cancelled"])
def test_what_is_decided_stays_except_that_approved_leave_is_cancelled(
    api: httpx2.Client, cast: Cast, before: str, after: str
) -> None:
    request = asked(api, cast.bea.token)
    decided = shown(changed(api, cast.mo.token, request, status=before))

    answer = changed(api, cast.mo.token, request, status=after)

    if before == after:
        assert shown(answer) == decided
    elif (before, after) in ALLOWED:
        assert shown(answer)["status"] == after
    else:
        assert refused(answer, 400) == TRANSITION
        assert standing(api, cast, request) == decided


@pytest.mark.parametrize("status", ["maybe", "Approved", "4", -1, 4, True, ""])
def test_a_status_that_is_none_is_refused(api: httpx2.Client, cast: Cast, status: object) -> None:
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.mo.token, request, status=status)

    assert refused(answer, 400) == "errMsg_statusisNotAValidEnum"


def comments(cast: Cast, name: str) -> list[str]:
    with cast.acting() as tx:
        rows = tx.rows("SELECT comment FROM event WHERE name = %(n)s ORDER BY id", n=name)
    return [row.comment for row in rows]


def test_a_rejection_keeps_its_reason_apart_from_the_persons_own(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token)

    rejected = shown(
        changed(api, cast.mo.token, request, status="rejected", rejectionReason="Stocktaking")
    )

    assert rejected["reason"] == "Family vacation"
    assert comments(cast, "rejected") == ["Stocktaking"]


@pytest.mark.parametrize("sent", [{}, {"rejectionReason": None}, {"rejectionReason": "  "}])
def test_a_rejection_without_a_reason_says_through_which_door_it_came(
    api: httpx2.Client, cast: Cast, sent: dict[str, object]
) -> None:
    request = asked(api, cast.bea.token)

    shown(changed(api, cast.mo.token, request, status="rejected", **sent))

    assert comments(cast, "rejected") == ["Rejected through the WorkforceOS API without a reason."]


def test_fields_and_status_change_in_one_call_or_not_at_all(api: httpx2.Client, cast: Cast) -> None:
    request = asked(api, cast.bea.token)

    both = shown(changed(api, cast.mo.token, request, endDate="2026-04-13", status="approved"))
    neither = changed(api, cast.mo.token, request, endDate="2026-04-15", status="rejected")

    assert (both["endDate"], both["status"]) == ("2026-04-13T00:00:00.000Z", "approved")
    assert refused(neither, 400) == TRANSITION
    assert standing(api, cast, request) == both


def test_under_two_stages_the_first_approval_leaves_the_request_pending(
    api: httpx2.Client, database: Database
) -> None:
    cast = found_company(database, chain=Chain.TWO_STAGE)
    request = asked(api, cast.bea.token)

    first = shown(changed(api, cast.mo.token, request, status="approved"))
    second = shown(changed(api, cast.ada.token, request, status="approved"))

    assert (first["status"], first["approverId"]) == ("pending", None)
    assert (second["status"], second["approverId"]) == ("approved", user_id(cast, "ada"))

"""Approving and rejecting: who may, from which state, and what two stages look like here."""

import threading

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    REQUESTS,
    asked,
    call,
    data,
    error,
    errors,
    one,
    rows_of,
)

REASON = {"rejection_reason": "Critical project deadline."}
VERBS = ("/approve", "/reject")


@pytest.mark.parametrize("body", [None, {}, {"notes": None}, {"notes": ""}, {"status": "x"}])
def test_an_approval_needs_no_notes(
    api: httpx2.Client, cast: Cast, body: dict[str, object] | None
) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "PATCH", one(request_id, "/approve"), cast.mo, json=body)

    assert data(answer)["status"] == "approved"


def test_an_empty_body_approves(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    assert data(call(api, "PATCH", one(request_id, "/approve"), cast.mo))["status"] == "approved"


@pytest.mark.parametrize("who", ["mo", "ada"])
def test_managers_and_the_office_decide(api: httpx2.Client, cast: Cast, who: str) -> None:
    member = cast.members[who]
    request_id = asked(api, cast)["id"]

    shown = data(call(api, "PATCH", one(request_id, "/approve"), member))

    assert shown["approved_by"] == {"id": member.user_id, "name": member.name}


def test_a_companys_token_decides_in_the_name_of_who_made_it(
    api: httpx2.Client, cast: Cast
) -> None:
    request_id = asked(api, cast)["id"]

    shown = data(call(api, "PATCH", one(request_id, "/approve"), cast.company_token))

    assert shown["approved_by"] == {"id": cast.ada.user_id, "name": "Ada"}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["bea", "kim"])
def test_employees_decide_neither_on_their_own_nor_on_a_colleagues_leave(
    api: httpx2.Client, cast: Cast, who: str, verb: str
) -> None:
    request_id = asked(api, cast)["id"]
    before = rows_of(cast)

    answer = call(api, "PATCH", one(request_id, verb), cast.members[who], json=REASON)

    assert error(answer, 403) == "Forbidden."
    assert rows_of(cast) == before


@pytest.mark.parametrize("who", ["mo", "ada"])
def test_nobody_decides_on_their_own_leave(api: httpx2.Client, cast: Cast, who: str) -> None:
    request_id = asked(api, cast, who)["id"]

    for verb in VERBS:
        answer = call(api, "PATCH", one(request_id, verb), cast.members[who], json=REASON)
        assert error(answer, 403) == "Forbidden."


@pytest.mark.parametrize("second", VERBS)
@pytest.mark.parametrize("first", [*VERBS, "cancel"])
def test_what_is_not_pending_cannot_be_decided(
    api: httpx2.Client, cast: Cast, first: str, second: str
) -> None:
    request_id = asked(api, cast)["id"]
    if first == "cancel":
        call(api, "DELETE", one(request_id), cast.bea)
    else:
        call(api, "PATCH", one(request_id, first), cast.mo, json=REASON)
    before = rows_of(cast)

    answer = call(api, "PATCH", one(request_id, second), cast.mo, json=REASON)

    assert error(answer, 422) == "Request is not pending."
    assert rows_of(cast) == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        *(
            {"rejection_reason": reason}
            for reason in (
                None,
                "",
                "   ",
                "\t\n",
                "\u200b\u200d\ufeff",
                "\u2800",
                "x" * 2001,
                7,
                True,
                ["No."],
                {"why": "No."},
            )
        ),
    ],
)
def test_a_rejection_needs_a_reason_that_can_be_read(
    api: httpx2.Client, cast: Cast, body: dict[str, object]
) -> None:
    request_id = asked(api, cast)["id"]
    before = rows_of(cast)

    answer = call(api, "PATCH", one(request_id, "/reject"), cast.mo, json=body)

    assert set(errors(answer)) == {"rejection_reason"}
    assert rows_of(cast) == before


def test_of_two_decisions_at_the_same_moment_one_wins(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]
    barrier, statuses = threading.Barrier(6), list[int]()

    def decide(verb: str) -> None:
        barrier.wait()
        answer = call(api, "PATCH", one(request_id, verb), cast.mo, json=REASON)
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=decide, args=(verb,)) for verb in VERBS * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200, 422, 422, 422, 422, 422]


def test_under_two_stages_the_managers_approval_leaves_it_pending(
    api: httpx2.Client, tribe: Cast
) -> None:
    request_id = asked(api, tribe)["id"]

    first = call(api, "PATCH", one(request_id, "/approve"), tribe.mo)
    again = call(api, "PATCH", one(request_id, "/approve"), tribe.mo)
    last = call(api, "PATCH", one(request_id, "/approve"), tribe.ada)

    assert data(first)["status"] == "pending"
    assert data(first)["approved_by"] == {"id": tribe.mo.user_id, "name": "Mo"}
    assert error(again, 403) == "Forbidden."
    assert data(last)["status"] == "approved"
    assert data(last)["approved_by"] == {"id": tribe.ada.user_id, "name": "Ada"}


def test_an_approval_counts_no_more_once_its_request_asks_for_something_else(
    api: httpx2.Client, tribe: Cast
) -> None:
    request_id = asked(api, tribe)["id"]
    data(call(api, "PATCH", one(request_id, "/approve"), tribe.mo))

    data(call(api, "PUT", one(request_id), tribe.bea, json={"end_date": "2026-04-15"}))
    while_it_waits = data(call(api, "GET", one(request_id), tribe.bea))
    data(call(api, "PATCH", one(request_id, "/approve"), tribe.mo))
    agreed_anew = data(call(api, "GET", one(request_id), tribe.bea))

    assert (while_it_waits["approved_by"], while_it_waits["approved_at"]) == (None, None)
    assert agreed_anew["approved_by"] == {"id": tribe.mo.user_id, "name": "Mo"}


def test_under_two_stages_the_office_may_decide_at_once(api: httpx2.Client, tribe: Cast) -> None:
    request_id = asked(api, tribe)["id"]

    shown = data(call(api, "PATCH", one(request_id, "/approve"), tribe.ada))

    assert shown["status"] == "approved"


def test_an_executives_own_request_is_approved_at_once_where_two_must_agree(
    api: httpx2.Client, tribe: Cast
) -> None:
    assert asked(api, tribe, "ada")["status"] == "approved"


def test_leave_kept_in_hours_is_shown_in_days(api: httpx2.Client, tribe: Cast) -> None:
    shown = asked(api, tribe)

    [listed] = data(call(api, "GET", REQUESTS, tribe.bea))
    assert (shown["total_days"], shown["remaining_balance_after"]) == (5, 16)
    assert listed["total_days"] == 5

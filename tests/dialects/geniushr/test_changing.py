"""Changing and cancelling: every rule of the page beyond its examples."""

import threading

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    REQUESTS,
    asked,
    balances,
    call,
    data,
    error,
    errors,
    half,
    one,
    rows_of,
    settle,
)


def test_a_change_leaves_alone_what_it_does_not_name(api: httpx2.Client, cast: Cast) -> None:
    request_id = data(call(api, "POST", REQUESTS, cast.bea, json=half(cast)), 201)["id"]

    call(api, "PUT", one(request_id), cast.bea, json={"reason": "Dentist"})
    call(api, "PUT", one(request_id), cast.bea, json={"half_day_period": "afternoon"})

    [shown] = data(call(api, "GET", REQUESTS, cast.bea))
    assert (shown["reason"], shown["total_days"]) == ("Dentist", 0.5)
    assert (shown["start_date"], shown["half_day_period"]) == ("2026-04-10", "afternoon")


def test_a_change_may_turn_half_a_day_into_whole_ones_and_take_the_reason_away(
    api: httpx2.Client, cast: Cast
) -> None:
    request_id = data(call(api, "POST", REQUESTS, cast.bea, json=half(cast)), 201)["id"]
    whole = {"end_date": "2026-04-11", "is_half_day": False, "reason": None}

    shown = data(call(api, "PUT", one(request_id), cast.bea, json=whole))

    assert (shown["total_days"], shown["is_half_day"], shown["reason"]) == (2, False, None)


def test_a_change_of_the_type_moves_the_days_to_it(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    call(
        api,
        "PUT",
        one(request_id),
        cast.bea,
        json={"leave_type_id": cast.leave_types["SL"]},
    )

    shown = data(call(api, "GET", balances(cast.bea.employee_id), cast.bea))["balances"]
    assert [(each["pending"], each["remaining"]) for each in shown] == [(0, 21), (5, 9), (0, 0)]


def test_a_change_is_checked_against_the_balance_without_the_request_itself(
    api: httpx2.Client, cast: Cast
) -> None:
    request_id = asked(api, cast, start_date="2026-07-01", end_date="2026-07-20")["id"]
    longer, too_long = {"end_date": "2026-07-21"}, {"end_date": "2026-07-22"}

    before = rows_of(cast)
    refused = call(api, "PUT", one(request_id), cast.bea, json=too_long)

    assert error(refused, 422) == (
        "Insufficient leave balance. Requested: 22 days. Available: 21 days."
    )
    assert rows_of(cast) == before
    assert data(call(api, "PUT", one(request_id), cast.bea, json=longer))["total_days"] == 21


@pytest.mark.parametrize("who", ["bea", "mo", "ada"])
@pytest.mark.parametrize("verb", ["approve", "reject", "cancel"])
def test_only_pending_requests_can_be_updated(
    api: httpx2.Client, cast: Cast, who: str, verb: str
) -> None:
    request_id = asked(api, cast)["id"]
    settle(api, cast, request_id, verb)
    before = rows_of(cast)

    answer = call(api, "PUT", one(request_id), cast.members[who], json={"reason": "Later"})

    assert error(answer, 422) == "Only pending requests can be updated."
    assert rows_of(cast) == before


@pytest.mark.parametrize("field", ["id", "employee_id"])
def test_a_body_that_means_another_request_or_person_changes_nothing(
    api: httpx2.Client, cast: Cast, field: str
) -> None:
    request_id = asked(api, cast)["id"]
    before = rows_of(cast)

    answer = call(api, "PUT", one(request_id), cast.bea, json={field: 1, "reason": "Mine"})

    assert set(errors(answer)) == {field}
    assert rows_of(cast) == before


def test_approved_leave_that_has_not_started_can_be_cancelled(
    api: httpx2.Client, cast: Cast
) -> None:
    request_id = asked(api, cast)["id"]
    settle(api, cast, request_id, "approve")

    assert data(call(api, "DELETE", one(request_id), cast.bea))["status"] == "cancelled"
    [annual, *_] = data(call(api, "GET", balances(cast.bea.employee_id), cast.bea))["balances"]
    assert (annual["used"], annual["pending"], annual["remaining"]) == (0, 0, 21)


@pytest.mark.parametrize("who", ["bea", "mo", "ada"])
@pytest.mark.parametrize("start", ["2026-04-01", "2026-03-31"])
def test_leave_that_has_started_cannot_be_cancelled(
    api: httpx2.Client, cast: Cast, who: str, start: str
) -> None:
    request_id = asked(api, cast, start_date=start)["id"]
    before = rows_of(cast)

    answer = call(api, "DELETE", one(request_id), cast.members[who])

    assert error(answer, 422) == "Cannot cancel a leave that has already started."
    assert rows_of(cast) == before


@pytest.mark.parametrize("verb", ["reject", "cancel"])
def test_what_is_rejected_or_cancelled_cannot_be_cancelled(
    api: httpx2.Client, cast: Cast, verb: str
) -> None:
    request_id = asked(api, cast)["id"]
    settle(api, cast, request_id, verb)

    answer = call(api, "DELETE", one(request_id), cast.bea)

    assert error(answer, 422) == "Only pending or approved requests can be cancelled."


def test_changes_at_the_same_moment_do_not_overwrite_each_other(
    api: httpx2.Client, cast: Cast
) -> None:
    request_id = asked(api, cast)["id"]
    barrier, statuses = threading.Barrier(6), list[int]()

    def change(place: int) -> None:
        barrier.wait()
        body = {"reason": f"Change {place}"}
        statuses.append(call(api, "PUT", one(request_id), cast.bea, json=body).status_code)

    threads = [threading.Thread(target=change, args=(place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with cast.acting() as tx:
        version = tx.value("SELECT version FROM leave_request WHERE id = %(id)s", id=request_id)
    assert set(statuses) <= {200, 409}
    assert statuses.count(200) >= 1
    assert version >= 1 + statuses.count(200)


@pytest.mark.parametrize("reason", ["Migraine", "Something else"])
def test_a_reason_that_is_not_shown_is_not_replaced_and_not_confirmed(
    api: httpx2.Client, cast: Cast, reason: str
) -> None:
    sick = {"leave_type_id": cast.leave_types["SL"], "reason": "Migraine"}
    path = one(asked(api, cast, **sick)["id"])
    before = data(call(api, "GET", path, cast.bea))

    answer = call(api, "PUT", path, cast.mo, json={"reason": reason})

    assert error(answer, 403) == "Forbidden."
    assert data(call(api, "GET", path, cast.bea)) == before


def test_a_form_sent_back_whole_leaves_the_reason_that_was_not_shown(
    api: httpx2.Client, cast: Cast
) -> None:
    sick = {"leave_type_id": cast.leave_types["SL"], "reason": "Migraine"}
    path = one(asked(api, cast, **sick)["id"])

    without = call(api, "PUT", path, cast.mo, json={"end_date": "2026-04-13"})
    whole = call(api, "PUT", path, cast.mo, json={"end_date": "2026-04-12", "reason": None})

    assert (data(without)["reason"], data(whole)["reason"]) == (None, None)
    after = data(call(api, "GET", path, cast.bea))
    assert (after["end_date"], after["reason"]) == ("2026-04-12", "Migraine")

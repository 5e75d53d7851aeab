"""Asking, changing and cancelling: every rule of the page beyond its examples."""

import threading

import httpx2
import pytest

from tests.cast import Cast, found_company
from tests.dialects.geniushr.calls import (
    REQUESTS,
    asked,
    balances,
    call,
    data,
    error,
    errors,
    one,
    rows_of,
    vacation,
)


def half(cast: Cast, **differently: object) -> dict[str, object]:
    documented = {
        "start_date": "2026-04-10",
        "end_date": "2026-04-10",
        "is_half_day": True,
        "half_day_period": "morning",
    }
    return vacation(cast, **{**documented, **differently})


def test_half_a_day_costs_half_a_day(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast))

    shown = data(answer, 201)
    [listed] = data(call(api, "GET", REQUESTS, cast.bea))
    assert (shown["total_days"], shown["remaining_balance_after"]) == (0.5, 20.5)
    assert (listed["is_half_day"], listed["half_day_period"]) == (True, "morning")
    assert data(call(api, "GET", one(shown["id"]), cast.bea))["is_half_day"] is True


def test_morning_and_afternoon_of_one_date_do_not_overlap(api: httpx2.Client, cast: Cast) -> None:
    call(api, "POST", REQUESTS, cast.bea, json=half(cast))

    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast, half_day_period="afternoon"))

    assert data(answer, 201)["total_days"] == 0.5


@pytest.mark.parametrize(
    ("differently", "field"),
    [
        ({"half_day_period": None}, "half_day_period"),
        ({"half_day_period": "evening"}, "half_day_period"),
        ({"half_day_period": ""}, "half_day_period"),
        ({"end_date": "2026-04-11"}, "is_half_day"),
        ({"end_date": "2026-04-09"}, "end_date"),
    ],
)
def test_an_impossible_half_day_is_refused(
    api: httpx2.Client, cast: Cast, differently: dict[str, object], field: str
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast, **differently))

    assert set(errors(answer)) == {field}
    assert rows_of(cast) == before


def test_half_a_day_without_its_period_is_refused(api: httpx2.Client, cast: Cast) -> None:
    body = half(cast)
    del body["half_day_period"]

    answer = call(api, "POST", REQUESTS, cast.bea, json=body)

    assert set(errors(answer)) == {"half_day_period"}


def test_a_type_may_forbid_half_days(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET rules = jsonb_set(rules, '{half_days_allowed}', 'false')"
            " WHERE id = %(id)s",
            id=cast.leave_types["AL"],
        )

    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast))

    assert set(errors(answer)) == {"is_half_day"}


def test_only_the_required_fields_are_needed(api: httpx2.Client, cast: Cast) -> None:
    required = ("employee_id", "leave_type_id", "start_date", "end_date")
    body = {name: vacation(cast)[name] for name in required}

    assert data(call(api, "POST", REQUESTS, cast.bea, json=body), 201)["total_days"] == 5


def test_what_is_missing_is_named_all_at_once(api: httpx2.Client, cast: Cast) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, json={})

    assert errors(answer) == {
        "employee_id": ["The employee id is required."],
        "leave_type_id": ["The leave type id is required."],
        "start_date": ["The start date is required."],
        "end_date": ["The end date is required."],
    }
    assert rows_of(cast) == before


def test_working_days_are_counted_where_the_company_counts_them(
    api: httpx2.Client, cast: Cast
) -> None:
    working = found_company(cast.database)

    assert asked(api, working)["total_days"] == 3


def test_days_that_nobody_works_are_nothing_to_take(api: httpx2.Client, cast: Cast) -> None:
    working = found_company(cast.database)
    weekend = vacation(working, start_date="2026-04-11", end_date="2026-04-12")

    assert set(errors(call(api, "POST", REQUESTS, working.bea, json=weekend))) == {"start_date"}


def test_overlapping_leave_is_refused(api: httpx2.Client, cast: Cast) -> None:
    asked(api, cast)
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, json=vacation(cast))

    assert error(answer, 422) == "Leave dates overlap with an existing request."
    assert rows_of(cast) == before


def test_somebody_may_not_ask_in_a_colleagues_name(api: httpx2.Client, cast: Cast) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, json=vacation(cast, "kim"))

    assert error(answer, 403) == "Forbidden."
    assert rows_of(cast) == before


def test_managers_and_the_office_ask_in_their_peoples_name(api: httpx2.Client, cast: Cast) -> None:
    for day, who in (("04", cast.mo), ("05", cast.ada), ("06", cast.company_token)):
        body = vacation(cast, start_date=f"2026-05-{day}", end_date=f"2026-05-{day}")

        shown = data(call(api, "POST", REQUESTS, who, json=body), 201)

        assert (shown["employee_id"], shown["status"]) == (cast.bea.employee_id, "pending")


def test_what_only_the_server_decides_is_not_taken_from_the_caller(
    api: httpx2.Client, cast: Cast
) -> None:
    wishes = {
        "id": 1,
        "status": "approved",
        "approved_by": cast.bea.user_id,
        "approved_at": "2026-04-01T00:00:00Z",
        "total_days": 0,
        "days": -40,
        "company_id": 1,
        "hidden": True,
        "version": 99,
    }

    shown = asked(api, cast, **wishes)

    kept = data(call(api, "GET", one(shown["id"]), cast.bea))
    assert (kept["status"], kept["total_days"]) == ("pending", 5)
    assert (kept["approved_by"], kept["approved_at"]) == (None, None)


def test_notice_binds_people_but_not_the_office(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET rules = jsonb_set(rules, '{min_notice_days}', '20')"
            " WHERE id = %(id)s",
            id=cast.leave_types["AL"],
        )

    assert set(errors(call(api, "POST", REQUESTS, cast.bea, json=vacation(cast)))) == {"start_date"}
    assert data(call(api, "POST", REQUESTS, cast.ada, json=vacation(cast)), 201)


def test_leave_for_another_gender_cannot_be_asked_for(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET rules = jsonb_set(rules, '{applicable_gender}', '\"male\"')"
            " WHERE id = %(id)s",
            id=cast.leave_types["UL"],
        )
    unpaid = vacation(cast, leave_type_id=cast.leave_types["UL"])

    refused = call(api, "POST", REQUESTS, cast.bea, json=unpaid)

    assert set(errors(refused)) == {"leave_type_id"}
    shown = data(call(api, "GET", balances(cast.bea.employee_id), cast.bea))["balances"]
    assert [each["leave_type"]["name"] for each in shown] == ["Annual Leave", "Sick Leave"]


def test_unpaid_leave_needs_no_balance(api: httpx2.Client, cast: Cast) -> None:
    shown = asked(
        api,
        cast,
        leave_type_id=cast.leave_types["UL"],
        start_date="2026-05-01",
        end_date="2026-07-31",
    )

    assert shown["remaining_balance_after"] == 0


def test_leave_of_next_year_is_taken_from_next_years_balance(
    api: httpx2.Client, cast: Cast
) -> None:
    shown = asked(api, cast, start_date="2027-04-12", end_date="2027-04-16")

    assert shown["remaining_balance_after"] == 21  # 21 granted and 5 carried in, less 5 asked for


@pytest.mark.parametrize("name", ["employee_id", "leave_type_id"])
def test_ids_of_another_company_are_ids_that_do_not_exist(
    api: httpx2.Client, cast: Cast, strangers: Cast, name: str
) -> None:
    theirs = {
        "employee_id": strangers.bea.employee_id,
        "leave_type_id": strangers.leave_types["AL"],
    }
    before = rows_of(cast)

    foreign = call(api, "POST", REQUESTS, cast.ada, json=vacation(cast, **{name: theirs[name]}))
    unknown = call(api, "POST", REQUESTS, cast.ada, json=vacation(cast, **{name: 2**62}))

    assert set(errors(foreign)) == {name}
    assert foreign.content == unknown.content
    assert rows_of(cast) == before


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


def settle(api: httpx2.Client, cast: Cast, request_id: int, verb: str) -> None:
    if verb == "cancel":
        answer = call(api, "DELETE", one(request_id), cast.bea)
    else:
        body = {"rejection_reason": "No."}
        answer = call(api, "PATCH", one(request_id, f"/{verb}"), cast.mo, json=body)
    assert answer.status_code == 200, answer.text

"""Asking for leave: every rule of the page beyond its examples."""

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

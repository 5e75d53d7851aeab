"""Balances: of which year, in which unit, and for whom."""

from datetime import date

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    REQUESTS,
    TYPES,
    asked,
    balances,
    call,
    data,
    error,
    errors,
    one,
    vacation,
)

KEYS = ("allocated", "carried_forward", "total", "used", "pending", "remaining")


def figures(answer: httpx2.Response) -> list[tuple[object, ...]]:
    return [tuple(each[key] for key in KEYS) for each in data(answer)["balances"]]


@pytest.mark.parametrize(
    ("year", "annual", "sick"),
    [
        (2023, (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0)),  # nobody worked here yet
        (2024, (21, 0, 21, 0, 0, 21), (14, 0, 14, 0, 0, 14)),
        (2026, (21, 0, 21, 0, 0, 21), (14, 0, 14, 0, 0, 14)),  # what was carried in has lapsed
        (2027, (21, 5, 26, 0, 0, 26), (14, 0, 14, 0, 0, 14)),  # as it will open
        (2100, (21, 5, 26, 0, 0, 26), (14, 0, 14, 0, 0, 14)),
    ],
)
def test_a_year_shows_what_it_gives(
    api: httpx2.Client,
    cast: Cast,
    year: int,
    annual: tuple[int, ...],
    sick: tuple[int, ...],
) -> None:
    answer = call(api, "GET", f"{balances(cast.bea.employee_id)}?year={year}", cast.bea)

    assert data(answer)["year"] == year
    assert figures(answer) == [annual, sick, (0, 0, 0, 0, 0, 0)]


def test_a_missed_night_never_shows_a_wrong_number(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE balance SET granted = 99, next_change = as_of WHERE employee_id = %(id)s",
            id=cast.bea.employee_id,
        )

    answer = call(api, "GET", balances(cast.bea.employee_id), cast.bea)

    assert figures(answer)[0] == (21, 0, 21, 0, 0, 21)


def test_a_year_whose_rows_are_missing_is_worked_out(api: httpx2.Client, cast: Cast) -> None:
    asked(api, cast)
    with cast.acting() as tx:
        tx.run("DELETE FROM balance WHERE employee_id = %(id)s", id=cast.bea.employee_id)

    answer = call(api, "GET", balances(cast.bea.employee_id), cast.bea)

    assert figures(answer)[0] == (21, 0, 21, 0, 5, 16)


def test_hours_are_shown_in_days_of_the_persons_own_length(api: httpx2.Client, tribe: Cast) -> None:
    asked(api, tribe)

    answer = call(api, "GET", balances(tribe.bea.employee_id), tribe.bea)

    assert figures(answer)[0] == (21, 0, 21, 0, 5, 16)
    assert data(call(api, "GET", TYPES, tribe.bea))[0]["annual_allowance"] == 21


@pytest.mark.parametrize("who", ["mo", "ada"])
def test_managers_and_the_office_see_their_peoples_balances(
    api: httpx2.Client, cast: Cast, who: str
) -> None:
    answer = call(api, "GET", balances(cast.bea.employee_id), cast.members[who])

    assert data(answer)["employee"] == {"id": cast.bea.employee_id, "full_name": "Bea"}


def test_a_colleagues_balances_are_as_unknown_as_anothers_companys(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    answers = [
        call(api, "GET", balances(employee_id), cast.bea)
        for employee_id in (cast.kim.employee_id, strangers.bea.employee_id, 2**62)
    ]

    assert {error(answer, 404) for answer in answers} == {"Resource not found."}


@pytest.mark.parametrize("given", ["0", "-1", "1e3", "1.0", "x", "%20", "%D9%A1", "9" * 40, "007"])
def test_what_is_no_id_is_not_found(api: httpx2.Client, cast: Cast, given: str) -> None:
    assert error(call(api, "GET", balances(given), cast.bea), 404) == "Resource not found."


@pytest.mark.parametrize("given", ["0", "1989", "2101", "x", "2026.5", "-2026", "99999999999999"])
def test_a_year_out_of_our_calendar_is_refused(api: httpx2.Client, cast: Cast, given: str) -> None:
    answer = call(api, "GET", f"{balances(cast.bea.employee_id)}?year={given}", cast.bea)

    assert set(errors(answer)) == {"year"}


def test_a_leave_type_that_is_no_longer_offered_is_not_listed(
    api: httpx2.Client, cast: Cast
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET active = false WHERE code = 'SL'")

    assert len(figures(call(api, "GET", balances(cast.bea.employee_id), cast.bea))) == 2
    assert [each["code"] for each in data(call(api, "GET", TYPES, cast.bea))] == ["AL", "UL"]


def test_leave_before_the_deadline_uses_what_was_carried_in(api: httpx2.Client, cast: Cast) -> None:
    answer = call(
        api,
        "POST",
        "/api/v1/leave/requests",
        cast.ada,
        json={
            "employee_id": cast.bea.employee_id,
            "leave_type_id": cast.leave_types["AL"],
            "start_date": date(2026, 3, 30).isoformat(),
            "end_date": date(2026, 4, 1).isoformat(),
        },
    )

    # Two of the three days lie before the end of March, so two of the five carried days stay.
    assert data(answer, 201)["remaining_balance_after"] == 20
    shown = figures(call(api, "GET", balances(cast.bea.employee_id), cast.bea))
    assert shown[0] == (21, 2, 23, 0, 3, 20)


def test_too_little_left_is_told_in_days_where_hours_are_kept(
    api: httpx2.Client, tribe: Cast
) -> None:
    three_weeks_and_a_day = {"start_date": "2026-04-09", "end_date": "2026-04-30"}
    ask = vacation(tribe, **three_weeks_and_a_day)

    filed = call(api, "POST", REQUESTS, tribe.bea, json=ask)
    request_id = asked(api, tribe)["id"]
    changed = call(api, "PUT", one(request_id), tribe.bea, json=three_weeks_and_a_day)

    # 168 hours are 21 days of eight hours each.
    told = "Insufficient leave balance. Requested: 22 days. Available: 21 days."
    assert (error(filed, 422), error(changed, 422)) == (told, told)

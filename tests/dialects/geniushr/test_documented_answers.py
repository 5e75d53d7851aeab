"""The published page: what is read, each with its literal example answer."""

import re

import httpx2

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    NOW_STAMP,
    REQUESTS,
    TYPES,
    asked,
    balances,
    call,
    data,
    one,
)
from tests.dialects.geniushr.example import as_in_the_example, balance, in_single_view


def a_type(cast: Cast, code: str, **differently: object) -> dict[str, object]:
    documented = {
        "id": cast.leave_types[code],
        "name": "Annual Leave",
        "code": code,
        "annual_allowance": 21,
        "carry_forward_max": 5,
        "is_paid": True,
        "requires_documentation": False,
        "half_day_allowed": True,
        "applicable_gender": "all",
        "min_notice_days": 0,
    }
    return {**documented, **differently}


def test_list_leave_types(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", TYPES, cast.bea)

    assert list(answer.json()) == ["success", "data"]
    nothing = {"annual_allowance": 0, "carry_forward_max": 0, "is_paid": False}
    sick = {"annual_allowance": 14, "carry_forward_max": 0}
    assert data(answer) == [
        a_type(cast, "AL"),
        a_type(cast, "SL", name="Sick Leave", **sick),
        a_type(cast, "UL", name="Unpaid Leave", **nothing),
    ]
    assert [list(each) for each in data(answer)] == [list(a_type(cast, "AL"))] * 3


def test_list_leave_requests(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "GET", REQUESTS, cast.bea)

    assert list(answer.json()) == ["success", "data", "meta"]
    [shown] = data(answer)
    assert re.fullmatch(NOW_STAMP, shown["applied_at"])
    assert shown == {
        "id": request_id,
        "employee": {
            "id": cast.bea.employee_id,
            "employee_id": f"EMP-{cast.bea.user_id}",
            "full_name": "Bea",
            "department": "Engineering",
        },
        "leave_type": {"id": cast.leave_types["AL"], "name": "Annual Leave", "is_paid": True},
        "start_date": "2026-04-10",
        "end_date": "2026-04-14",
        "total_days": 5,
        "is_half_day": False,
        "half_day_period": None,
        "reason": "Family vacation",
        "status": "pending",
        "applied_at": shown["applied_at"],
        "approved_by": None,
        "approved_at": None,
        "rejection_reason": None,
    }
    assert list(shown)[:8] == [
        *("id", "employee", "leave_type", "start_date", "end_date"),
        *("total_days", "is_half_day", "half_day_period"),
    ]
    assert list(shown)[8:] == [
        *("reason", "status", "applied_at", "approved_by", "approved_at", "rejection_reason"),
    ]
    meta = {"current_page": 1, "last_page": 1, "per_page": 15, "total": 1}
    assert answer.json()["meta"] == meta


def test_get_leave_request(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "GET", one(request_id), cast.bea)

    shown = data(answer)
    assert list(answer.json()) == ["success", "data"]
    assert shown == in_single_view(cast, request_id, shown["applied_at"])
    assert list(shown) == list(in_single_view(cast, request_id, ""))
    assert list(shown["employee"]) == ["id", "full_name", "employee_id"]


def test_get_employee_leave_balances(api: httpx2.Client, cast: Cast) -> None:
    as_in_the_example(cast)
    asked(api, cast)

    answer = call(api, "GET", balances(cast.bea.employee_id), cast.bea)

    assert list(answer.json()) == ["success", "data"]
    assert data(answer) == {
        "employee": {"id": cast.bea.employee_id, "full_name": "Bea"},
        "year": 2026,
        "balances": [
            balance(cast, "AL", "Annual Leave", (21, 3, 24, 8, 5, 11)),
            balance(cast, "SL", "Sick Leave", (14, 0, 14, 2, 0, 12)),
            balance(cast, "UL", "Unpaid Leave", (0, 0, 0, 0, 0, 0)),
        ],
    }
    assert b'"remaining":11}' in answer.content

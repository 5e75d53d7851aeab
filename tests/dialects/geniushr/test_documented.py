"""The published page from top to bottom: each request with its literal example answer."""

import re
from datetime import date
from typing import Any

import httpx2

from leavebook.domain.spans import whole_days
from leavebook.services import decisions, requests
from leavebook.services.requests import LeaveAsked
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
    vacation,
)


def taken(cast: Cast, code: str, first: date, last: date) -> None:
    """Write down leave that Bea has taken, as the office does afterwards."""
    with cast.acting("ada") as tx:
        done = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types[code],
                spans=(whole_days(first, last),),
            ),
        )
    with cast.acting("ada") as tx:
        decisions.approve(tx, done.id)


def as_in_the_example(cast: Cast) -> None:
    """Give Bea the past of the published balances: 3 carried in, 8 used; 2 days of sickness."""
    taken(cast, "AL", date(2025, 7, 1), date(2025, 7, 18))
    taken(cast, "AL", date(2026, 2, 1), date(2026, 2, 8))
    taken(cast, "SL", date(2026, 3, 2), date(2026, 3, 3))


def test_list_leave_types(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", TYPES, cast.bea)

    assert list(answer.json()) == ["success", "data"]
    assert data(answer)[:2] == [
        {
            "id": cast.leave_types["AL"],
            "name": "Annual Leave",
            "code": "AL",
            "annual_allowance": 21,
            "carry_forward_max": 5,
            "is_paid": True,
            "requires_documentation": False,
            "half_day_allowed": True,
            "applicable_gender": "all",
            "min_notice_days": 0,
        },
        {
            "id": cast.leave_types["SL"],
            "name": "Sick Leave",
            "code": "SL",
            "annual_allowance": 14,
            "carry_forward_max": 0,
            "is_paid": True,
            "requires_documentation": False,
            "half_day_allowed": True,
            "applicable_gender": "all",
            "min_notice_days": 0,
        },
    ]
    assert [list(each) for each in data(answer)] == [
        [
            "id",
            "name",
            "code",
            "annual_allowance",
            "carry_forward_max",
            "is_paid",
            "requires_documentation",
            "half_day_allowed",
            "applicable_gender",
            "min_notice_days",
        ]
    ] * 3
    assert data(answer)[2]["annual_allowance"] == 0


def test_create_leave_request(api: httpx2.Client, cast: Cast) -> None:
    as_in_the_example(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, json=vacation(cast))

    assert list(answer.json()) == ["success", "message", "data"]
    assert answer.json()["message"] == "Leave request submitted successfully"
    shown = data(answer, 201)
    assert re.fullmatch(NOW_STAMP, shown.pop("applied_at"))
    assert isinstance(shown["id"], int)
    assert list(shown) == [
        "id",
        "employee_id",
        "leave_type",
        "start_date",
        "end_date",
        "total_days",
        "status",
        "remaining_balance_after",
    ]
    del shown["id"]
    assert shown == {
        "employee_id": cast.bea.employee_id,
        "leave_type": {"id": cast.leave_types["AL"], "name": "Annual Leave"},
        "start_date": "2026-04-10",
        "end_date": "2026-04-14",
        "total_days": 5,
        "status": "pending",
        "remaining_balance_after": 11,
    }
    assert b'"total_days":5,' in answer.content
    assert b'"remaining_balance_after":11}' in answer.content


def test_insufficient_balance(api: httpx2.Client, cast: Cast) -> None:
    taken(cast, "SL", date(2026, 3, 9), date(2026, 3, 19))

    answer = call(
        api, "POST", REQUESTS, cast.bea, json=vacation(cast, leave_type_id=cast.leave_types["SL"])
    )

    assert answer.status_code == 422
    assert answer.json() == {
        "success": False,
        "message": "Insufficient leave balance. Requested: 5 days. Available: 3 days.",
    }


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
    assert list(shown) == [
        "id",
        "employee",
        "leave_type",
        "start_date",
        "end_date",
        "total_days",
        "is_half_day",
        "half_day_period",
        "reason",
        "status",
        "applied_at",
        "approved_by",
        "approved_at",
        "rejection_reason",
    ]
    assert answer.json()["meta"] == {
        "current_page": 1,
        "last_page": 1,
        "per_page": 15,
        "total": 1,
    }


def test_get_leave_request(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "GET", one(request_id), cast.bea)

    shown = data(answer)
    assert list(answer.json()) == ["success", "data"]
    assert shown == in_single_view(cast, request_id, shown["applied_at"])
    assert list(shown) == list(in_single_view(cast, request_id, ""))
    assert list(shown["employee"]) == ["id", "full_name", "employee_id"]


def test_update_leave_request(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]
    documented = {
        "start_date": "2026-04-11",
        "end_date": "2026-04-15",
        "reason": "Updated: Extended family trip",
    }

    answer = call(api, "PUT", one(request_id), cast.bea, json=documented)

    shown = data(answer)
    assert answer.json()["message"] == "Leave request updated successfully"
    assert shown == {**in_single_view(cast, request_id, shown["applied_at"]), **documented}
    assert data(call(api, "GET", one(request_id), cast.bea)) == shown


def test_cancel_leave_request(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(api, "DELETE", one(request_id), cast.bea)

    assert answer.json() == {
        "success": True,
        "message": "Leave request cancelled successfully",
        "data": {"id": request_id, "status": "cancelled"},
    }
    assert data(call(api, "GET", one(request_id), cast.bea))["status"] == "cancelled"


def test_approve_leave_request(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]

    answer = call(
        api,
        "PATCH",
        one(request_id, "/approve"),
        cast.mo,
        json={"notes": "Approved. Have a great vacation!"},
    )

    shown = data(answer)
    assert answer.json()["message"] == "Leave request approved"
    assert list(shown) == ["id", "status", "approved_by", "approved_at"]
    assert re.fullmatch(NOW_STAMP, shown["approved_at"])
    assert shown == {
        "id": request_id,
        "status": "approved",
        "approved_by": {"id": cast.mo.user_id, "name": "Mo"},
        "approved_at": shown["approved_at"],
    }
    kept = data(call(api, "GET", one(request_id), cast.bea))
    assert {key: kept[key] for key in shown} == shown


def test_reject_leave_request(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]
    reason = "Critical project deadline during this period. Please reschedule."

    answer = call(
        api, "PATCH", one(request_id, "/reject"), cast.mo, json={"rejection_reason": reason}
    )

    shown = data(answer)
    assert answer.json()["message"] == "Leave request rejected"
    assert re.fullmatch(NOW_STAMP, shown["rejected_at"])
    assert shown == {
        "id": request_id,
        "status": "rejected",
        "rejection_reason": reason,
        "rejected_by": {"id": cast.mo.user_id, "name": "Mo"},
        "rejected_at": shown["rejected_at"],
    }
    assert list(shown) == ["id", "status", "rejection_reason", "rejected_by", "rejected_at"]
    kept = data(call(api, "GET", one(request_id), cast.bea))
    assert (kept["status"], kept["rejection_reason"]) == ("rejected", reason)
    assert (kept["approved_by"], kept["approved_at"]) == (None, None)


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


def balance(cast: Cast, code: str, name: str, figures: tuple[int, ...]) -> dict[str, Any]:
    keys = ("allocated", "carried_forward", "total", "used", "pending", "remaining")
    of_type = {"leave_type": {"id": cast.leave_types[code], "name": name}}
    return {**of_type, **dict(zip(keys, figures, strict=True))}


def in_single_view(cast: Cast, request_id: int, applied_at: str) -> dict[str, Any]:
    return {
        "id": request_id,
        "employee": {
            "id": cast.bea.employee_id,
            "full_name": "Bea",
            "employee_id": f"EMP-{cast.bea.user_id}",
        },
        "leave_type": {"id": cast.leave_types["AL"], "name": "Annual Leave"},
        "start_date": "2026-04-10",
        "end_date": "2026-04-14",
        "total_days": 5,
        "is_half_day": False,
        "reason": "Family vacation",
        "status": "pending",
        "document_url": None,
        "applied_at": applied_at,
        "approved_by": None,
        "approved_at": None,
        "rejection_reason": None,
    }

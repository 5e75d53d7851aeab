"""The published page: what is written, each with its literal example answer."""

import re
from datetime import date

import httpx2

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    NOW_STAMP,
    REQUESTS,
    asked,
    call,
    data,
    one,
    vacation,
)
from tests.dialects.geniushr.example import as_in_the_example, in_single_view, taken


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

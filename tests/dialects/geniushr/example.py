"""The published example: Bea's past, and how her request and balances are shown."""

from datetime import date
from typing import Any

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast


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


def balance(cast: Cast, code: str, name: str, figures: tuple[int, ...]) -> dict[str, Any]:
    """Return a balance as it is shown: allocated, carried, total, used, pending, remaining."""
    keys = ("allocated", "carried_forward", "total", "used", "pending", "remaining")
    of_type = {"leave_type": {"id": cast.leave_types[code], "name": name}}
    return {**of_type, **dict(zip(keys, figures, strict=True))}


def in_single_view(cast: Cast, request_id: int, applied_at: str) -> dict[str, Any]:
    """Return the request of the example as it is shown alone."""
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

"""How the tests call this API and read what it says."""

from typing import Any, Final

import httpx2

from tests.cast import Cast, Member
from tests.conftest import bearer

LEAVE: Final = "/api/v1/leave"
TYPES: Final = f"{LEAVE}/types"
REQUESTS: Final = f"{LEAVE}/requests"
LOGIN: Final = "/api/v1/auth/login"
LOGOUT: Final = "/api/v1/auth/logout"
ME: Final = "/api/v1/auth/me"

NOW_STAMP: Final = r"2026-04-01T\d\d:\d\d:\d\d\.\d{6}Z"
"""The moments in which the server of the tests lives."""


def one(request_id: object, verb: str = "") -> str:
    """Return the address of a request, or of a verb on it."""
    return f"{REQUESTS}/{request_id}{verb}"


def balances(employee_id: object) -> str:
    """Return the address of somebody's balances."""
    return f"{LEAVE}/balances/{employee_id}"


def vacation(cast: Cast, who: str = "bea", /, **differently: object) -> dict[str, object]:
    """Return the documented body that asks for leave, with whatever shall be different."""
    documented = {
        "employee_id": cast.members[who].employee_id,
        "leave_type_id": cast.leave_types["AL"],
        "start_date": "2026-04-10",
        "end_date": "2026-04-14",
        "is_half_day": False,
        "half_day_period": None,
        "reason": "Family vacation",
    }
    return {**documented, **differently}


def call(
    api: httpx2.Client,
    method: str,
    path: str,
    who: Member | str,
    **more: Any,  # noqa: ANN401  whatever the client takes
) -> httpx2.Response:
    """Call with somebody's token."""
    token = who.token if isinstance(who, Member) else who
    return api.request(method, path, headers={**bearer(token), **more.pop("headers", {})}, **more)


def asked(
    api: httpx2.Client, cast: Cast, who: str = "bea", /, **differently: object
) -> dict[str, Any]:
    """Ask for leave as the person and return what the API says of it."""
    answer = call(api, "POST", REQUESTS, cast.members[who], json=vacation(cast, who, **differently))
    shown: dict[str, Any] = data(answer, 201)
    return shown


def data(answer: httpx2.Response, status: int = 200) -> Any:  # noqa: ANN401  JSON holds anything
    """Return the data out of a whole success of this API."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert list(body) == [each for each in ("success", "message", "data", "meta") if each in body]
    assert body["success"] is True
    return body["data"]


def error(answer: httpx2.Response, status: int) -> str:
    """Return what a refusal without fields says, out of a whole body of this API."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert list(body) == ["success", "message"]
    assert body["success"] is False
    message: str = body["message"]
    return message


def errors(answer: httpx2.Response) -> dict[str, list[str]]:
    """Return the fields at fault with what is said of them, out of a whole 422 body."""
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert list(body) == ["success", "message", "errors"]
    assert body["success"] is False
    assert body["message"] == "The given data was invalid."
    found: dict[str, list[str]] = body["errors"]
    assert found
    assert all(messages and all(messages) for messages in found.values())
    return found


def rows_of(cast: Cast) -> dict[str, int]:
    """Return how many rows everything has that a refused call must not write."""
    tables = ("leave_request", "leave_span", "leave_request_day", "ledger_entry", "event")
    with cast.acting() as tx:
        counted = {name: tx.value(f"SELECT count(*) FROM {name}") for name in tables}
        counted["changes"] = tx.value("SELECT coalesce(sum(version), 0) FROM leave_request")
        counted["jobs"] = tx.value("SELECT count(*) FROM queue.procrastinate_jobs")
    return counted


def half(cast: Cast, **differently: object) -> dict[str, object]:
    """Return the body that asks for one morning."""
    documented = {
        "start_date": "2026-04-10",
        "end_date": "2026-04-10",
        "is_half_day": True,
        "half_day_period": "morning",
    }
    return vacation(cast, **{**documented, **differently})


def settle(api: httpx2.Client, cast: Cast, request_id: int, verb: str) -> None:
    """Approve, reject or cancel the request."""
    if verb == "cancel":
        answer = call(api, "DELETE", one(request_id), cast.bea)
    else:
        body = {"rejection_reason": "No."}
        answer = call(api, "PATCH", one(request_id, f"/{verb}"), cast.mo, json=body)
    assert answer.status_code == 200, answer.text

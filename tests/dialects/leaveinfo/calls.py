"""How the tests call this API and read what it says."""

from typing import Any, Final

import httpx2

from tests.cast import Cast

LEAVES: Final = "/ux/common/leaves/leaveinfo/"
KEYS: Final = [
    "username",
    "start_date",
    "end_date",
    "reason",
    "days",
    "leave_id",
    "leave_type",
    "user",
    "email",
]
"""The keys of leave, in the documented order."""

APRIL: Final = {
    "start_date": "2026-04-10T05:38:21.454Z",
    "end_date": "2026-04-14T05:38:21.454Z",
}
"""Friday to Tuesday: three working days."""


def call(
    api: httpx2.Client,
    method: str,
    path: str,
    who: Cast | str,
    **more: Any,  # noqa: ANN401  whatever the client takes
) -> httpx2.Response:
    """Call with the organisation's key, or with another one; a path is within this API."""
    key = who.company_token if isinstance(who, Cast) else who
    address = path if path.startswith("/") else f"{LEAVES}{path}"
    headers = {"Authorization": key, **more.pop("headers", {})}
    return api.request(method, address, headers=headers, **more)


def of_bea(cast: Cast, **differently: object) -> dict[str, object]:
    """Return the body that books Bea's leave in April, with whatever shall be different."""
    return {**APRIL, "user": cast.bea.email, "leave_type": "Annual Leave", **differently}


def booked(
    api: httpx2.Client, cast: Cast, who: Cast | str | None = None, **differently: object
) -> str:
    """Book Bea's leave, and return its address."""
    answer = call(api, "POST", "", who or cast, json=of_bea(cast, **differently))
    assert answer.status_code == 201, answer.text
    location: str = answer.headers["location"]
    return location


def shown(api: httpx2.Client, address: str, who: Cast | str) -> dict[str, Any]:
    """Return leave as this API shows it."""
    answer = call(api, "GET", address, who)
    assert answer.status_code == 200, answer.text
    leave: dict[str, Any] = answer.json()
    assert list(leave) == KEYS
    return leave


def results(answer: httpx2.Response) -> list[dict[str, Any]]:
    """Return the leave on a page."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == ["count", "next", "previous", "results"]
    found: list[dict[str, Any]] = body["results"]
    assert all(list(each) == KEYS for each in found)
    return found


def error(answer: httpx2.Response, status: int) -> str:
    """Return what an error says, out of a whole body of this API."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert list(body) == ["error", "detail"]
    assert body["error"] == body["detail"]
    message: str = body["error"]
    return message


def faults(answer: httpx2.Response) -> dict[str, list[str]]:
    """Return the fields at fault with what is said of them, out of a whole 400 body."""
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert list(body) == ["error", "detail", "fields"]
    assert body["error"] == body["detail"] == next(iter(body["fields"].values()))[0]
    fields: dict[str, list[str]] = body["fields"]
    return fields


def state_of(cast: Cast, address: str) -> str:
    """Return where the request behind an address of this API stands."""
    with cast.acting() as tx:
        state: str = tx.value(
            "SELECT state FROM leave_request"
            " WHERE uuid::text = %(name)s OR external_ref = %(name)s",
            name=address.rstrip("/").rsplit("/", 1)[-1],
        )
    return state

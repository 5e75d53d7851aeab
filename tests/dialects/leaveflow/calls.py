"""How the tests call this API and read what it says."""

from typing import Any, Final

import httpx2

from tests.cast import Cast
from tests.conftest import bearer

EMPLOYEES: Final = "/api/v1/employees"
KEYS: Final = [
    "id",
    "name",
    "employeeNumber",
    "email",
    "locationId",
    "locationName",
    "joinedAt",
    "leftAt",
    "weeklyHours",
    "userId",
]
"""The keys of an employee, in the documented order."""


def anna(cast: Cast, **differently: object) -> dict[str, object]:
    """Return the documented body that adds Anna, with whatever shall be different."""
    documented = {
        "name": "Anna New",
        "email": "anna.new@example.com",
        "employeeNumber": "EMP-010",
        "locationId": cast.site_id,
        "joinedAt": "2026-07-01",
        "weeklyHours": 40.0,
        "role": "employee",
    }
    return {**documented, **differently}


def one(employee_id: object) -> str:
    """Return the address of an employee."""
    return f"{EMPLOYEES}/{employee_id}"


def call(
    api: httpx2.Client,
    method: str,
    path: str,
    who: Cast | str,
    **more: Any,  # noqa: ANN401  whatever the client takes
) -> httpx2.Response:
    """Call with the company's token, or with another one."""
    token = who.company_token if isinstance(who, Cast) else who
    return api.request(method, path, headers={**bearer(token), **more.pop("headers", {})}, **more)


def added(api: httpx2.Client, cast: Cast, **differently: object) -> dict[str, Any]:
    """Add Anna and return her as the API shows her."""
    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast, **differently))
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def violations(answer: httpx2.Response) -> dict[str, str]:
    """Return the fields at fault with what is said of them, out of a whole 422 body."""
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert list(body) == ["error", "message", "violations"]
    assert body["error"] is True
    assert body["message"] == "Validation failed"
    assert all(list(each) == ["field", "message"] for each in body["violations"])
    return {each["field"]: each["message"] for each in body["violations"]}


def error(answer: httpx2.Response, status: int) -> str:
    """Return what an error says, out of a whole body of this API."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert list(body) == ["error", "message"]
    assert body["error"] is True
    message: str = body["message"]
    return message


def role_of(cast: Cast, user_id: int) -> object:
    """Return the role of a login."""
    with cast.acting() as tx:
        return tx.value("SELECT role FROM user_account WHERE id = %(id)s", id=user_id)

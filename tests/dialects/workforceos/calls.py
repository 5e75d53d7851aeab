"""How the tests call this API and read what it says."""

import re
from typing import Any, Final
from uuid import UUID

import httpx2

from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.conftest import bearer

REQUESTS: Final = "/v1/leaverequests"
MINE: Final = "/v1/myleaverequests"
ONE_OF_MINE: Final = "/v1/myleaverequest"
COMPANY: Final = "mbx-company-codename"

HEAD: Final = [
    "status",
    "statusCode",
    "elapsedMs",
    "ssoTime",
    "source",
    "cacheKey",
    "userId",
    "sessionId",
    "requestId",
    "dataName",
    "method",
    "action",
    "appVersion",
    "rowCount",
]
"""The keys of every envelope before its data, in the documented order."""

KEYS: Final = [
    "id",
    "userId",
    "departmentId",
    "requestDate",
    "leaveType",
    "startDate",
    "endDate",
    "reason",
    "status",
    "status_idx",
    "approverId",
    "approvedDate",
    "companyId",
    "isActive",
    "recordVersion",
    "createdAt",
    "updatedAt",
    "_owner",
]
"""The keys of a leave request, in the documented order."""

MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
ROLE: Final = "errMsg_userShoudlHave[manager-admin]RoleToAccessRoute"
OWNER: Final = "errMsg_leaveRequestCanBeAccessedByOwner"
ONLY_PENDING: Final = "errMsg_onlyPendingLeaveRequestsCanBeChanged"
TRANSITION: Final = "errMsg_invalidLeaveStatusTransition"
NOWHERE: Final = "00000000-0000-4000-8000-000000000000"


def vacation(**differently: object) -> dict[str, object]:
    """Return a body that asks for the days from Friday to Tuesday, with whatever shall differ."""
    body = {
        "leaveType": "Annual Leave",
        "startDate": "2026-04-10",
        "endDate": "2026-04-14",
        "reason": "Family vacation",
    }
    return {**body, **differently}


def call(
    api: httpx2.Client,
    method: str,
    path: str,
    who: str,
    **more: Any,  # noqa: ANN401  whatever the client takes
) -> httpx2.Response:
    """Call with a token."""
    headers = {**bearer(who), **more.pop("headers", {})}
    return api.request(method, path, headers=headers, **more)


def asked(api: httpx2.Client, who: str, **differently: object) -> dict[str, Any]:
    """Ask for leave and return the request as the API shows it."""
    return shown(call(api, "POST", REQUESTS, who, json=vacation(**differently)), 201)


def changed(
    api: httpx2.Client, who: str, request: dict[str, Any], **fields: object
) -> httpx2.Response:
    """Change fields of a request and return the answer."""
    return call(api, "PATCH", one(request), who, json=fields)


def one(request: dict[str, Any] | str) -> str:
    """Return the address of a request."""
    return f"{REQUESTS}/{request if isinstance(request, str) else request['id']}"


def shown(answer: httpx2.Response, status: int = 200) -> dict[str, Any]:
    """Return the record of a whole envelope."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert list(body)[: len(HEAD)] == HEAD
    record: dict[str, Any] = body[body["dataName"]]
    return record


def listed(answer: httpx2.Response) -> list[dict[str, Any]]:
    """Return the records of a whole list envelope."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == [*HEAD, body["dataName"], "paging", "filters", "uiPermissions"]
    records: list[dict[str, Any]] = body[body["dataName"]]
    assert body["rowCount"] == len(records)
    return records


def refused(answer: httpx2.Response, status: int) -> str:
    """Return the message of a whole error body of this API."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert list(body) == ["result", "status", "message", "errCode", "date", "detail"]
    assert body["result"] == "ERR"
    assert body["status"] == status
    assert MOMENT.fullmatch(body["date"])
    assert isinstance(body["detail"], str)
    message: str = body["message"]
    assert message.startswith("errMsg_")
    return message


def uuid_of(tx: Transaction, table: str, row_id: int) -> str:
    """Return the uuid of a row as text."""
    uuid: UUID = tx.value(f"SELECT uuid FROM {table} WHERE id = %(id)s", id=row_id)
    return str(uuid)


def user_id(cast: Cast, who: str) -> str:
    """Return the id by which this API knows somebody of the cast."""
    with cast.acting() as tx:
        return uuid_of(tx, "user_account", cast.members[who].user_id)


def department_id(cast: Cast) -> str:
    """Return the id by which this API knows the department of the cast."""
    with cast.acting() as tx:
        return uuid_of(tx, "department", cast.department_id)


def company_id(cast: Cast) -> str:
    """Return the id by which this API knows the company of the cast."""
    with cast.acting() as tx:
        return str(tx.company.uuid)


def standing(api: httpx2.Client, cast: Cast, request: dict[str, Any]) -> dict[str, Any]:
    """Return the request as it stands, without its joins."""
    return shown(call(api, "GET", f"{one(request)}?getJoins=false", cast.bea.token))

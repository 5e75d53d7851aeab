"""Calls that carry a key, and what they leave behind."""

import httpx2

from tests.cast import Cast
from tests.conftest import bearer
from tests.services.newcomers import rows_of

LEAVES = "/ux/common/leaves/leaveinfo/"
DAY = {"start_date": "2026-05-04", "end_date": "2026-05-04"}


def leave_of_bea(cast: Cast, **differently: object) -> dict[str, object]:
    return {**DAY, "user": cast.bea.email, **differently}


def post(
    api: httpx2.Client, cast: Cast, key: str | None, *, token: str | None = None, **body: object
) -> httpx2.Response:
    headers = bearer(token or cast.company_token)
    if key is not None:
        headers["Idempotency-Key"] = key
    return api.post(LEAVES, headers=headers, json=leave_of_bea(cast, **body))


def of_leave(cast: Cast) -> int:
    return rows_of(cast)["leave_request"]

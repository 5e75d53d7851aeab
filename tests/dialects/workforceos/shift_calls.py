"""Making templates, shifts and assignments through the API."""

from typing import Any

import httpx2

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    call,
    shown,
    user_id,
)

TEMPLATES = "/v1/shifttemplates"


SHIFTS = "/v1/shifts"


ASSIGNMENTS = "/v1/shiftassignments"


FRIDAY = {"startAt": "2026-04-10T09:00:00.000Z", "endAt": "2026-04-10T17:00:00.000Z"}


def made(
    api: httpx2.Client, cast: Cast, path: str, body: dict[str, object], who: str = "mo"
) -> dict[str, Any]:
    return shown(call(api, "POST", path, cast.members[who].token, json=body), 201)


def template(api: httpx2.Client, cast: Cast, **differently: object) -> dict[str, Any]:
    body: dict[str, object] = {"name": "Early", "startTime": "06:00", "endTime": "14:00"}
    return made(api, cast, TEMPLATES, {**body, **differently})


def shift(api: httpx2.Client, cast: Cast, **differently: object) -> dict[str, Any]:
    return made(api, cast, SHIFTS, {"title": "Desk", **FRIDAY, **differently})


def assignment(
    api: httpx2.Client, cast: Cast, of: dict[str, Any], who: str = "bea"
) -> dict[str, Any]:
    return made(api, cast, ASSIGNMENTS, {"shiftId": of["id"], "userId": user_id(cast, who)})

"""What the tests read out of lists."""

from typing import Any
from urllib.parse import urlencode

import httpx2

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    REQUESTS,
    asked,
    call,
    listed,
)

Query = list[tuple[str, str]]


def found(api: httpx2.Client, who: str, *query: tuple[str, str], path: str = REQUESTS) -> list[str]:
    """Return the first days of what a list shows, in its order."""
    answer = call(api, "GET", f"{path}?{urlencode(query)}", who)
    return [each["startDate"][:10] for each in listed(answer)]


def paging(api: httpx2.Client, who: str, query: str) -> dict[str, Any]:
    answer = call(api, "GET", f"{REQUESTS}?{query}", who)
    listed(answer)
    numbers: dict[str, Any] = answer.json()["paging"]
    return {**numbers, "rows": answer.json()["rowCount"]}


def ask_for_days(api: httpx2.Client, cast: Cast, who: str, *days: str, **more: object) -> None:
    for day in days:
        asked(api, cast.members[who].token, startDate=day, endDate=day, **more)


DAYS = ["2026-05-04", "2026-05-05", "2026-05-06"]

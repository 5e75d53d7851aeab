"""The configuration of an organisation, as its system asks for it and saves it."""

from datetime import date

import httpx2

from tests.cast import Cast
from tests.dialects.leaveinfo.calls import call

SAVE = "save_config/"


def days_of(api: httpx2.Client, cast: Cast) -> dict[str, int]:
    config = call(api, "GET", "get_config/", cast).json()
    return {each["leave_type"]: each["days"] for each in config["leave_types"]}


def total_of(api: httpx2.Client, cast: Cast, who: str = "bea") -> float:
    balance = call(api, "GET", "my_leaves/", cast.members[who].token).json()["balance"]
    total: float = balance[0]["total"]
    return total


def versions(cast: Cast) -> list[tuple[date, int]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT valid_from, (terms -> 'levels' -> 0 ->> 'amount')::numeric AS days"
            "  FROM policy_version WHERE leave_type_id = %(id)s AND superseded_at IS NULL"
            " ORDER BY valid_from",
            id=cast.leave_types["AL"],
        )
    return [(row.valid_from, int(row.days)) for row in rows]

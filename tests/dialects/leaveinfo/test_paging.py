"""Pages by limit and offset, with links as the framework behind the published API makes them."""

import httpx2
import pytest

from leavebook.settings import Settings
from tests.cast import Cast
from tests.conftest import Cluster
from tests.dialects.leaveinfo.calls import LEAVES, booked, call, error, results
from tests.http.in_process import ask_in_process

DAYS = ["2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08"]

Link = tuple[int, int] | None
"""The offset and the limit of a link; the offset 0 is left out of it."""

TABLE: list[tuple[str, int, Link, Link]] = [
    ("", 5, None, None),
    ("items_per_page=5", 5, None, None),
    ("items_per_page=4", 4, (4, 4), None),
    ("items_per_page=2", 2, (2, 2), None),
    ("items_per_page=2&offset=0", 2, (2, 2), None),
    ("items_per_page=2&offset=1", 2, (3, 2), (0, 2)),
    ("items_per_page=2&offset=2", 2, (4, 2), (0, 2)),
    ("items_per_page=2&offset=3", 2, None, (1, 2)),
    ("items_per_page=2&offset=4", 1, None, (2, 2)),
    ("items_per_page=2&offset=5", 0, None, (3, 2)),
    ("items_per_page=2&offset=99", 0, None, (97, 2)),
    ("offset=1", 4, None, (0, 100)),
    ("items_per_page=1000", 5, None, None),
    ("items_per_page=1001&offset=1", 4, None, (0, 1000)),
    ("items_per_page=1000000000&offset=1", 4, None, (0, 1000)),
    ("items_per_page=9223372036854775808&offset=1", 4, None, (0, 1000)),
    ("offset=9223372036854775808", 0, None, (999_999_900, 100)),
    ("items_per_page=0&offset=1", 4, None, (0, 100)),
    ("items_per_page=-1", 5, None, None),
    ("items_per_page=abc", 5, None, None),
    ("items_per_page=1.5", 5, None, None),
    ("items_per_page=NaN", 5, None, None),
    ("items_per_page=%D9%A1", 5, None, None),
    ("items_per_page=1_0", 5, None, None),
    ("items_per_page=2%20", 5, None, None),
    ("items_per_page=", 5, None, None),
    ("items_per_page=0002", 2, (2, 2), None),
    ("offset=-1", 5, None, None),
    ("offset=x", 5, None, None),
    ("offset=1e1", 5, None, None),
    ("page=2&sort=(select+1)&user=x", 5, None, None),
]


@pytest.fixture
def five(api: httpx2.Client, cast: Cast) -> list[str]:
    """Book five days, and return them newest first."""
    for day in DAYS:
        booked(api, cast, start_date=day, end_date=day)
    return [f"{day}T00:00:00.000Z" for day in reversed(DAYS)]


@pytest.mark.parametrize(("query", "size", "following", "before"), TABLE)
def test_pages_and_their_neighbours(  # noqa: PLR0917  a row of the table, and what to ask it with
    api: httpx2.Client,
    cast: Cast,
    five: list[str],
    query: str,
    size: int,
    following: Link,
    before: Link,
) -> None:
    answer = call(api, "GET", f"?{query}", cast)

    assert len(results(answer)) == size
    assert answer.json()["count"] == 5
    assert answer.json()["next"] == link(api, following)
    assert answer.json()["previous"] == link(api, before)


def link(api: httpx2.Client, to: Link) -> str | None:
    if to is None:
        return None
    offset, limit = to
    position = f"offset={offset}&" if offset else ""
    return f"{str(api.base_url).rstrip('/')}{LEAVES}?{position}items_per_page={limit}"


def test_links_lead_where_the_server_says_it_is_whatever_the_call_says(
    cluster: Cluster, cast: Cast, five: list[str]
) -> None:
    settings = Settings(database_url=cluster.url, base_url="https://leave.example/")
    headers = {"Authorization": cast.company_token, "Host": "evil.example"}

    [answer] = ask_in_process(settings, [(f"{LEAVES}?items_per_page=2", headers)])

    assert answer.json()["next"] == f"https://leave.example{LEAVES}?offset=2&items_per_page=2"
    assert "evil" not in answer.text


def test_following_the_links_gives_everything_once_newest_first(
    api: httpx2.Client, cast: Cast, five: list[str]
) -> None:
    seen, path = [], f"{LEAVES}?items_per_page=2"
    while path:
        answer = call(api, "GET", path, cast)
        seen += [each["start_date"] for each in results(answer)]
        path = (answer.json()["next"] or "").removeprefix(str(api.base_url).rstrip("/"))

    assert seen == five


def test_a_field_that_stands_twice_answers_400(api: httpx2.Client, cast: Cast) -> None:
    assert error(call(api, "GET", "?offset=1&offset=2", cast), 400)
    assert error(call(api, "GET", "?items_per_page=1&items_per_page=2", cast), 400)

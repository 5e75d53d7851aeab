"""Pages and order of the lists."""

from urllib.parse import urlencode

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    REQUESTS,
    asked,
    call,
    changed,
    refused,
    shown,
)
from tests.dialects.workforceos.lists import DAYS, ask_for_days, found, paging


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", (1, 25, 1, 3)),
        ("pageNumber=1&pageRowCount=2", (1, 2, 2, 2)),
        ("pageNumber=2&pageRowCount=2", (2, 2, 2, 1)),
        ("pageNumber=3&pageRowCount=2", (3, 2, 2, 0)),
        ("pageNumber=0", (0, 1000, 1, 3)),
        ("pageNumber=0&pageRowCount=1", (0, 1000, 1, 3)),
        ("pageNumber=x&pageRowCount=y", (1, 25, 1, 3)),
        ("pageNumber=-1&pageRowCount=-5", (1, 25, 1, 3)),
        ("pageNumber=1.5&pageRowCount=1e3", (1, 25, 1, 3)),
        ("pageNumber=&pageRowCount=", (1, 25, 1, 3)),
        ("pageRowCount=0", (1, 25, 1, 3)),
        ("pageRowCount=1000000000", (1, 1000, 1, 3)),
        ("pageRowCount=9223372036854775808", (1, 25, 1, 3)),
        ("pageNumber=999999999999999999", (1_000_000, 25, 1, 0)),
        ("pageNumber=%D9%A2", (1, 25, 1, 3)),
        ("caching=false&cacheTTL=5&excludeCQRS=true&requestId=7", (1, 25, 1, 3)),
    ],
)
def test_pages_are_numbered_from_one_and_never_endless(
    api: httpx2.Client, cast: Cast, query: str, numbers: tuple[int, int, int, int]
) -> None:
    ask_for_days(api, cast, "bea", *DAYS)

    number, size, pages, rows = numbers
    assert paging(api, cast.bea.token, query) == {
        "pageNumber": number,
        "pageRowCount": size,
        "totalRowCount": 3,
        "pageCount": pages,
        "rows": rows,
    }


def test_a_list_of_nothing_has_no_page(api: httpx2.Client, cast: Cast) -> None:
    for query in ("", "pageNumber=0"):
        numbers = paging(api, cast.bea.token, query)
        assert (numbers["totalRowCount"], numbers["pageCount"], numbers["rows"]) == (0, 0, 0)


def test_the_newest_request_comes_first(api: httpx2.Client, cast: Cast) -> None:
    ask_for_days(api, cast, "bea", *DAYS)

    assert found(api, cast.bea.token) == DAYS[::-1]


@pytest.mark.parametrize(
    ("sort", "order", "days"),
    [
        ("startDate", None, [0, 1, 2]),
        ("startDate", "asc", [0, 1, 2]),
        ("startDate", "desc", [2, 1, 0]),
        ("endDate", "desc", [2, 1, 0]),
        ("createdAt", "asc", [1, 2, 0]),
        ("requestDate", "desc", [0, 2, 1]),
        ("updatedAt", "asc", [1, 2, 0]),
        ("status", "asc", [1, 2, 0]),
        ("status_idx", "desc", [0, 2, 1]),
        ("leaveType", "asc", [1, 2, 0]),
        ("recordVersion", "desc", [0, 2, 1]),
        (None, "asc", [1, 2, 0]),
        (None, "desc", [0, 2, 1]),
    ],
)
def test_lists_are_sorted_by_a_field(
    api: httpx2.Client, cast: Cast, sort: str | None, order: str | None, days: list[int]
) -> None:
    ask_for_days(api, cast, "bea", DAYS[1], DAYS[2])
    last = asked(api, cast.bea.token, startDate=DAYS[0], endDate=DAYS[0], leaveType="Unpaid Leave")
    shown(changed(api, cast.mo.token, last, status="approved"))
    query = [("sortBy", sort), ("sortOrder", order)]

    order_found = found(
        api, cast.bea.token, *((name, value) for name, value in query if value is not None)
    )

    assert order_found == [DAYS[index] for index in days]


@pytest.mark.parametrize(
    "column", ["reason", "employee_id", "(select 1)", "id;--", "START_DATE", ""]
)
def test_only_known_fields_sort(api: httpx2.Client, cast: Cast, column: str) -> None:
    answer = call(api, "GET", f"{REQUESTS}?{urlencode({'sortBy': column})}", cast.bea.token)

    assert refused(answer, 400) == "errMsg_sortByisNotAValidEnum"


def test_only_two_orders_are_known(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", f"{REQUESTS}?sortOrder=random()", cast.bea.token)

    assert refused(answer, 400) == "errMsg_sortOrderisNotAValidEnum"


@pytest.mark.parametrize("name", ["pageNumber", "pageRowCount", "sortBy", "sortOrder", "getJoins"])
def test_what_can_be_said_once_is_not_said_twice(api: httpx2.Client, cast: Cast, name: str) -> None:
    answer = call(api, "GET", f"{REQUESTS}?{name}=1&{name}=2", cast.bea.token)

    refused(answer, 400)

"""Lists: pages, filters, and whose requests stand in them."""

from datetime import date

import httpx2
import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast
from tests.dialects.geniushr.calls import REQUESTS, asked, call, data, error, errors, one


def four_single_days(api: httpx2.Client, cast: Cast) -> list[int]:
    """Have Bea ask for four days one after the other and return the requests, newest first."""
    days = ["2026-05-04", "2026-05-05", "2026-06-08", "2027-01-04"]
    made = [asked(api, cast, start_date=day, end_date=day)["id"] for day in days]
    return made[::-1]


def ids(answer: httpx2.Response) -> list[int]:
    return [each["id"] for each in data(answer)]


def test_the_newest_request_comes_first(api: httpx2.Client, cast: Cast) -> None:
    newest_first = four_single_days(api, cast)

    assert ids(call(api, "GET", REQUESTS, cast.bea)) == newest_first


def test_pages_follow_each_other_without_gap_or_repetition(api: httpx2.Client, cast: Cast) -> None:
    newest_first = four_single_days(api, cast)

    pages = [call(api, "GET", f"{REQUESTS}?per_page=3&page={page}", cast.bea) for page in (1, 2, 3)]

    assert [ids(page) for page in pages] == [newest_first[:3], newest_first[3:], []]
    assert [page.json()["meta"] for page in pages] == [
        {"current_page": number, "last_page": 2, "per_page": 3, "total": 4} for number in (1, 2, 3)
    ]


def test_an_empty_list_has_one_page(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", REQUESTS, cast.bea)

    assert data(answer) == []
    assert answer.json()["meta"] == {"current_page": 1, "last_page": 1, "per_page": 15, "total": 0}


def test_no_more_than_a_hundred_records_come_at_once(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", f"{REQUESTS}?per_page=1000000000", cast.bea)

    assert answer.json()["meta"]["per_page"] == 100


@pytest.mark.parametrize(
    ("asking", "expected"),
    [
        ("date_from=2026-05-05", [0, 1, 2]),
        ("date_to=2026-05-05", [2, 3]),
        ("date_from=2026-05-05&date_to=2026-06-08", [1, 2]),
        ("year=2026", [1, 2, 3]),
        ("year=2027", [0]),
        ("year=2031", []),
        ("status=pending", [0, 1, 2, 3]),
        ("status=approved", []),
        ("unknown=filter", [0, 1, 2, 3]),
    ],
)
@pytest.mark.parametrize("who", ["bea", "mo", "ada"])
def test_filters_narrow_the_list_and_its_total(
    api: httpx2.Client, cast: Cast, who: str, asking: str, expected: list[int]
) -> None:
    newest_first = four_single_days(api, cast)

    answer = call(api, "GET", f"{REQUESTS}?{asking}", cast.members[who])

    assert ids(answer) == [newest_first[place] for place in expected]
    assert answer.json()["meta"]["total"] == len(expected)


def test_every_status_finds_its_requests(api: httpx2.Client, cast: Cast) -> None:
    rejected, approved, cancelled, pending = four_single_days(api, cast)
    call(api, "PATCH", one(approved, "/approve"), cast.mo)
    call(api, "PATCH", one(rejected, "/reject"), cast.mo, json={"rejection_reason": "No."})
    call(api, "DELETE", one(cancelled), cast.bea)

    for who in (cast.bea, cast.mo, cast.ada):
        for status, request_id in (
            ("pending", pending),
            ("approved", approved),
            ("rejected", rejected),
            ("cancelled", cancelled),
        ):
            answer = call(api, "GET", f"{REQUESTS}?status={status}", who)
            assert [(each["id"], each["status"]) for each in data(answer)] == [(request_id, status)]
            assert answer.json()["meta"]["total"] == 1


def test_lists_can_be_narrowed_to_a_leave_type_and_a_person(api: httpx2.Client, cast: Cast) -> None:
    annual = asked(api, cast)["id"]
    unpaid = asked(
        api,
        cast,
        leave_type_id=cast.leave_types["UL"],
        start_date="2026-05-04",
        end_date="2026-05-04",
    )["id"]
    kims = asked(api, cast, "kim")["id"]

    def found(asking: str) -> list[int]:
        return ids(call(api, "GET", f"{REQUESTS}?{asking}", cast.ada))

    assert found(f"leave_type_id={cast.leave_types['AL']}") == [kims, annual]
    assert found(f"leave_type_id={cast.leave_types['UL']}") == [unpaid]
    assert found(f"employee_id={cast.bea.employee_id}") == [unpaid, annual]
    assert found("employee_id=999999999") == []


def test_everybody_sees_their_own_and_managers_their_peoples_requests(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    beas, kims, mos = (asked(api, cast, who)["id"] for who in ("bea", "kim", "mo"))
    theirs = asked(api, strangers)["id"]

    seen = {
        who: set(ids(call(api, "GET", REQUESTS, cast.members[who])))
        for who in ("bea", "kim", "mo", "ada")
    }

    assert seen == {
        "bea": {beas},
        "kim": {kims},
        "mo": {beas, kims, mos},
        "ada": {beas, kims, mos},
    }
    assert ids(call(api, "GET", REQUESTS, strangers.bea)) == [theirs]
    assert set(ids(call(api, "GET", REQUESTS, cast.company_token))) == {beas, kims, mos}


def test_a_colleagues_requests_cannot_be_counted_by_filtering(
    api: httpx2.Client, cast: Cast
) -> None:
    asked(api, cast, "kim")
    by_kim = f"{REQUESTS}?employee_id={cast.kim.employee_id}&status=pending"

    answer = call(api, "GET", by_kim, cast.bea)

    assert data(answer) == []
    assert answer.json()["meta"]["total"] == 0


def test_the_reason_of_sickness_is_for_the_person_and_the_office(
    api: httpx2.Client, cast: Cast
) -> None:
    sick = {"leave_type_id": cast.leave_types["SL"], "reason": "A broken leg"}
    request_id = asked(api, cast, **sick)["id"]

    for who, read in (("bea", "A broken leg"), ("ada", "A broken leg"), ("mo", None)):
        member = cast.members[who]
        assert data(call(api, "GET", one(request_id), member))["reason"] == read
        assert data(call(api, "GET", REQUESTS, member))[0]["reason"] == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, value)
            for name in ("employee_id", "leave_type_id", "page", "per_page", "year")
            for value in (
                "",
                "0",
                "-1",
                "abc",
                "1.5",
                "1e3",
                "%2B1",
                "NaN",
                "9223372036854775808",
                "9" * 5000,
                "%D9%A1",
                "1_0",
                "1;DROP TABLE x",
                "true",
            )
        ),
        ("page", "1000000001"),
        ("year", "1989"),
        ("year", "2101"),
        *(
            (name, value)
            for name in ("date_from", "date_to")
            for value in (
                "",
                "2026-02-29",
                "2026-4-1",
                "20260401",
                "2026-W10-2",
                "01/04/2026",
                "0001-01-01",
                "9999-12-31",
                "10000-01-01",
                "infinity",
                "2026-04-01T00:00:00Z",
                "2026-04-01%0A",
            )
        ),
        ("status", ""),
        ("status", "Pending"),
        ("status", "unknown"),
        ("status", "pending,approved"),
        ("status", "'; DROP TABLE leave_request; --"),
    ],
)
def test_a_bad_filter_is_refused_by_its_name(
    api: httpx2.Client, cast: Cast, name: str, value: str
) -> None:
    answer = call(api, "GET", f"{REQUESTS}?{name}={value}", cast.bea)

    assert set(errors(answer)) == {name}


def test_every_bad_filter_is_named_at_once(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "GET", f"{REQUESTS}?page=0&status=x&year=1&date_to=x", cast.bea)

    assert set(errors(answer)) == {"page", "status", "year", "date_to"}


@pytest.mark.parametrize("asking", ["status=pending&status=approved", "page=1&page=2", "year=%FF"])
def test_a_query_that_means_two_things_is_malformed(
    api: httpx2.Client, cast: Cast, asking: str
) -> None:
    assert error(call(api, "GET", f"{REQUESTS}?{asking}", cast.bea), 400)


def test_leave_that_others_deleted_is_shown_as_cancelled(api: httpx2.Client, cast: Cast) -> None:
    request_id = asked(api, cast)["id"]
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_request SET state = 'withdrawn', stage = NULL, hidden = true"
            " WHERE id = %(id)s",
            id=request_id,
        )

    assert data(call(api, "GET", one(request_id), cast.bea))["status"] == "cancelled"
    assert ids(call(api, "GET", f"{REQUESTS}?status=cancelled", cast.ada)) == [request_id]


def test_leave_of_more_spans_is_one_request(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting("bea") as tx:
        request_id = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 5, 4)), whole_days(date(2026, 5, 6))),
            ),
        ).id

    shown = data(call(api, "GET", one(request_id), cast.bea))

    assert (shown["start_date"], shown["end_date"]) == ("2026-05-04", "2026-05-06")
    assert shown["total_days"] == 2

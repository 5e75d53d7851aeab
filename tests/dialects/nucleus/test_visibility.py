"""Who sees which requests: in the tabs, one by one and as a number."""

import pytest

from tests.cast import Cast
from tests.dialects.nucleus.calls import Nucleus

WHO = ("ada", "hana", "max", "lea", "tom", "zoe")


@pytest.fixture
def asked(nucleus: Nucleus) -> dict[str, str]:
    """Everybody has asked for leave; Tom's request has its first approval."""
    requests = {who: nucleus.ask(who) for who in WHO}
    nucleus.move("max", requests["tom"], "approve")
    return requests


@pytest.mark.parametrize("who", WHO)
def test_mine_is_what_one_asked_for_oneself(
    nucleus: Nucleus, asked: dict[str, str], who: str
) -> None:
    assert nucleus.ids(who, "mine") == [asked[who]]
    assert [each["id"] for each in nucleus.get(who, "/requests")["requests"]] == [asked[who]]


@pytest.mark.parametrize(
    ("who", "waiting"),
    [
        ("ada", {"hana", "max", "lea", "tom", "zoe"}),
        ("hana", set()),
        ("max", {"lea"}),
        ("ivo", {"zoe"}),
        ("lea", set()),
        ("tom", set()),
    ],
)
def test_pending_is_exactly_what_one_may_approve_now(
    nucleus: Nucleus, asked: dict[str, str], who: str, waiting: set[str]
) -> None:
    found = nucleus.ids(who, "pending")

    assert set(found) == {asked[each] for each in waiting}
    assert nucleus.get(who, "/pending-count") == {"count": len(waiting)}
    for each, request in asked.items():
        if each != who:
            answer = nucleus.move(who, request, "approve")
            assert (answer.status_code == 200) == (request in found), each


@pytest.mark.parametrize("who", ["ada", "hana"])
def test_executives_and_heads_see_all(nucleus: Nucleus, asked: dict[str, str], who: str) -> None:
    assert set(nucleus.ids(who, "all")) == set(asked.values())


@pytest.mark.parametrize("who", ["max", "lea", "tom"])
def test_all_is_for_executives_and_heads_only(quiet: Nucleus, who: str) -> None:
    answer = quiet.call(who, "GET", "/requests", tab="all")

    assert answer.status_code == 403
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize("tab", ["", "Mine", "everything", "mine,all", "0"])
def test_an_unknown_tab_is_refused(quiet: Nucleus, tab: str) -> None:
    answer = quiet.call("ada", "GET", "/requests", tab=tab)

    assert answer.status_code == 400
    assert answer.json() == {"error": "The tab must be one of: mine, pending, all."}


def test_two_tabs_are_refused(quiet: Nucleus) -> None:
    answer = quiet.call("ada", "GET", "/requests?tab=mine&tab=all")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("ada", set(WHO)),
        ("hana", set(WHO)),
        ("max", {"max", "lea", "tom"}),
        ("ivo", {"zoe"}),
        ("lea", {"lea"}),
        ("tom", {"tom"}),
    ],
)
def test_one_sees_a_request_in_detail_or_not_at_all(
    nucleus: Nucleus, asked: dict[str, str], who: str, seen: set[str]
) -> None:
    unknown = nucleus.call(who, "GET", "/requests/00000000-0000-4000-8000-000000000000")

    for each, request in asked.items():
        answer = nucleus.call(who, "GET", f"/requests/{request}")
        if each in seen:
            assert answer.json()["request"]["id"] == request
        else:
            assert (answer.status_code, answer.text) == (404, unknown.text), each


def test_another_company_sees_nothing(
    nucleus: Nucleus, strangers: Cast, asked: dict[str, str]
) -> None:
    stranger = Nucleus(nucleus.api, strangers)

    assert stranger.ids("ada", "all") == []
    assert stranger.ids("ada", "pending") == []
    assert stranger.get("ada", "/pending-count") == {"count": 0}
    for request in asked.values():
        assert stranger.call("ada", "GET", f"/requests/{request}").status_code == 404


def test_why_somebody_is_ill_is_for_themselves_and_the_office(nucleus: Nucleus) -> None:
    request = nucleus.ask(
        "tom",
        leave_type_id=nucleus.leave_type("Sick Leave"),
        leave_type_name="Sick Leave",
        start_date="2026-03-30",
        end_date="2026-03-31",
        total_hours=16,
        notes="Migraine",
    )

    assert nucleus.one("tom", request)["notes"] == "Migraine"
    assert nucleus.one("hana", request)["notes"] == "Migraine"
    assert nucleus.one("max", request)["notes"] is None


def test_newest_come_first_and_offset_leads_on(nucleus: Nucleus) -> None:
    first = nucleus.ask("tom", start_date="2026-05-04", end_date="2026-05-08")
    second = nucleus.ask("tom", start_date="2026-06-01", end_date="2026-06-05")

    assert nucleus.ids("tom", "mine") == [second, first]
    page = nucleus.get("tom", "/requests", limit="1", offset="1")
    assert [each["id"] for each in page["requests"]] == [first]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "-1"),
        ("limit", "1001"),
        ("limit", "9223372036854775808"),
        ("limit", "1.5"),
        ("limit", "NaN"),
        ("limit", "\u0661"),
        ("offset", "-1"),
        ("offset", "2147483648"),
        ("offset", ""),
    ],
)
def test_a_part_of_the_list_that_cannot_be_is_refused(
    quiet: Nucleus, name: str, value: str
) -> None:
    assert quiet.call("tom", "GET", "/requests", **{name: value}).status_code == 400


def test_taken_back_requests_stay_in_sight(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", start_date="2026-05-04", end_date="2026-05-08")
    nucleus.move("tom", request, "cancel")

    assert nucleus.get("tom", "/requests")["requests"][0]["status"] == "cancelled"
    assert request in nucleus.ids("ada", "all")

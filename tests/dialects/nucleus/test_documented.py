"""The published page from top to bottom: each call literally, each answer key by key."""

import re
from uuid import UUID

from tests.dialects.nucleus.calls import Nucleus

MOMENT = re.compile(r"2026-04-01T08:\d\d:\d\d")
"""As in "2026-03-01T10:00:00": UTC, to the second, without a zone."""

LINE = [
    "id",
    "user_id",
    "user_name",
    "user_picture",
    "leave_type_name",
    "start_date",
    "end_date",
    "total_hours",
    "status",
    "created_at",
]
DETAIL = [
    "id",
    "user_id",
    "user_name",
    "leave_type_id",
    "leave_type_name",
    "start_date",
    "end_date",
    "total_hours",
    "notes",
    "status",
    "manager_approved_by",
    "manager_approved_at",
    "exec_approved_by",
    "exec_approved_at",
    "xero_leave_application_id",
    "productive_booking_id",
    "google_calendar_event_id",
    "slack_message_ts",
    "integration_errors",
    "created_at",
]
HAPPENING = ["id", "action", "actor_id", "actor_name", "comment", "created_at"]


def test_leave_types(nucleus: Nucleus) -> None:
    types = nucleus.get("tom", "/types")

    assert list(types) == ["types"]
    assert [(each["name"], each["is_paid"]) for each in types["types"]] == [
        ("Annual Leave", 1),
        ("Sick Leave", 1),
        ("Unpaid Leave", 0),
    ]
    assert all(list(each) == ["id", "name", "is_paid"] for each in types["types"])
    assert '"is_paid":1' in nucleus.call("tom", "GET", "/types").text, "1, not true"


def test_leave_balances(nucleus: Nucleus) -> None:
    balances = nucleus.get("tom", "/balances")

    assert list(balances) == ["balances"]
    annual = balances["balances"][0]
    assert list(annual) == [
        "id",
        "leave_type_id",
        "leave_type_name",
        "balance_hours",
        "fetched_at",
    ]
    assert str(UUID(annual["id"])) == annual["id"]
    assert annual["leave_type_id"] == nucleus.leave_type()
    assert annual["leave_type_name"] == "Annual Leave"
    assert MOMENT.fullmatch(annual["fetched_at"])


def test_balance_hours_always_have_a_decimal_point(nucleus: Nucleus) -> None:
    text = nucleus.call("tom", "GET", "/balances").text

    assert '"balance_hours":168.0' in text, "21 days of 8 hours"


def test_balances_leave_out_what_has_none(nucleus: Nucleus) -> None:
    balances = nucleus.get("tom", "/balances")["balances"]

    assert [each["leave_type_name"] for each in balances] == ["Annual Leave", "Sick Leave"]


def test_refreshing_balances_answers_like_reading_them(nucleus: Nucleus) -> None:
    refreshed = nucleus.call("tom", "POST", "/balances/refresh")

    assert refreshed.status_code == 200
    assert refreshed.json() == nucleus.get("tom", "/balances")


def test_the_documented_body_asks_for_leave(nucleus: Nucleus) -> None:
    answer = nucleus.call("tom", "POST", "/requests", body=nucleus.sample())

    assert answer.status_code == 201
    created = answer.json()
    assert sorted(created) == ["history", "id", "request", "status"]
    assert created["id"] == created["request"]["id"]
    assert created["status"] == created["request"]["status"] == "pending_manager"
    assert list(created["request"]) == DETAIL


def test_list_of_requests(nucleus: Nucleus) -> None:
    nucleus.ask("tom")

    found = nucleus.get("tom", "/requests")

    assert list(found) == ["requests"]
    line = found["requests"][0]
    assert list(line) == LINE
    assert MOMENT.fullmatch(line.pop("created_at"))
    for name in ("id", "user_id"):
        assert str(UUID(line[name])) == line.pop(name)
    assert line == {
        "user_name": "Tom",
        "user_picture": None,
        "leave_type_name": "Annual Leave",
        "start_date": "2026-03-10",
        "end_date": "2026-03-14",
        "total_hours": 40,
        "status": "pending_manager",
    }


def test_ten_to_fourteen_march_are_forty_hours_without_a_decimal_point(nucleus: Nucleus) -> None:
    nucleus.ask("tom")

    assert '"total_hours":40,' in nucleus.call("tom", "GET", "/requests").text


def test_a_request_in_detail_with_its_history(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")
    nucleus.move("max", request, "approve")
    nucleus.move("ada", request, "approve", {"comment": "Enjoy."})

    found = nucleus.get("tom", f"/requests/{request}")

    assert list(found) == ["request", "history"]
    detail, history = found["request"], found["history"]
    assert list(detail) == DETAIL
    assert (detail["user_name"], detail["notes"], detail["status"]) == (
        "Tom",
        "Family holiday",
        "approved",
    )
    assert detail["leave_type_id"] == nucleus.leave_type()
    assert [list(each) for each in history] == [HAPPENING] * 3
    assert [(each["action"], each["actor_name"], each["comment"]) for each in history] == [
        ("submitted", "Tom", None),
        ("manager_approved", "Max", None),
        ("exec_approved", "Ada", "Enjoy."),
    ]
    assert detail["user_id"] == history[0]["actor_id"]
    assert detail["manager_approved_by"] == history[1]["actor_id"]
    assert detail["exec_approved_by"] == history[2]["actor_id"]
    assert MOMENT.fullmatch(detail["manager_approved_at"])
    assert MOMENT.fullmatch(detail["exec_approved_at"])
    assert all(MOMENT.fullmatch(each["created_at"]) for each in history)
    assert len({each["id"] for each in history}) == 3


def test_what_is_not_so_yet_is_null(nucleus: Nucleus) -> None:
    detail = nucleus.one("tom", nucleus.ask("tom", notes=None))

    unset = {name for name, value in detail.items() if value is None}
    assert unset == {"notes", *DETAIL[10:19]}


def test_a_list_of_fewer_hours_shows_the_fraction(nucleus: Nucleus) -> None:
    """Half hours are hours too: 7.6 hours a day, the Australian 38-hour week."""
    from leavebook.dialects.nucleus.wire import show_hours  # noqa: PLC0415  the one place it is told

    assert [show_hours(minutes) for minutes in (2400, 456, 30)] == [40, 7.6, 0.5]
    assert isinstance(show_hours(2400), int)


def test_the_number_of_pending_requests(nucleus: Nucleus) -> None:
    nucleus.ask("tom")
    nucleus.ask("lea")
    nucleus.ask("zoe")

    assert nucleus.call("max", "GET", "/pending-count").text == '{"count":2}'


def test_every_likely_name_of_the_count_leads_to_it(nucleus: Nucleus) -> None:
    nucleus.ask("tom")

    for path in ("/pending-count", "/requests/pending-count", "/requests/pending/count"):
        assert nucleus.get("max", path) == {"count": 1}


def test_hours_may_be_left_out_and_are_counted(nucleus: Nucleus) -> None:
    body = nucleus.sample()
    del body["total_hours"], body["notes"]

    answer = nucleus.call("tom", "POST", "/requests", body=body)

    assert answer.status_code == 201
    assert answer.json()["request"]["total_hours"] == 40


def test_the_name_of_the_leave_type_comes_from_its_id(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", leave_type_name="Something else")

    assert nucleus.one("tom", request)["leave_type_name"] == "Annual Leave"

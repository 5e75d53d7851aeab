"""Who decides on leave of a type that is HR's alone decides on days, and learns nothing else."""

from collections.abc import Callable

import httpx2
import pytest

from leavebook.domain.requests.discretion import Visibility
from leavebook.services.leave import decisions
from leavebook.storage.policies import leave_types
from tests.cast import Cast
from tests.conftest import bearer
from tests.web import discreet
from tests.web.discreet import FIRST, SAID, TYPE, Doors, listed

Web = Callable[..., httpx2.Client]

PLACE = "/v1/leaverequests"


@pytest.fixture
def doors(cast: Cast, web: Web) -> Doors:
    return Doors(cast, web)


def test_who_decides_decides_without_knowing(cast: Cast, doors: Doors) -> None:
    discreet.say(cast, Visibility.OFFICE)
    request = discreet.asked(cast)

    inbox = doors.page("mo", "/inbox")
    page = doors.page("mo", f"/requests/{request}")
    answer = doors.web(cast, "mo").post(f"/requests/{request}/approve", data={"version": "1"})

    for each in (inbox, page):
        assert "Absence" in each
        assert SAID in each
        assert "5 days" in each
        assert TYPE not in each
        assert "Chemotherapy" not in each
    assert "Left afterwards" not in inbox
    assert answer.status_code == 303
    with cast.acting("ada") as tx:
        assert tx.value("SELECT state FROM leave_request WHERE id = %(id)s", id=request) == (
            "approved"
        )


def test_hours_of_a_type_that_is_kept_from_who_decides_are_told_in_days(
    cast: Cast, doors: Doors
) -> None:
    request = discreet.asked(cast)
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET unit = 'hour', visibility = 'office' WHERE id = %(id)s",
            id=cast.leave_types["AL"],
        )
        tx.run("UPDATE leave_request SET amount = 40 WHERE id = %(id)s", id=request)
        tx.run("UPDATE leave_request_day SET amount = 8 WHERE request_id = %(id)s", id=request)

    to_mo = doors.page("mo", f"/requests/{request}")
    to_bea = doors.page("bea", f"/requests/{request}")

    assert ("5 days" in to_mo, "40 hours" in to_mo) == (True, False)
    assert ("5 days" in to_bea, "40 hours" in to_bea) == (False, True)


def test_balances_of_a_type_are_for_those_who_learn_it(cast: Cast, doors: Doors) -> None:
    discreet.say(cast, Visibility.OFFICE)
    bea, kind = cast.bea.employee_id, cast.leave_types["AL"]
    balances = f"/api/v1/leave/balances/{bea}"

    def names(who: str) -> list[str]:
        shown = doors.call(who, balances).json()["data"]["balances"]
        return [each["leave_type"]["name"] for each in shown]

    assert names("mo") == ["Sick Leave", "Unpaid Leave"]
    assert names("ada") == names("bea") == [TYPE, "Sick Leave", "Unpaid Leave"]
    assert TYPE not in doors.page("mo", f"/people/{bea}")
    assert TYPE in doors.page("bea", f"/people/{bea}")
    opened = [
        doors.web(cast, who).get(f"/balances/{bea}/{kind}").status_code for who in ("mo", "bea")
    ]
    assert opened == [404, 200]


def test_a_head_reads_no_report_of_a_type_that_is_hrs_alone(cast: Cast, doors: Doors) -> None:
    discreet.make_head(cast, "mo")
    discreet.say(cast, Visibility.OFFICE)
    discreet.approved(cast)
    kind = str(cast.leave_types["AL"])

    to_mo = doors.page("mo", "/reports", type=kind)
    to_ada = doors.page("ada", "/reports", type=kind)

    assert TYPE not in to_mo
    assert TYPE in to_ada


def test_nobody_asks_in_anothers_name_for_a_type_that_is_kept_from_them(
    cast: Cast, doors: Doors
) -> None:
    discreet.say(cast, Visibility.OFFICE)
    bea, kind = cast.bea.employee_id, cast.leave_types["AL"]
    body = {
        "employee_id": bea,
        "leave_type_id": kind,
        "start_date": FIRST.isoformat(),
        "end_date": "2026-12-31",
        "reason": "For her",
    }

    offered = doors.page("mo", "/ask", person=str(bea))
    answer = doors.web().post(
        "/api/v1/leave/requests",
        json=body,
        headers=bearer(cast.mo.token),
    )

    assert TYPE not in offered
    assert "Unpaid Leave" in offered
    assert answer.status_code == 403
    assert "21" not in answer.text  # what Bea has


@pytest.mark.parametrize("head", [False, True], ids=["manager", "head"])
def test_filters_and_counts_act_only_on_types_that_one_may_learn(
    cast: Cast, doors: Doors, *, head: bool
) -> None:
    if head:
        discreet.make_head(cast, "mo")
    discreet.say(cast, Visibility.OFFICE)
    discreet.approved(cast)
    discreet.approved(cast, "kim", code="UL")
    discreet.asked(cast, "mo")
    kinds = cast.leave_types

    def genius(**query: object) -> tuple[int, int]:
        answer = doors.call("mo", "/api/v1/leave/requests", **{k: str(v) for k, v in query.items()})
        return len(listed(answer)), answer.json()["meta"]["total"]

    def force(**query: str) -> tuple[int, int]:
        answer = doors.call("mo", "/v1/leaverequests", **query)
        return len(listed(answer)), answer.json()["paging"]["totalRowCount"]

    assert genius() == force() == (3, 3)
    # Of the type that is HR's alone Mo finds only what Mo asked for.
    assert genius(leave_type_id=kinds["AL"]) == (1, 1)
    assert genius(leave_type_id=kinds["AL"], employee_id=cast.bea.employee_id) == (0, 0)
    assert genius(leave_type_id=kinds["UL"]) == (1, 1)
    assert force(leaveType=TYPE) == (1, 1)
    assert force(leaveType="AL", userId=str(uuid_of(cast, "bea"))) == (0, 0)
    assert force(leaveType="Absence") == (0, 0)
    assert force(leaveType="Unpaid Leave") == (1, 1)
    assert force(leaveType=TYPE, leaveType_op="ne") == (2, 2)
    assert force(leaveType="Unpaid Leave", leaveType_op="ne") == (2, 2)


def test_sorting_by_type_tells_nothing_of_those_that_are_kept_from_one(
    cast: Cast, doors: Doors
) -> None:
    discreet.say(cast, Visibility.OFFICE)
    discreet.say(cast, Visibility.OFFICE, "UL")
    discreet.asked(cast, "bea", code="UL")
    discreet.asked(cast, "kim", code="AL")

    def people(**query: str) -> list[str]:
        return [each["user"][0]["fullname"] for each in listed(doors.call("mo", PLACE, **query))]

    # Both are the same to Mo, so they come in the order in which they were asked for.
    assert people(sortBy="leaveType", sortOrder="asc") == ["Bea", "Kim"]
    assert people(sortBy="leaveType", sortOrder="desc") == ["Kim", "Bea"]


def uuid_of(cast: Cast, who: str) -> object:
    with cast.acting() as tx:
        return tx.value(
            "SELECT uuid FROM user_account WHERE id = %(id)s", id=cast.members[who].user_id
        )


def test_a_form_that_is_sent_back_whole_leaves_a_type_that_was_not_shown(
    cast: Cast, doors: Doors
) -> None:
    discreet.say(cast, Visibility.OFFICE)
    request = discreet.asked(cast)
    (shown,) = listed(doors.call("mo", PLACE))
    body = {name: shown[name] for name in ("leaveType", "startDate", "endDate")}

    answer = doors.web().patch(
        f"{PLACE}/{shown['id']}",
        json={**body, "status": "approved"},
        headers=bearer(cast.mo.token),
    )

    assert answer.status_code == 200, answer.text
    with cast.acting("ada") as tx:
        kind = tx.value("SELECT leave_type_id FROM leave_request WHERE id = %(id)s", id=request)
        assert kind == cast.leave_types["AL"]


def test_who_decides_does_not_rewrite_what_they_do_not_know(cast: Cast, doors: Doors) -> None:
    discreet.say(cast, Visibility.OFFICE)
    request = discreet.asked(cast)

    answer = doors.web().put(
        f"/api/v1/leave/requests/{request}",
        json={"end_date": "2026-05-06"},
        headers=bearer(cast.mo.token),
    )

    assert answer.status_code == 403


def test_single_views_hide_the_type_and_what_other_systems_say_of_it(
    cast: Cast, doors: Doors
) -> None:
    discreet.say(cast, Visibility.OFFICE)
    request = discreet.asked(cast)
    with cast.acting("ada") as tx:
        uuid = tx.value("SELECT uuid FROM leave_request WHERE id = %(id)s", id=request)
        kind = leave_types.find(tx, cast.leave_types["AL"])
        assert kind is not None

    genius = doors.call("mo", f"/api/v1/leave/requests/{request}").json()["data"]
    nucleus = doors.call("mo", f"/api/leave/requests/{uuid}").json()["request"]
    force = doors.call("mo", f"{PLACE}/{uuid}").json()["leaveRequest"]

    assert genius["leave_type"] == {"id": None, "name": "Absence"}
    assert genius["reason"] is None
    assert (nucleus["leave_type_id"], nucleus["leave_type_name"]) == (None, "Absence")
    assert nucleus["notes"] is None
    assert (force["leaveType"], force["reason"]) == ("Absence", None)
    for shown in (genius, nucleus, force):
        assert TYPE not in str(shown)
        assert str(kind.uuid) not in str(shown)


def test_what_the_owner_says_of_leave_that_stays_inside_is_not_for_who_decides(
    cast: Cast, doors: Doors
) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET visibility = 'office',"
            " rules = jsonb_set(rules, '{approval,cancel_needs_approval}', 'true')"
        )
    request = discreet.approved(cast)
    with cast.acting("bea") as tx:
        decisions.cancel(tx, request, comment="The clinic moved me to June")
    with cast.acting("mo") as tx:
        decisions.decline_cancellation(tx, request, reason="Too late for that")
        uuid = tx.value("SELECT uuid FROM leave_request WHERE id = %(id)s", id=request)

    def told(who: str) -> tuple[str, str]:
        answer = doors.call(who, f"/api/leave/requests/{uuid}")
        return doors.page(who, f"/requests/{request}"), answer.text

    for said in told("mo"):
        assert ("clinic" in said, "Too late for that" in said) == (False, True)
    for said in (*told("ada"), *told("bea")):
        assert ("clinic" in said, "Too late for that" in said) == (True, True)

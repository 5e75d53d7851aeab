"""Whose key sees and changes whose leave."""

from uuid import uuid4

import httpx2
import pytest

from tests.cast import Cast
from tests.conftest import bearer
from tests.dialects.leaveinfo.calls import (
    LEAVES,
    booked,
    call,
    error,
    of_bea,
    results,
    shown,
    state_of,
)
from tests.services.newcomers import rows_of

FORBIDDEN = "You do not have permission to perform this action."


def test_leave_of_the_organisations_key_is_approved_at_once(api: httpx2.Client, cast: Cast) -> None:
    assert state_of(cast, booked(api, cast)) == "approved"


def test_leave_of_a_users_key_waits_for_a_decision(api: httpx2.Client, cast: Cast) -> None:
    assert state_of(cast, booked(api, cast, cast.bea.token)) == "pending"


def test_nobody_approves_their_own_leave_by_the_key_they_answer_for(
    api: httpx2.Client, cast: Cast
) -> None:
    assert state_of(cast, booked(api, cast, user=cast.ada.email)) == "pending"


def test_without_a_user_it_is_the_leave_of_whoever_the_key_is(
    api: httpx2.Client, cast: Cast
) -> None:
    body = {key: value for key, value in of_bea(cast).items() if key != "user"}

    by_user = call(api, "POST", "", cast.bea.token, json=body).headers["location"]
    by_organisation = call(api, "POST", "", cast, json=body).headers["location"]

    assert shown(api, by_user, cast)["username"] == "Bea"
    assert shown(api, by_organisation, cast)["username"] == "Ada"


def test_a_key_that_nobody_employed_answers_for_must_name_the_user(
    api: httpx2.Client, cast: Cast
) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE employee SET user_id = NULL WHERE id = %(id)s", id=cast.ada.employee_id)
    body = {key: value for key, value in of_bea(cast).items() if key != "user"}

    answer = call(api, "POST", "", cast, json=body)

    assert answer.json()["fields"] == {"user": ["Please provide user."]}


def test_the_organisations_key_changes_and_deletes_what_is_approved(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast)

    changed = call(api, "PATCH", address, cast, json={"end_date": "2026-04-15"})

    assert changed.json()["days"] == 4
    assert state_of(cast, address) == "approved"
    assert call(api, "DELETE", address, cast).status_code == 204


def test_users_change_and_delete_their_own_leave_until_it_is_approved(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast, cast.bea.token)

    changed = call(api, "PUT", address, cast.bea.token, json={"reason": "Family"})

    assert (changed.status_code, changed.json()["reason"]) == (200, "Family")
    assert call(api, "DELETE", address, cast.bea.token).status_code == 204


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_users_do_not_touch_their_own_leave_once_it_is_approved(
    api: httpx2.Client, cast: Cast, method: str
) -> None:
    address = booked(api, cast)
    before = rows_of(cast), shown(api, address, cast)
    body = {} if method == "DELETE" else {"json": {"reason": "Family"}}

    answer = call(api, method, address, cast.bea.token, **body)

    assert error(answer, 403) == FORBIDDEN
    assert (rows_of(cast), shown(api, address, cast)) == before


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_colleagues_leave_is_like_leave_that_does_not_exist(
    api: httpx2.Client, cast: Cast, method: str
) -> None:
    address = booked(api, cast, leave_id="secret")
    before = rows_of(cast)
    body = {} if method in {"GET", "DELETE"} else {"json": {"reason": "x"}}

    theirs = call(api, method, address, cast.kim.token, **body)
    nobodys = call(api, method, f"{LEAVES}{uuid4()}/", cast.kim.token, **body)

    assert error(theirs, 404) == "Not found."
    assert theirs.content == nobodys.content
    assert rows_of(cast) == before


def test_a_colleague_learns_of_leave_neither_by_list_nor_by_count(
    api: httpx2.Client, cast: Cast
) -> None:
    booked(api, cast, leave_type="Sick Leave")

    answer = call(api, "GET", "?items_per_page=1", cast.kim.token)

    assert answer.json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_a_colleague_learns_nothing_from_the_other_questions(
    api: httpx2.Client, cast: Cast
) -> None:
    booked(api, cast, leave_type="Sick Leave", reason="Flu")

    mine = call(api, "GET", "my_leaves/", cast.kim.token)
    options = call(api, "GET", "get_options/", cast.kim.token)

    assert mine.json()["count"] == 0
    assert [each["taken"] for each in mine.json()["balance"]] == [0, 0, 0]
    assert [each["label"] for each in options.json()["users"]] == ["Kim"]
    assert "Flu" not in mine.text + options.text


@pytest.mark.parametrize("who", ["kim", "mo", "ada"])
def test_a_users_key_books_for_nobody_else(api: httpx2.Client, cast: Cast, who: str) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", "", cast.members[who].token, json=of_bea(cast))

    assert error(answer, 403) == FORBIDDEN
    assert rows_of(cast) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_managers_key_reads_the_leave_of_the_team_and_changes_none(
    api: httpx2.Client, cast: Cast, method: str
) -> None:
    address = booked(api, cast, cast.bea.token)
    body = {} if method == "DELETE" else {"json": {"reason": "x"}}

    assert shown(api, address, cast.mo.token)["username"] == "Bea"
    assert error(call(api, method, address, cast.mo.token, **body), 403) == FORBIDDEN


def test_why_somebody_is_ill_is_for_themselves_and_the_office(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast, leave_type="Sick Leave", reason="Flu")

    reasons = [shown(api, address, key)["reason"] for key in (cast, cast.bea.token, cast.mo.token)]

    assert reasons == ["Flu", "Flu", ""]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_companys_leave_is_like_leave_that_does_not_exist(
    api: httpx2.Client, cast: Cast, strangers: Cast, method: str
) -> None:
    address = booked(api, strangers, leave_id="theirs")
    before = rows_of(strangers)
    body = {} if method in {"GET", "DELETE"} else {"json": {"reason": "x"}}

    theirs = call(api, method, address, cast, **body)
    nobodys = call(api, method, "nobodys/", cast, **body)

    assert error(theirs, 404) == "Not found."
    assert theirs.content == nobodys.content
    assert rows_of(strangers) == before


def test_another_companys_people_and_types_are_unknown(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    with strangers.acting() as tx:
        uuid = tx.value("SELECT uuid FROM user_account WHERE id = %(id)s", id=strangers.bea.user_id)
    before = rows_of(cast)
    unknown = call(api, "POST", "", cast, json=of_bea(cast, user="999999999"))

    for named in (str(uuid), str(strangers.bea.user_id), strangers.bea.email):
        answer = call(api, "POST", "", cast, json=of_bea(cast, user=named))
        assert answer.content == unknown.content
        assert answer.status_code == 400
    foreign_type = str(strangers.leave_types["AL"])
    answer = call(api, "POST", "", cast, json=of_bea(cast, leave_type=foreign_type))

    assert list(answer.json()["fields"]) == ["leave_type"]
    assert rows_of(cast) == before


def test_the_same_leave_id_may_be_used_in_two_companies(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    booked(api, strangers, leave_id="L-1")

    assert booked(api, cast, leave_id="L-1") == f"{LEAVES}L-1/"


def test_what_was_refused_or_taken_back_elsewhere_is_neither_listed_nor_found(
    api: httpx2.Client, cast: Cast
) -> None:
    rejected = booked(api, cast, cast.bea.token)
    cancelled = booked(api, cast, start_date="2026-05-04", end_date="2026-05-04")
    with cast.acting() as tx:
        for address, state in ((rejected, "rejected"), (cancelled, "cancelled")):
            tx.run(
                "UPDATE leave_request SET state = %(state)s, stage = NULL"
                " WHERE uuid::text = %(uuid)s",
                state=state,
                uuid=address.rstrip("/").rsplit("/", 1)[-1],
            )

    assert error(call(api, "GET", rejected, cast), 404) == "Not found."
    assert error(call(api, "GET", cancelled, cast), 404) == "Not found."
    assert results(call(api, "GET", "", cast)) == []
    assert call(api, "GET", "my_leaves/", cast.bea.token).json()["count"] == 0


def test_leave_of_this_api_is_the_same_leave_in_another(api: httpx2.Client, cast: Cast) -> None:
    booked(api, cast, reason="Family")

    (seen,) = api.get("/api/v1/leave/requests", headers=bearer(cast.bea.token)).json()["data"]

    assert (seen["status"], seen["total_days"], seen["reason"]) == ("approved", 3, "Family")
    assert (seen["start_date"], seen["end_date"]) == ("2026-04-10", "2026-04-14")


def test_leave_changed_through_another_api_keeps_its_leave_id(
    api: httpx2.Client, cast: Cast
) -> None:
    address = booked(api, cast, cast.bea.token, leave_id="L-7")
    (seen,) = api.get("/api/v1/leave/requests", headers=bearer(cast.bea.token)).json()["data"]

    changed = api.put(
        f"/api/v1/leave/requests/{seen['id']}",
        headers=bearer(cast.bea.token),
        json={"end_date": "2026-04-15"},
    )

    assert changed.status_code == 200
    leave = shown(api, address, cast)
    assert (leave["leave_id"], leave["days"]) == ("L-7", 4)
    # The moments of before do not belong to the days of now.
    assert leave["start_date"] == "2026-04-10T00:00:00.000Z"
    assert leave["end_date"] == "2026-04-15T00:00:00.000Z"

"""Taking leave back: one's own, or anybody's as an executive."""

import pytest

from tests.cast import Cast
from tests.dialects.nucleus.calls import Nucleus

MAY = {"start_date": "2026-05-04", "end_date": "2026-05-08"}


def test_people_cancel_their_own_pending_request(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", **MAY)

    answer = nucleus.move("tom", request, "cancel")

    assert answer.status_code == 200
    assert answer.json()["request"]["status"] == "cancelled"
    assert answer.json()["history"][-1]["action"] == "cancelled"


def test_people_cancel_their_own_approved_request_and_have_the_hours_back(
    nucleus: Nucleus,
) -> None:
    before = nucleus.get("tom", "/balances")["balances"][0]["balance_hours"]
    request = nucleus.ask("tom", **MAY)
    nucleus.move("ada", request, "approve")
    while_away = nucleus.get("tom", "/balances")["balances"][0]["balance_hours"]

    answer = nucleus.move("tom", request, "cancel")

    assert answer.json()["request"]["status"] == "cancelled"
    assert while_away == before - 40
    assert nucleus.get("tom", "/balances")["balances"][0]["balance_hours"] == before


@pytest.mark.parametrize("is_approved", [False, True])
def test_an_executive_cancels_anybodys_request(nucleus: Nucleus, *, is_approved: bool) -> None:
    request = nucleus.ask("tom", **MAY)
    if is_approved:
        nucleus.move("ada", request, "approve")

    assert nucleus.move("eve", request, "cancel").status_code == 200
    assert nucleus.status(request) == "cancelled"


@pytest.mark.parametrize("who", ["max", "ivo", "hana", "lea", "zoe"])
def test_nobody_else_cancels_not_even_the_manager(nucleus: Nucleus, who: str) -> None:
    request = nucleus.ask("tom", **MAY)

    answer = nucleus.move(who, request, "cancel")

    assert answer.status_code == 403
    assert nucleus.status(request) == "pending_manager"


@pytest.mark.parametrize("ended_by", ["reject", "cancel"])
@pytest.mark.parametrize("who", ["tom", "ada"])
def test_what_is_over_cannot_be_cancelled(nucleus: Nucleus, ended_by: str, who: str) -> None:
    request = nucleus.ask("tom", **MAY)
    nucleus.move("ada", request, ended_by, {"reason": "No."})
    before = nucleus.status(request)

    assert nucleus.move(who, request, "cancel").status_code == 400
    assert nucleus.status(request) == before


def test_deleting_is_cancelling(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", **MAY)

    answer = nucleus.call("tom", "DELETE", f"/requests/{request}")

    assert answer.status_code == 200
    assert answer.json()["request"]["status"] == "cancelled"


def test_a_comment_stands_in_the_history(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", **MAY)

    history = nucleus.move("tom", request, "cancel", {"comment": "Plans changed"}).json()["history"]

    assert history[-1]["comment"] == "Plans changed"


def test_leave_that_has_begun_can_be_cancelled_where_the_company_lets_people(
    nucleus: Nucleus,
) -> None:
    """The published page knows no deadline; a company may set one."""
    request = nucleus.ask("tom")
    nucleus.move("ada", request, "approve")

    assert nucleus.move("tom", request, "cancel").status_code == 200


def test_what_another_company_asked_for_cannot_be_touched(
    nucleus: Nucleus, strangers: Cast
) -> None:
    request = nucleus.ask("tom", **MAY)
    stranger = Nucleus(nucleus.api, strangers)

    answers = [
        stranger.move("ada", request, move, {"reason": "No."})
        for move in ("approve", "reject", "cancel", "retry-integrations")
    ]

    unknown = stranger.move("ada", "00000000-0000-4000-8000-000000000000", "cancel")
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, unknown.text)}
    assert nucleus.status(request) == "pending_manager"

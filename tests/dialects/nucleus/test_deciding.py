"""Who decides at which stage, and every move that is not allowed."""

from typing import Any

import pytest

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import Unit
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.dialects.nucleus.calls import Nucleus


def error(answer: Any) -> str:  # noqa: ANN401  an answer of the client
    assert list(answer.json()) == ["error"], answer.text
    return str(answer.json()["error"])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("ada", "approved"),
        ("hana", "pending_exec"),
        ("max", "pending_exec"),
        ("lea", "pending_manager"),
        ("tom", "pending_manager"),
    ],
)
def test_the_first_status_follows_from_the_submitters_level(
    nucleus: Nucleus, who: str, status: str
) -> None:
    assert nucleus.status(nucleus.ask(who)) == status


def test_an_executives_own_leave_is_approved_at_once_and_says_so(nucleus: Nucleus) -> None:
    request = nucleus.ask("ada")

    history = nucleus.get("ada", f"/requests/{request}")["history"]
    assert [each["action"] for each in history] == ["submitted", "auto_approved"]
    assert nucleus.one("ada", request)["exec_approved_by"] is None, "nobody else agreed"


def test_a_manager_of_the_squad_advances_the_request(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")

    answer = nucleus.move("max", request, "approve")

    assert answer.status_code == 200
    assert answer.json()["request"]["status"] == "pending_exec"
    assert answer.json()["request"]["exec_approved_by"] is None


def test_an_executives_approval_of_the_first_stage_is_final(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")

    detail = nucleus.move("ada", request, "approve").json()["request"]

    assert detail["status"] == "approved"
    assert detail["manager_approved_by"] is None
    assert detail["exec_approved_by"] is not None


@pytest.mark.parametrize("who", ["tom", "lea", "zoe", "ivo", "hana", "kim"])
@pytest.mark.parametrize("move", ["approve", "reject"])
def test_only_a_manager_of_the_squad_or_an_executive_decides_first(
    nucleus: Nucleus, who: str, move: str
) -> None:
    request = nucleus.ask("tom")

    answer = nucleus.move(who, request, move, {"reason": "No."})

    assert answer.status_code == 403
    assert error(answer)
    assert nucleus.status(request) == "pending_manager"


@pytest.mark.parametrize("who", ["tom", "lea", "max", "ivo", "hana"])
@pytest.mark.parametrize("move", ["approve", "reject"])
def test_only_an_executive_decides_last(nucleus: Nucleus, who: str, move: str) -> None:
    request = nucleus.ask("tom")
    nucleus.move("max", request, "approve")

    answer = nucleus.move(who, request, move, {"reason": "No."})

    assert answer.status_code == 403
    assert nucleus.status(request) == "pending_exec"


@pytest.mark.parametrize("move", ["approve", "reject"])
def test_nobody_decides_on_their_own_leave(nucleus: Nucleus, move: str) -> None:
    request = nucleus.ask("max")

    assert nucleus.move("max", request, move, {"reason": "No."}).status_code == 403
    assert nucleus.status(request) == "pending_exec"


def test_a_manager_rejects_with_a_reason_that_history_keeps(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")

    answer = nucleus.move("max", request, "reject", {"reason": "Release week"})

    assert answer.status_code == 200
    told = answer.json()
    assert told["request"]["status"] == "rejected"
    assert told["request"]["manager_approved_by"] is None, "a rejection is no approval"
    assert (told["history"][-1]["action"], told["history"][-1]["comment"]) == (
        "rejected",
        "Release week",
    )


def test_an_executives_rejection_leaves_the_managers_approval_on_record(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")
    nucleus.move("max", request, "approve")

    detail = nucleus.move("ada", request, "reject", {"reason": "No."}).json()["request"]

    assert detail["manager_approved_by"] is not None
    assert detail["exec_approved_by"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": None},
        {"reason": ""},
        {"reason": "   \t"},
        {"reason": "\u200b\u200d\ufeff"},
        {"reason": "x" * 2001},
        {"reason": 5},
        {"comment": "no"},
    ],
)
def test_a_rejection_without_a_readable_reason_is_refused(nucleus: Nucleus, body: object) -> None:
    request = nucleus.ask("tom")

    answer = nucleus.move("max", request, "reject", body)

    assert answer.status_code == 400
    assert "reason" in error(answer)
    assert nucleus.status(request) == "pending_manager"


@pytest.mark.parametrize("ended_by", ["approve", "reject", "cancel"])
@pytest.mark.parametrize("move", ["approve", "reject"])
def test_what_is_decided_cannot_be_decided_again(
    nucleus: Nucleus, ended_by: str, move: str
) -> None:
    request = nucleus.ask("tom", start_date="2026-05-04", end_date="2026-05-08")
    nucleus.move("ada", request, ended_by, {"reason": "No."})
    before = nucleus.status(request)

    answer = nucleus.move("eve", request, move, {"reason": "No."})

    assert answer.status_code == 400
    assert error(answer)
    assert nucleus.status(request) == before


@pytest.mark.parametrize("move", ["approve", "reject", "cancel", "retry-integrations"])
@pytest.mark.parametrize("name", ["00000000-0000-4000-8000-000000000000", "12", "x", "%00"])
def test_a_request_that_does_not_exist_is_not_found(nucleus: Nucleus, move: str, name: str) -> None:
    answer = nucleus.move("ada", name, move, {"reason": "No."})

    assert answer.status_code == 404
    assert error(answer)


def test_an_empty_body_approves(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")

    assert nucleus.move("max", request, "approve").status_code == 200


def test_what_is_not_ours_to_set_is_ignored(nucleus: Nucleus) -> None:
    """Nothing that a body claims about its own approval counts."""
    request = nucleus.ask(
        "tom",
        id="00000000-0000-4000-8000-000000000000",
        user_id=str(nucleus.cast.members["zoe"].user_id),
        status="approved",
        manager_approved_by="x",
        exec_approved_at="2026-03-02T10:00:00",
        created_at="2020-01-01T00:00:00",
    )

    detail = nucleus.one("tom", request)
    assert (detail["status"], detail["user_name"]) == ("pending_manager", "Tom")
    assert detail["exec_approved_at"] is None
    assert detail["created_at"].startswith("2026-04-01")


def test_under_one_stage_the_managers_approval_is_final(api: Any, database: Database) -> None:  # noqa: ANN401  the client
    nucleus = Nucleus(api, found_company(database, chain=Chain.SINGLE, unit=Unit.DAY))
    request = nucleus.ask("bea", start_date="2026-05-04", end_date="2026-05-08")
    assert nucleus.status(request) == "pending_manager"

    detail = nucleus.move("mo", request, "approve").json()["request"]

    assert detail["status"] == "approved"
    assert detail["manager_approved_by"] is not None
    assert detail["exec_approved_by"] is None


def test_days_are_shown_as_hours_whatever_the_unit(api: Any, database: Database) -> None:  # noqa: ANN401  the client
    nucleus = Nucleus(api, found_company(database, unit=Unit.DAY))
    request = nucleus.ask("bea", start_date="2026-05-04", end_date="2026-05-08")

    assert nucleus.one("bea", request)["total_hours"] == 40
    assert nucleus.get("bea", "/balances")["balances"][0]["balance_hours"] == (21 - 5) * 8.0


def test_a_companys_own_token_has_no_leave_and_decides_nothing(
    nucleus: Nucleus, tribe: Cast
) -> None:
    request = nucleus.ask("tom")
    headers = {"Authorization": f"Bearer {tribe.company_token}"}

    asked = nucleus.api.post("/api/leave/requests", headers=headers, json=nucleus.sample())
    approved = nucleus.api.post(f"/api/leave/requests/{request}/approve", headers=headers)

    assert (asked.status_code, approved.status_code) == (403, 403)
    assert nucleus.status(request) == "pending_manager"

"""What colleagues see of each other: that somebody is away, and nothing more."""

from collections.abc import Callable

import httpx2

from leavebook.services.leave import decisions
from tests.cast import Cast
from tests.web.conftest import ask

Web = Callable[..., httpx2.Client]


def test_a_colleague_sees_away_and_never_why(cast: Cast, web: Web) -> None:
    request = ask(cast, "bea", "2026-04-01", "2026-04-02", code="SL", reason="Migraine")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)

    chart = web(cast, "kim").get("/calendar?month=2026-04").text
    person = web(cast, "kim").get(f"/people/{cast.bea.employee_id}").text

    assert "Away, 1–2 Apr 2026" in chart
    for page in (chart, person):
        assert "Sick Leave" not in page
        assert "Migraine" not in page
    assert web(cast, "kim").get(f"/requests/{request}").status_code == 404


def test_what_waits_for_a_decision_is_nothing_to_colleagues(cast: Cast, web: Web) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")

    to_kim = web(cast, "kim").get("/calendar?month=2026-05").text
    to_mo = web(cast, "mo").get("/calendar?month=2026-05").text

    assert "4–8 May 2026" not in to_kim
    assert "4–8 May 2026" in to_mo


def test_a_manager_reads_the_kind_but_not_the_reason_of_sickness(cast: Cast, web: Web) -> None:
    request = ask(cast, "bea", "2026-04-01", "2026-04-02", code="SL", reason="Migraine")

    to_mo = web(cast, "mo").get(f"/requests/{request}").text
    to_ada = web(cast, "ada").get(f"/requests/{request}").text

    assert "Sick Leave" in to_mo
    assert "Migraine" not in to_mo
    assert "Migraine" in to_ada


def test_balances_and_numbers_are_for_those_whom_they_concern(cast: Cast, web: Web) -> None:
    balance = f"/balances/{cast.bea.employee_id}/{cast.leave_types['AL']}"

    assert web(cast, "kim").get(balance).status_code == 404
    assert web(cast, "mo").get(balance).status_code == 200
    assert web(cast, "kim").get("/reports").status_code == 403
    assert web(cast, "mo").get("/settings").status_code == 403


def test_nobody_can_be_anybody_where_there_is_no_demo(cast: Cast, web: Web) -> None:
    answer = web().post("/login/cast", data={"email": cast.bea.email, "company": cast.codename})

    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers

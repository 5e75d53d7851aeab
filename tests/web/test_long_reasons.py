"""A reason that is longer than what is kept is refused beside its field, whoever gives it where."""

from collections.abc import Callable

import httpx2
import pytest

from tests.cast import Cast
from tests.web.conftest import ask, decision_link

Web = Callable[..., httpx2.Client]
Say = Callable[[Cast, Web, str], httpx2.Response]


def reject(cast: Cast, web: Web, said: str) -> httpx2.Response:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    form = {"version": "1", "reason": said}
    return web(cast, "mo").post(f"/requests/{request}/reject", data=form)


def reject_by_letter(cast: Cast, web: Web, said: str) -> httpx2.Response:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    form = {"verdict": "reject", "reason": said}
    return web().post(decision_link(cast, "mo", request), data=form)


def cancel(cast: Cast, web: Web, said: str) -> httpx2.Response:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    form = {"version": "1", "comment": said}
    return web(cast, "bea").post(f"/requests/{request}/cancel", data=form)


def ask_for_leave(cast: Cast, web: Web, said: str) -> httpx2.Response:
    form = {
        "leave_type_id": str(cast.leave_types["AL"]),
        "first_day": "2026-06-01",
        "last_day": "2026-06-01",
        "reason": said,
    }
    return web(cast, "kim").post("/ask", data=form)


def note_sickness(cast: Cast, web: Web, said: str) -> httpx2.Response:
    form = {"first_day": "2026-03-31", "note": said}
    form["leave_type_id"] = str(cast.leave_types["SL"])
    return web(cast, "ada").post(f"/people/{cast.bea.employee_id}/sickness", data=form)


EVERYWHERE = pytest.mark.parametrize(
    "say", [reject, reject_by_letter, cancel, ask_for_leave, note_sickness]
)


@EVERYWHERE
def test_what_is_too_long_is_refused(cast: Cast, web: Web, say: Say) -> None:
    answer = say(cast, web, "x" * 2001)

    assert answer.status_code == 422
    assert "must not be longer than 2000 characters" in answer.text


@EVERYWHERE
def test_what_just_fits_is_taken(cast: Cast, web: Web, say: Say) -> None:
    assert say(cast, web, "x" * 2000).status_code == 303


@EVERYWHERE
def test_the_end_of_a_line_counts_as_one_character(cast: Cast, web: Web, say: Say) -> None:
    assert say(cast, web, "x" * 999 + "\r\n" + "x" * 1000).status_code == 303

"""Several who decide on the same request at the same moment: one of them does."""

from collections.abc import Callable
from datetime import date
from functools import partial

import httpx2
import pytest

from tests.cast import Cast
from tests.races.racing import (
    RACERS,
    Act,
    Field,
    assert_books_hold,
    events_of,
    race,
    used_and_pending,
    won,
)

MONDAY, WEDNESDAY = date(2026, 6, 15), date(2026, 6, 17)
REQUESTS = "/api/v1/leave/requests"

Move = Callable[[Field, int], httpx2.Response]


def asked(field: Field) -> int:
    answer = field.asks("geniushr", MONDAY, WEDNESDAY)()
    return int(answer.json()["data"]["id"])


def uuid_of(cast: Cast, request_id: int) -> object:
    with cast.acting() as tx:
        return tx.value("SELECT uuid FROM leave_request WHERE id = %(id)s", id=request_id)


def approve(field: Field, request: int) -> httpx2.Response:
    return field.call("mo", "PATCH", f"{REQUESTS}/{request}/approve")


def approve_elsewhere(field: Field, request: int) -> httpx2.Response:
    path = f"/api/leave/requests/{uuid_of(field.cast, request)}/approve"
    return field.call("mo", "POST", path)


def approve_by_status(field: Field, request: int) -> httpx2.Response:
    path = f"/v1/leaverequests/{uuid_of(field.cast, request)}"
    return field.call("ada", "PATCH", path, {"status": "approved", "recordVersion": 1})


def reject(field: Field, request: int) -> httpx2.Response:
    path = f"{REQUESTS}/{request}/reject"
    return field.call("mo", "PATCH", path, {"rejection_reason": "No."})


def cancel(field: Field, request: int) -> httpx2.Response:
    return field.call("bea", "DELETE", f"{REQUESTS}/{request}")


def edit(field: Field, request: int) -> httpx2.Response:
    return field.call("bea", "PUT", f"{REQUESTS}/{request}", {"end_date": MONDAY.isoformat()})


def acts(field: Field, request: int, *moves: Move) -> list[Act]:
    """Return forty acts, taking turns among the moves."""
    return [partial(moves[n % len(moves)], field, request) for n in range(RACERS)]


@pytest.mark.parametrize("move", [approve, reject, cancel])
def test_one_move_made_forty_times_at_once_is_made_once(field: Field, move: Move) -> None:
    request = asked(field)

    answers = race(acts(field, request, move))

    assert len(won(answers)) == 1
    assert len(events_of(field.cast, request)) == 2
    assert_books_hold(field.cast)


def test_approved_and_rejected_at_once_it_is_one_of_them(field: Field) -> None:
    request = asked(field)

    answers = race(acts(field, request, approve, reject))

    assert len(won(answers)) == 1
    (_, outcome) = events_of(field.cast, request)
    used = {"approved": (3, 0), "rejected": (0, 0)}
    assert used_and_pending(field.cast) == used[outcome]
    assert_books_hold(field.cast)


def test_approved_through_two_doors_at_once_it_is_approved_once(field: Field) -> None:
    request = asked(field)

    race(acts(field, request, approve, approve_elsewhere))

    assert events_of(field.cast, request) == ["submitted", "approved"]
    assert used_and_pending(field.cast) == (3, 0)
    assert_books_hold(field.cast)


def test_approved_and_cancelled_at_once_nothing_is_used_in_the_end(field: Field) -> None:
    request = asked(field)

    race(acts(field, request, approve, cancel))

    happened = events_of(field.cast, request)
    assert happened in (["submitted", "withdrawn"], ["submitted", "approved", "cancelled"])
    assert used_and_pending(field.cast) == (0, 0)
    assert_books_hold(field.cast)


def test_edited_and_approved_at_once_what_is_approved_is_what_is_used(field: Field) -> None:
    request = asked(field)

    race(acts(field, request, approve, edit))

    happened = events_of(field.cast, request)
    assert happened.count("approved") == 1
    assert happened[-1] == "approved"
    days = 1 if "edited" in happened else 3
    assert used_and_pending(field.cast) == (days, 0)
    assert_books_hold(field.cast)


def test_the_second_of_three_doors_finds_it_decided(field: Field) -> None:
    request = asked(field)

    race(acts(field, request, approve, approve_by_status, reject))

    assert len(events_of(field.cast, request)) == 2
    assert_books_hold(field.cast)

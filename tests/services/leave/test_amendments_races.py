"""Who changes, approves and cancels the same leave at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.problems import Code, Refused
from leavebook.services.leave import amendments, decisions
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.services.changing import (
    LATER,
    LONGER,
    approved,
    asked_for,
    figures,
    is_proven,
    leave,
    refusal,
    state_of,
)


def at_once(cast: Cast, *acts: tuple[str, Callable[[Transaction], object]]) -> list[Code | None]:
    """Have people act at the same moment; return what each is refused with, None for success."""
    barrier = Barrier(len(acts))
    said: dict[int, Code | None] = {}

    def act(place: int, who: str, do: Callable[[Transaction], object]) -> None:
        barrier.wait()
        try:
            with cast.acting(who) as tx:
                do(tx)
        except Refused as refused:
            said[place] = refused.problems[0].code
        else:
            said[place] = None

    threads = [Thread(target=act, args=(place, *each)) for place, each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [said[place] for place in range(len(acts))]


def test_of_two_who_change_the_same_leave_at_once_one_succeeds(cast: Cast) -> None:
    old = approved(cast)

    said = at_once(
        cast,
        ("bea", lambda tx: amendments.amend(tx, old.id, leave(cast, LONGER))),
        ("mo", lambda tx: amendments.amend(tx, old.id, leave(cast, LATER))),
    )

    assert sorted(said, key=str) == [None, Code.CHANGE_WAITS]
    assert is_proven(cast)


@pytest.mark.parametrize("_again", range(3))
def test_approved_and_cancelled_at_the_same_moment_one_of_the_leaves_is_left_or_none(
    cast: Cast, _again: int
) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    approval, cancellation = at_once(
        cast,
        ("mo", lambda tx: decisions.approve(tx, new.id)),
        ("bea", lambda tx: decisions.cancel(tx, old.id)),
    )

    states = state_of(cast, old), state_of(cast, new)
    if approval is None:
        assert cancellation is Code.NOT_CANCELLABLE
        assert states == (State.SUPERSEDED, State.APPROVED)
        assert figures(cast) == (7, 0, -7)
    else:
        assert (approval, cancellation) == (Code.NOT_PENDING, None)
        assert states == (State.CANCELLED, State.WITHDRAWN)
        assert figures(cast) == (0, 0, 0)
    assert is_proven(cast)


def test_the_database_itself_lets_one_change_wait(cast: Cast) -> None:
    old = approved(cast)
    asked_for(cast, old, LONGER)

    def write_another() -> None:
        with cast.acting("bea") as tx:
            tx.run(
                "INSERT INTO leave_request (company_id, employee_id, leave_type_id, first_day,"
                " last_day, spans, amount, days, minutes, state, stage, approval, asked_at,"
                " asked_by, door, replaces_id, changed_at) SELECT company_id, employee_id,"
                " leave_type_id, first_day, last_day, spans, amount, days, minutes, 'pending',"
                " 'manager', approval, asked_at, asked_by, door, id, changed_at"
                " FROM leave_request WHERE id = %(id)s",
                id=old.id,
            )

    assert refusal(write_another) == [Code.CHANGE_WAITS]

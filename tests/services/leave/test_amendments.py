"""Agreed leave that is to be other leave: what is held and reserved until that is decided."""

from datetime import date

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.problems import Code
from leavebook.services.leave import amendments, decisions, requests
from tests.cast import Cast
from tests.services.changing import (
    LATER,
    LONGER,
    SHORTER,
    WEEK,
    agreed,
    approved,
    asked_for,
    figures,
    held,
    history,
    is_proven,
    leave,
    refusal,
    state_of,
)


def test_leave_that_is_to_be_longer_reserves_only_the_days_more(cast: Cast) -> None:
    old = approved(cast)
    before = figures(cast)

    new = asked_for(cast, old, LONGER)

    assert before == (5, 0, -5)
    assert (new.state, new.replaces_id) == (State.PENDING, old.id)
    assert new.amount == 7
    assert state_of(cast, old) is State.APPROVED
    assert figures(cast) == (5, 2, -7)
    assert held(cast, old) == [("2026-04-20 00:00:00", "2026-04-25 00:00:00")]
    assert held(cast, new) == [("2026-04-25 00:00:00", "2026-04-29 00:00:00")]
    assert history(cast, old) == ["submitted", "approved", "amended"]
    assert history(cast, new) == ["submitted"]
    assert is_proven(cast)


def test_what_is_reserved_says_why_it_is_less_than_the_leave(cast: Cast) -> None:
    new = asked_for(cast, approved(cast), LONGER)

    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT amount, explanation ->> 'formula' AS says FROM ledger_entry"
            " WHERE kind = 'reserve' AND source = %(id)s ORDER BY id",
            id=str(new.id),
        )

    says = "what it takes beyond the leave it is to replace, taken from the buckets in order"
    assert [(row.amount, row.says) for row in rows] == [(-1, says), (-1, says)]


def test_its_approval_replaces_the_old_leave(cast: Cast) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    with cast.acting("mo") as tx:
        decided = decisions.approve(tx, new.id, comment="Enjoy it.")

    assert decided.state is State.APPROVED
    assert state_of(cast, old) is State.SUPERSEDED
    assert figures(cast) == (7, 0, -7)
    assert held(cast, old) == []
    assert held(cast, new) == [("2026-04-20 00:00:00", "2026-04-29 00:00:00")]
    assert history(cast, old) == ["submitted", "approved", "amended", "superseded"]
    assert history(cast, new) == ["submitted", "approved"]
    assert is_proven(cast)


@pytest.mark.parametrize(
    ("span", "waiting", "done"),
    [
        (SHORTER, (5, 0, -5), (3, 0, -3)),
        (LATER, (5, 0, -5), (5, 0, -5)),
        (half_day(date(2026, 4, 20), date(2026, 4, 20), Half.PM), (5, 0, -5), (0.5, 0, -0.5)),
        # From Wednesday: five of the seven days are covered, whichever they are.
        (whole_days(date(2026, 4, 22), date(2026, 4, 30)), (5, 2, -7), (7, 0, -7)),
    ],
)
def test_the_books_hold_the_larger_of_the_two_until_one_is_left(
    cast: Cast, span: Span, waiting: tuple[float, ...], done: tuple[float, ...]
) -> None:
    old = approved(cast)

    new = asked_for(cast, old, span)
    while_it_waits = figures(cast)
    agreed(cast, new)

    assert while_it_waits == waiting
    assert figures(cast) == done
    assert is_proven(cast)


def test_leave_of_next_year_does_not_pay_for_leave_of_this_one(cast: Cast) -> None:
    old = approved(cast, whole_days(date(2026, 12, 14), date(2026, 12, 18)))  # five days

    asked_for(cast, old, whole_days(date(2027, 1, 4), date(2027, 1, 8)))  # five of 2027

    assert figures(cast) == (5, 0, -10)
    assert is_proven(cast)


def test_who_has_booked_every_day_may_still_move_some_of_them(cast: Cast) -> None:
    old = approved(cast)
    approved(cast, whole_days(date(2026, 8, 3), date(2026, 8, 24)))  # the other sixteen
    everything = figures(cast)

    new = asked_for(cast, old, LATER)

    assert everything == (21, 0, -21)
    assert new.state is State.PENDING
    assert figures(cast) == (21, 0, -21)


@pytest.mark.parametrize("end", ["reject", "withdraw"])
def test_a_change_that_comes_to_nothing_leaves_the_old_leave_alone(cast: Cast, end: str) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    if end == "reject":
        with cast.acting("mo") as tx:
            decisions.reject(tx, new.id, reason="Too many are away.")
    else:
        with cast.acting("bea") as tx:
            decisions.cancel(tx, new.id)

    ended = State.REJECTED if end == "reject" else State.WITHDRAWN
    assert (state_of(cast, new), state_of(cast, old)) == (ended, State.APPROVED)
    assert figures(cast) == (5, 0, -5)
    assert held(cast, new) == []
    assert asked_for(cast, old, LATER).state is State.PENDING
    assert is_proven(cast)


def test_only_one_change_waits_at_a_time(cast: Cast) -> None:
    old = approved(cast)
    asked_for(cast, old, LONGER)

    assert refusal(lambda: asked_for(cast, old, LATER)) == [Code.CHANGE_WAITS]
    with cast.acting("mo") as tx:
        assert refusal(lambda: requests.edit(tx, old.id, leave(cast, SHORTER))) == [
            Code.CHANGE_WAITS
        ]


def test_what_the_leave_is_already_is_no_change(cast: Cast) -> None:
    old = approved(cast)

    assert refusal(lambda: asked_for(cast, old, WEEK)) == [Code.NOTHING_CHANGES]


def test_another_reason_alone_is_a_change(cast: Cast) -> None:
    old = approved(cast)

    with cast.acting("bea") as tx:
        new = amendments.amend(tx, old.id, leave(cast, WEEK, reason="We move house."))

    assert figures(cast) == (5, 0, -5)
    assert held(cast, new) == []


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_cancelling_the_leave_takes_the_change_back_too(cast: Cast, who: str) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    with cast.acting(who) as tx:
        decisions.cancel(tx, old.id)

    assert (state_of(cast, old), state_of(cast, new)) == (State.CANCELLED, State.WITHDRAWN)
    assert figures(cast) == (0, 0, 0)
    assert history(cast, new) == ["submitted", "withdrawn"]
    assert is_proven(cast)

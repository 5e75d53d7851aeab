"""What leave does to shifts."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from leavebook.domain.calendar.spans import Half, half_day, whole_days
from leavebook.domain.problems import Refused
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.shifts import shift_leave
from leavebook.services.telling.notifications import notify
from tests.cast import Cast
from tests.services.shift_plans import (
    APRIL,
    FRIDAY,
    TUESDAY,
    approved,
    asked,
    assigned,
    planned,
    standing,
    told,
)


def test_approval_takes_the_person_out_of_the_shifts_it_overlaps_and_says_which(
    cast: Cast,
) -> None:
    inside = assigned(cast, planned(cast, FRIDAY))
    before = assigned(cast, planned(cast, FRIDAY - timedelta(days=1)))

    request_id = approved(cast)

    assert standing(cast, inside) == ("removed_by_leave", request_id)
    assert standing(cast, before) == ("assigned", None)
    assert told(cast, request_id, "approved") == [{"removed_assignments": [str(inside)]}]


@pytest.mark.parametrize(
    ("day", "hours", "is_removed"),
    [
        (FRIDAY - timedelta(days=1), (9, 17), False),
        (FRIDAY - timedelta(days=1), (16, 0), False),
        (FRIDAY - timedelta(days=1), (22, 6), True),
        (FRIDAY, (0, 8), True),
        (TUESDAY, (22, 6), True),
        (TUESDAY + timedelta(days=1), (0, 8), False),
    ],
    ids=[
        "the day before",
        "until midnight",
        "the night into the first day",
        "the first morning",
        "the night out of the last day",
        "the morning after",
    ],
)
def test_a_shift_is_removed_when_its_hours_meet_the_leave(
    cast: Cast, day: date, hours: tuple[int, int], *, is_removed: bool
) -> None:
    assignment = assigned(cast, planned(cast, day, hours=hours))

    approved(cast)

    assert (standing(cast, assignment)[0] == "removed_by_leave") is is_removed


def test_a_free_afternoon_leaves_the_morning_shift_alone(cast: Cast) -> None:
    morning = assigned(cast, planned(cast, FRIDAY, hours=(8, 12)))
    afternoon = assigned(cast, planned(cast, FRIDAY, hours=(12, 18)))

    approved(cast, half_day(FRIDAY, FRIDAY, Half.PM))

    assert standing(cast, morning)[0] == "assigned"
    assert standing(cast, afternoon)[0] == "removed_by_leave"


def test_the_days_of_leave_are_those_of_the_persons_site(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE site SET timezone = 'Pacific/Auckland'")
    # Thursday 13:00 to 21:00 in Greenwich is Friday from one in the morning in Auckland.
    away = assigned(cast, planned(cast, FRIDAY - timedelta(days=1), hours=(13, 21)))
    back = assigned(cast, planned(cast, TUESDAY, hours=(13, 21)))

    approved(cast)

    assert standing(cast, away)[0] == "removed_by_leave"
    assert standing(cast, back)[0] == "assigned"


def test_leave_that_nobody_has_to_approve_removes_shifts_at_once(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET approval = 'none' WHERE code = 'SL'")
    assignment = assigned(cast, planned(cast, FRIDAY))

    request_id = asked(cast, APRIL, kind="SL")

    assert standing(cast, assignment) == ("removed_by_leave", request_id)


def test_a_request_alone_removes_nothing_and_neither_does_a_rejection(cast: Cast) -> None:
    assignment = assigned(cast, planned(cast, FRIDAY))

    request_id = asked(cast)
    pending = standing(cast, assignment)
    with cast.acting("mo") as tx:
        decisions.reject(tx, request_id, reason="Too busy")

    assert pending == ("assigned", None)
    assert standing(cast, assignment) == ("assigned", None)


def test_following_the_same_leave_twice_changes_nothing_more(cast: Cast) -> None:
    assignment = assigned(cast, planned(cast, FRIDAY))
    request_id = approved(cast)
    before = standing(cast, assignment)

    with cast.acting("mo") as tx:
        request, person = requests.lock_request(tx, request_id)
        again = shift_leave.follow(tx, person, request, was=request.state)

    assert again == {}
    assert standing(cast, assignment) == before


def test_cancelling_assigns_nobody_again_but_tells_whoever_planned_the_shift(cast: Cast) -> None:
    assignment = assigned(cast, planned(cast, FRIDAY, who="mo"))
    request_id = approved(cast)

    with cast.acting("ada") as tx:
        decisions.cancel(tx, request_id)

    assert standing(cast, assignment) == ("removed_by_leave", request_id)
    assert told(cast, request_id, "shifts.freed_again") == [{"assignments": [str(assignment)]}]
    assert notified(cast, request_id, "shifts.freed_again") == [cast.mo.user_id]


def notified(cast: Cast, request_id: int, name: str) -> list[int]:
    with cast.acting() as tx:
        event = tx.value(
            "SELECT uuid FROM event WHERE request_id = %(r)s AND name = %(n)s", r=request_id, n=name
        )
        notify(tx, event)
        notify(tx, event)
        rows = tx.rows(
            "SELECT n.user_id FROM notification AS n JOIN event AS v ON v.id = n.event_id"
            " WHERE v.uuid = %(u)s ORDER BY n.user_id",
            u=event,
        )
    return [row.user_id for row in rows]


def test_moving_approved_leave_removes_the_new_days_and_frees_the_old_ones(cast: Cast) -> None:
    friday = assigned(cast, planned(cast, FRIDAY))
    later = assigned(cast, planned(cast, date(2026, 4, 20)))
    request_id = approved(cast)

    with cast.acting("ada") as tx:
        requests.edit(
            tx,
            request_id,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 4, 20), date(2026, 4, 21)),),
            ),
        )

    assert standing(cast, later) == ("removed_by_leave", request_id)
    assert told(cast, request_id, "edited") == [{"removed_assignments": [str(later)]}]
    assert told(cast, request_id, "shifts.freed_again") == [{"assignments": [str(friday)]}]


def test_approval_and_assignment_at_the_same_moment_never_both_win(cast: Cast) -> None:
    request_id = asked(cast)
    shift = planned(cast, FRIDAY)
    start = Barrier(2)

    def approve() -> None:
        start.wait()
        with cast.acting("ada") as tx:
            decisions.approve(tx, request_id)

    def assign() -> None:
        start.wait()
        try:
            assigned(cast, shift)
        except Refused:
            return

    racers = [Thread(target=approve), Thread(target=assign)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    with cast.acting() as tx:
        working = tx.value("SELECT count(*) FROM shift_assignment WHERE state = 'assigned'")
    assert working == 0

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.shifts import ShiftContent, ShiftState, TemplateContent
from leavebook.domain.spans import Half, Span, half_day, whole_days
from leavebook.services import (
    decisions,
    requests,
    shift_assignments,
    shift_leave,
    shift_templates,
    shifts,
)
from leavebook.services.notifications import notify
from leavebook.services.requests import LeaveAsked
from leavebook.storage.transaction import Transaction
from tests.cast import Cast

FRIDAY = date(2026, 4, 10)
TUESDAY = date(2026, 4, 14)
APRIL = whole_days(FRIDAY, TUESDAY)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def planned(cast: Cast, day: date, *, hours: tuple[int, int] = (9, 17), who: str = "mo") -> UUID:
    """Plan a shift of a day; an end before the start lies on the next one."""
    starts, ends = at(day, hours[0]), at(day, hours[1])
    if ends <= starts:
        ends += timedelta(days=1)
    with cast.acting(who) as tx:
        shift_id = shifts.plan(tx, ShiftContent(title="Desk", starts_at=starts, ends_at=ends))
        return uuid_of(tx, "shift", shift_id)


def assigned(cast: Cast, shift: UUID, who: str = "bea", *, by: str = "mo") -> UUID:
    with cast.acting(by) as tx:
        assignment_id = shift_assignments.assign(tx, shift, user_uuid(tx, cast, who))
        return uuid_of(tx, "shift_assignment", assignment_id)


def user_uuid(tx: Transaction, cast: Cast, who: str) -> UUID:
    return uuid_of(tx, "user_account", cast.members[who].user_id)


def uuid_of(tx: Transaction, table: str, row_id: int) -> UUID:
    uuid: UUID = tx.value(f"SELECT uuid FROM {table} WHERE id = %(id)s", id=row_id)
    return uuid


def standing(cast: Cast, assignment: UUID) -> tuple[str, int | None]:
    with cast.acting() as tx:
        row = tx.row(
            "SELECT state, request_id FROM shift_assignment WHERE uuid = %(u)s", u=assignment
        )
    assert row is not None
    return row.state, row.request_id


def asked(cast: Cast, *spans: Span, kind: str = "AL") -> int:
    with cast.acting("bea") as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types[kind],
                spans=spans or (APRIL,),
            ),
        )
    return request.id


def approved(cast: Cast, *spans: Span) -> int:
    request_id = asked(cast, *spans)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def told(cast: Cast, request_id: int, name: str) -> list[Mapping[str, object]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT details FROM event WHERE request_id = %(r)s AND name = %(n)s ORDER BY id",
            r=request_id,
            n=name,
        )
    return [row.details for row in rows]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[Code]:
    return [problem.code for problem in refused.value.problems]


def only(refused: pytest.ExceptionInfo[Refused]) -> Problem:
    (problem,) = refused.value.problems
    return problem


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


def test_nobody_is_assigned_to_two_shifts_at_once(cast: Cast) -> None:
    first = assigned(cast, planned(cast, FRIDAY, hours=(9, 13)))
    second = planned(cast, FRIDAY, hours=(12, 16))

    with pytest.raises(Refused) as refused:
        assigned(cast, second)

    assert only(refused) == Problem(Code.OVERLAPS, {"assignments": (first,)})


def test_one_shift_may_begin_when_another_ends(cast: Cast) -> None:
    assigned(cast, planned(cast, FRIDAY, hours=(9, 13)))

    second = assigned(cast, planned(cast, FRIDAY, hours=(13, 17)))

    assert standing(cast, second) == ("assigned", None)


def test_nobody_is_assigned_twice_to_the_same_shift(cast: Cast) -> None:
    shift = planned(cast, FRIDAY)
    assigned(cast, shift)

    with pytest.raises(Refused) as refused:
        assigned(cast, shift)

    assert codes(refused) == [Code.TAKEN]


def test_nobody_is_assigned_to_a_shift_during_approved_leave(cast: Cast) -> None:
    request_id = approved(cast)
    shift = planned(cast, FRIDAY)

    with pytest.raises(Refused) as refused:
        assigned(cast, shift)

    assert only(refused) == Problem(Code.OVERLAPS, {"leave": (request_id,)})


def test_leave_that_is_only_asked_for_keeps_nobody_from_a_shift(cast: Cast) -> None:
    asked(cast)

    assignment = assigned(cast, planned(cast, FRIDAY))

    assert standing(cast, assignment) == ("assigned", None)


def test_nobody_is_assigned_before_they_join(cast: Cast) -> None:
    shift = planned(cast, date(2023, 12, 31))

    with pytest.raises(Refused) as refused:
        assigned(cast, shift)

    assert codes(refused) == [Code.NOT_EMPLOYED]


def test_a_shift_moves_with_everybody_in_it_unless_one_cannot(cast: Cast) -> None:
    shift = planned(cast, FRIDAY, hours=(9, 13))
    assignment = assigned(cast, shift)
    assigned(cast, planned(cast, FRIDAY, hours=(14, 18)))

    moved = at(FRIDAY, 8), at(FRIDAY, 12)
    with cast.acting("mo") as tx:
        shifts.change(tx, shift, lambda now: replace(now, starts_at=moved[0], ends_at=moved[1]))
    with pytest.raises(Refused) as refused, cast.acting("mo") as tx:
        shifts.change(tx, shift, lambda now: replace(now, ends_at=at(FRIDAY, 15)))

    assert codes(refused) == [Code.OVERLAPS]
    with cast.acting() as tx:
        period = tx.row(
            "SELECT lower(period) AS a, upper(period) AS b FROM shift_assignment"
            " WHERE uuid = %(u)s",
            u=assignment,
        )
    assert period is not None
    assert (period.a, period.b) == moved


def test_a_shift_that_is_called_off_lets_everybody_go_and_takes_nobody(cast: Cast) -> None:
    shift = planned(cast, FRIDAY)
    assigned(cast, shift)
    with cast.acting("mo") as tx:
        shifts.change(tx, shift, lambda now: replace(now, state=ShiftState.CANCELLED))

    free = assigned(cast, planned(cast, FRIDAY))
    with pytest.raises(Refused) as refused:
        assigned(cast, shift, "kim")

    assert standing(cast, free) == ("assigned", None)
    assert codes(refused) == [Code.ILLEGAL_MOVE]


def test_a_place_in_a_shift_is_handed_to_somebody_who_is_free(cast: Cast) -> None:
    approved(cast)
    assignment = assigned(cast, planned(cast, FRIDAY), "kim")

    with pytest.raises(Refused) as refused, cast.acting("mo") as tx:
        shift_assignments.hand_over(tx, assignment, user_uuid(tx, cast, "bea"))

    assert codes(refused) == [Code.OVERLAPS]


def test_employees_plan_nothing(cast: Cast) -> None:
    shift = planned(cast, FRIDAY)

    with pytest.raises(Refused) as planning:
        planned(cast, FRIDAY, who="bea")
    with pytest.raises(Refused) as assigning:
        assigned(cast, shift, "bea", by="bea")

    assert codes(planning) == codes(assigning) == [Code.FORBIDDEN]


def test_a_manager_assigns_their_own_people_only(cast: Cast) -> None:
    shift = planned(cast, FRIDAY)

    with pytest.raises(Refused) as refused:
        assigned(cast, shift, "ada", by="mo")

    assert codes(refused) == [Code.FORBIDDEN]


def test_people_and_shifts_of_another_company_do_not_exist(cast: Cast, strangers: Cast) -> None:
    shift = planned(cast, FRIDAY)
    theirs = planned(strangers, FRIDAY)
    with strangers.acting() as tx:
        sid = user_uuid(tx, strangers, "bea")

    with pytest.raises(Refused) as foreign_person, cast.acting("mo") as tx:
        shift_assignments.assign(tx, shift, sid)
    with pytest.raises(Refused) as foreign_shift, cast.acting("mo") as tx:
        shift_assignments.assign(tx, theirs, user_uuid(tx, cast, "bea"))

    assert codes(foreign_person) == codes(foreign_shift) == [Code.UNKNOWN_REFERENCE]


def test_a_change_of_an_older_version_is_refused(cast: Cast) -> None:
    shift = planned(cast, FRIDAY)
    with cast.acting("mo") as tx:
        shifts.change(tx, shift, lambda now: replace(now, title="Counter"), version=1)

    with pytest.raises(Refused) as refused, cast.acting("mo") as tx:
        shifts.change(tx, shift, lambda now: replace(now, title="Phone"), version=1)

    assert only(refused) == Problem(Code.STALE, {"version": 2})


def test_a_template_names_the_moments_of_a_night_shift(cast: Cast) -> None:
    night = TemplateContent(name="Night", starts=time(22), ends=time(6), days_of_week=(1, 2))
    with cast.acting("mo") as tx:
        template_id = shift_templates.add(tx, night)
        uuid = uuid_of(tx, "shift_template", template_id)
        starts, ends = shifts.on_day(tx, shift_templates.named(tx, uuid).content, FRIDAY)

    assert (starts, ends) == (at(FRIDAY, 22), at(FRIDAY + timedelta(days=1), 6))


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

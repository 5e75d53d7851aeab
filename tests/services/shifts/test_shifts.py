"""Who is assigned to which shift."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from leavebook.domain.calendar.shifts import ShiftState, TemplateContent
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.shifts import shift_assignments, shift_templates, shifts
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.services.shift_plans import (
    FRIDAY,
    approved,
    asked,
    assigned,
    at,
    codes,
    only,
    planned,
    standing,
    user_uuid,
    uuid_of,
)


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


@pytest.mark.parametrize(
    "take_away",
    [
        shifts.remove,
        lambda tx, shift: shifts.change(
            tx, shift, lambda now: replace(now, state=ShiftState.CANCELLED)
        ),
        lambda tx, shift: shifts.change(
            tx, shift, lambda now: replace(now, ends_at=now.ends_at + timedelta(hours=1))
        ),
    ],
    ids=["removed", "called off", "moved"],
)
def test_a_shift_is_not_taken_from_people_one_does_not_answer_for(
    cast: Cast, take_away: Callable[[Transaction, UUID], int]
) -> None:
    shift = planned(cast, FRIDAY)
    place = assigned(cast, shift, "ada", by="ada")

    with pytest.raises(Refused) as refused, cast.acting("mo") as tx:
        take_away(tx, shift)

    assert codes(refused) == [Code.FORBIDDEN]
    assert standing(cast, place) == ("assigned", None)


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

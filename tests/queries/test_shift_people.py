"""Whom a planner is offered for a shift: exactly those whom they may assign to it."""

import pytest

from leavebook.domain.problems import Refused
from leavebook.queries.shifts.shift_page import shift_page
from leavebook.queries.shifts.shift_week import WeekView, shift_week
from leavebook.services.shifts import shift_assignments
from tests.cast import Cast
from tests.services.shift_plans import FRIDAY, assigned, planned, user_uuid
from tests.services.waiting import (
    EASTER_TUESDAY,
    WEDNESDAY,
    ask,
    let_kim_come_before_mo,
    look,
    waits_for,
)


def let_one_request_come_up_to_mo(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    request = ask(cast)
    look(cast, EASTER_TUESDAY)
    look(cast, WEDNESDAY)
    assert request in waits_for(cast, "mo", WEDNESDAY)


def test_a_request_that_came_up_gives_nobody_shifts_to_plan_for_the_person(cast: Cast) -> None:
    let_one_request_come_up_to_mo(cast)
    shift = planned(cast, FRIDAY)

    with cast.acting("mo", now=WEDNESDAY) as tx:
        page = shift_page(tx, shift, with_candidates=True)
        bea = user_uuid(tx, cast, "bea")
        with pytest.raises(Refused):
            shift_assignments.assign(tx, shift, bea)

    assert bea not in {each.uuid for each in page.candidates}
    assert user_uuid_of(cast, "kim") in {each.uuid for each in page.candidates}


def test_a_week_offers_no_more_than_that(cast: Cast) -> None:
    let_one_request_come_up_to_mo(cast)
    assigned(cast, planned(cast, FRIDAY), by="ada")
    with cast.acting() as tx:
        tx.run("""UPDATE company SET settings = '{"managers_see_everyone": true}'""")

    with cast.acting("mo", now=WEDNESDAY) as tx:
        rows = shift_week(tx, WeekView(first=FRIDAY, everybody=True)).rows

    assignable = {row.employee_id for row in rows if row.assignable}
    assert cast.bea.employee_id in {row.employee_id for row in rows}
    assert assignable == {cast.mo.employee_id, cast.kim.employee_id}


def user_uuid_of(cast: Cast, who: str) -> object:
    with cast.acting() as tx:
        return user_uuid(tx, cast, who)

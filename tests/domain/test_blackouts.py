from datetime import date

import pytest

from leavebook.domain.people.people import DepartmentId, Role
from leavebook.domain.requests.blackouts import Blackout, blocked_days, with_all_above
from leavebook.domain.requests.leave_types import LeaveTypeId

DAY, OTHER_DAY = date(2021, 11, 4), date(2021, 11, 5)
PRODUCTION, POST, DEPLOY = DepartmentId(1), DepartmentId(2), DepartmentId(3)
PARENTS = {PRODUCTION: None, POST: PRODUCTION, DEPLOY: PRODUCTION}
CASUAL, UNPAID = LeaveTypeId(1), LeaveTypeId(2)


def blocked(
    blackout: Blackout,
    department: DepartmentId | None = None,
    leave_type: LeaveTypeId = CASUAL,
    role: Role = Role.EMPLOYEE,
) -> tuple[date, ...]:
    return blocked_days(
        [DAY, OTHER_DAY],
        [blackout],
        departments=with_all_above(department, PARENTS),
        leave_type_id=leave_type,
        role=role,
    )


@pytest.mark.parametrize(
    ("department", "found"), [(PRODUCTION, (DAY,)), (POST, (DAY,)), (DEPLOY, (DAY,)), (None, ())]
)
def test_a_departments_blocked_day_holds_for_all_below_it(
    department: DepartmentId | None, found: tuple[date, ...]
) -> None:
    assert blocked(Blackout(frozenset({DAY}), department_id=PRODUCTION), department) == found


@pytest.mark.parametrize(("department", "found"), [(PRODUCTION, ()), (POST, (DAY,)), (DEPLOY, ())])
def test_it_does_not_hold_above_nor_beside_it(
    department: DepartmentId, found: tuple[date, ...]
) -> None:
    assert blocked(Blackout(frozenset({DAY}), department_id=POST), department) == found


def test_a_blackout_of_one_type_leaves_the_others_alone() -> None:
    only_casual = Blackout(frozenset({DAY}), leave_type_id=CASUAL)

    assert blocked(only_casual) == (DAY,)
    assert blocked(only_casual, leave_type=UNPAID) == ()


@pytest.mark.parametrize(
    ("role", "found"),
    [
        (Role.EMPLOYEE, (DAY,)),
        (Role.MANAGER, (DAY,)),
        (Role.HR, ()),
        (Role.ADMIN, ()),
        (Role.OWNER, ()),
    ],
)
def test_what_hr_may_book_those_above_may_too(role: Role, found: tuple[date, ...]) -> None:
    exempting = Blackout(frozenset({DAY}), exempt_roles=frozenset({Role.HR}))

    assert blocked(exempting, role=role) == found


def test_departments_that_point_at_each_other_do_not_go_on_for_ever() -> None:
    assert with_all_above(POST, {POST: DEPLOY, DEPLOY: POST}) == {POST, DEPLOY}

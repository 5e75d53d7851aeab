"""Somebody gets another role or another department."""

from dataclasses import replace

import pytest

from leavebook.domain.people.people import AccessLevel, Role
from leavebook.domain.problems import Code
from leavebook.services.people import standing
from leavebook.services.people.joining import join
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.services.newcomers import anna, refusal


def role_of(tx: Transaction, employee_id: int) -> tuple[str, str]:
    row = tx.row(
        """
        SELECT u.role, u.access_level FROM user_account AS u
          JOIN employee AS e ON e.user_id = u.id WHERE e.id = %(id)s
        """,
        id=employee_id,
    )
    assert row is not None
    return row.role, row.access_level


def test_a_role_brings_its_level_along_and_is_on_record(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        standing.change_role(tx, cast.bea.employee_id, Role.MANAGER)

    with cast.acting() as tx:
        assert role_of(tx, cast.bea.employee_id) == (Role.MANAGER, AccessLevel.MANAGER)
        event = tx.row("SELECT details FROM event WHERE name = 'role.changed'")
    assert event is not None
    assert event.details == {"before": "employee", "after": "manager"}


def test_the_same_role_again_changes_nothing(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        standing.change_role(tx, cast.bea.employee_id, Role.EMPLOYEE)
        assert tx.value("SELECT count(*) FROM event WHERE name = 'role.changed'") == 0


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_only_the_office_gives_roles(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx:
        refused = refusal(lambda: standing.change_role(tx, cast.kim.employee_id, Role.MANAGER))

    assert refused == [(Code.FORBIDDEN, None)]


def test_nobody_changes_their_own_role(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        refused = refusal(lambda: standing.change_role(tx, cast.ada.employee_id, Role.EMPLOYEE))

    assert refused == [(Code.FORBIDDEN, None)]


def test_hr_neither_makes_administrators_nor_unmakes_them(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        hana = join(tx, anna(cast, role=Role.HR))
    kim_in_hr = replace(cast, members={**cast.members, "kim": replace(cast.kim, role=Role.HR)})

    with kim_in_hr.acting("kim") as tx:
        up = refusal(lambda: standing.change_role(tx, cast.bea.employee_id, Role.ADMIN))
        down = refusal(lambda: standing.change_role(tx, cast.ada.employee_id, Role.EMPLOYEE))
        standing.change_role(tx, hana.id, Role.EMPLOYEE)

    assert up == down == [(Code.FORBIDDEN, None)]


def test_a_department_is_the_companys_own_or_none(cast: Cast, strangers: Cast) -> None:
    with cast.acting("ada") as tx:
        standing.change_department(tx, cast.bea.employee_id, None)
        theirs = refusal(
            lambda: standing.change_department(tx, cast.bea.employee_id, strangers.department_id)
        )
        kept = tx.value(
            "SELECT department_id FROM employee WHERE id = %(id)s", id=cast.bea.employee_id
        )
        standing.change_department(tx, cast.bea.employee_id, cast.department_id)

    assert theirs == [(Code.UNKNOWN_REFERENCE, "department_id")]
    assert kept is None
    with cast.acting() as tx:
        assert (
            tx.value(
                "SELECT department_id FROM employee WHERE id = %(id)s", id=cast.bea.employee_id
            )
            == cast.department_id
        )

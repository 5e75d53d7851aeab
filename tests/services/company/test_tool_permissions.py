import pytest

from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.tool_permissions import Permission, Permitted, Tool
from leavebook.domain.problems import Code, Refused
from leavebook.services.company.tool_permissions import change, permissions, require
from tests.cast import Cast

NOTHING = Permitted(can_view=False, can_update=False, can_manage=False)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("ada", {Permission.VIEW, Permission.UPDATE, Permission.MANAGE}),
        ("mo", {Permission.VIEW, Permission.UPDATE}),
        ("bea", {Permission.VIEW, Permission.UPDATE}),
    ],
)
def test_everybody_uses_leave_and_executives_manage_it(
    cast: Cast, who: str, allowed: set[Permission]
) -> None:
    with cast.acting(who) as tx:
        given = permissions(tx, Tool.LEAVE)[tx.actor.level]

    assert {each for each in Permission if given.allows(each)} == allowed


def test_a_change_is_on_record_and_what_stays_the_same_is_not(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        change(tx, Tool.LEAVE, {AccessLevel.LEAD: NOTHING})
        change(tx, Tool.LEAVE, {AccessLevel.LEAD: NOTHING})

    with cast.acting() as tx:
        rows = tx.rows("SELECT actor_id, details FROM event WHERE name = 'permissions_changed'")
    assert [(row.actor_id, row.details["level"]) for row in rows] == [(cast.ada.user_id, "lead")]


def test_what_is_not_permitted_is_refused(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        change(tx, Tool.LEAVE, {AccessLevel.EMPLOYEE: NOTHING})

    with pytest.raises(Refused) as refused, cast.acting("bea") as tx:
        require(tx, Permission.VIEW)

    assert [problem.code for problem in refused.value.problems] == [Code.FORBIDDEN]


def test_an_operator_without_a_person_changes_nothing(cast: Cast) -> None:
    with pytest.raises(Refused), cast.acting() as tx:
        change(tx, Tool.LEAVE, {AccessLevel.LEAD: NOTHING})

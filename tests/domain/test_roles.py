import pytest

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import DEFAULT_LEVELS, CompanyId, EmployeeId, Role, UserId
from leavebook.domain.people.roles import may_give_role

KEY = Actor.key_of(CompanyId(1), UserId(1), frozenset({"people"}))
ALL = set(Role)
BELOW_ADMINISTRATORS = {Role.HR, Role.MANAGER, Role.EMPLOYEE}


def somebody(role: Role) -> Actor:
    """Return a person of this role."""
    return Actor(
        CompanyId(1),
        user_id=UserId(1),
        employee_id=EmployeeId(1),
        role=role,
        level=DEFAULT_LEVELS[role],
    )


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Role.OWNER, ALL),
        (Role.ADMIN, ALL),
        (Role.HR, BELOW_ADMINISTRATORS),
        (Role.MANAGER, set()),
        (Role.EMPLOYEE, set()),
    ],
)
def test_nobody_makes_somebody_their_superior(role: Role, given: set[Role]) -> None:
    actor = somebody(role)

    may_give = {
        each for each in Role if may_give_role(actor, each, keys_may_make_administrators=True)
    }

    assert may_give == given


@pytest.mark.parametrize(
    ("allowed", "given"),
    [(True, {Role.ADMIN, *BELOW_ADMINISTRATORS}), (False, BELOW_ADMINISTRATORS)],
)
def test_a_companys_key_makes_administrators_only_where_the_company_lets_it(
    allowed: bool,  # noqa: FBT001  what the company has switched
    given: set[Role],
) -> None:
    may_give = {
        each for each in Role if may_give_role(KEY, each, keys_may_make_administrators=allowed)
    }

    assert may_give == given


def test_the_house_gives_every_role() -> None:
    house = Actor.of_the_house(1)

    assert all(may_give_role(house, role, keys_may_make_administrators=False) for role in Role)

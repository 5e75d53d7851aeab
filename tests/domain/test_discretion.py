"""Who learns of which type somebody's leave is, held against a table written by hand."""

from dataclasses import replace

import pytest

from leavebook.domain.people.actors import Actor, Subject
from leavebook.domain.people.people import (
    AccessLevel,
    CompanyId,
    DepartmentId,
    EmployeeId,
    Role,
    UserId,
)
from leavebook.domain.policy.presets import PRESETS
from leavebook.domain.problems import Refused
from leavebook.domain.requests.discretion import (
    Discretion,
    Visibility,
    may_learn_type,
    may_read_reason,
)

BEA = EmployeeId(7)
SUBJECT = Subject(CompanyId(1), BEA, department_id=DepartmentId(3))


def somebody(
    role: Role = Role.EMPLOYEE, *, level: AccessLevel = AccessLevel.EMPLOYEE, company: int = 1
) -> Actor:
    return Actor(CompanyId(company), UserId(50), EmployeeId(8), role, level)


COLLEAGUE = somebody()
BEAS = frozenset({BEA})


VIEWERS = {
    "the person": Actor(CompanyId(1), UserId(40), BEA, Role.EMPLOYEE, AccessLevel.EMPLOYEE),
    "HR": somebody(Role.HR),
    "an administrator": somebody(Role.ADMIN),
    "a company's key": Actor.key_of(CompanyId(1), None, frozenset()),
    "the manager": replace(COLLEAGUE, reports=BEAS),
    "the lead": replace(COLLEAGUE, leads=frozenset({DepartmentId(3)})),
    "the deputy": replace(COLLEAGUE, deputises=frozenset({DepartmentId(3)})),
    "who gives the second approval": replace(COLLEAGUE, second_for=BEAS),
    "the next manager, whose turn it is": replace(COLLEAGUE, came_up=BEAS),
    "a head": somebody(level=AccessLevel.HEAD),
    "an executive": somebody(level=AccessLevel.EXECUTIVE),
    "a team-mate": replace(COLLEAGUE, teammates=BEAS),
    "a colleague": COLLEAGUE,
    "another manager": somebody(Role.MANAGER, level=AccessLevel.MANAGER),
    "a stranger": somebody(Role.ADMIN, company=2),
}

LEARN = {
    Visibility.OFFICE: {"the person", "HR", "an administrator", "a company's key"},
    Visibility.MANAGER: {
        "the manager",
        "the lead",
        "the deputy",
        "who gives the second approval",
        "the next manager, whose turn it is",
        "a head",
        "an executive",
    },
    Visibility.TEAM: {"a team-mate"},
    Visibility.ALL: {"a colleague", "another manager"},
}
"""Who comes to know of a type at each level, besides those who knew at the one before."""


@pytest.mark.parametrize("visibility", Visibility)
def test_each_level_lets_a_few_more_know(visibility: Visibility) -> None:
    kind = Discretion(visibility=visibility)

    know = {who for who, actor in VIEWERS.items() if may_learn_type(actor, SUBJECT, kind)}

    levels = list(Visibility)
    assert know == set().union(*(LEARN[each] for each in levels[: levels.index(visibility) + 1]))


def test_of_the_leave_types_to_begin_with_sick_and_personal_leave_is_sensitive() -> None:
    spoken_of = {preset.name: preset.discretion for preset in PRESETS.values()}

    assert {each.visibility for each in spoken_of.values()} == {Visibility.MANAGER}
    assert {name for name, kind in spoken_of.items() if kind.sensitive} == {
        "Sick Leave",
        "Personal Leave",
    }


@pytest.mark.parametrize("visibility", [Visibility.TEAM, Visibility.ALL])
def test_what_is_sensitive_is_never_known_beyond_whoever_decides(visibility: Visibility) -> None:
    with pytest.raises(Refused) as refused:
        Discretion(visibility=visibility, sensitive=True)

    (problem,) = refused.value.problems
    assert problem.facts == {"field": "visibility", "problem": "too_open"}


@pytest.mark.parametrize(
    ("kind", "readers"),
    [
        (Discretion(), LEARN[Visibility.OFFICE] | LEARN[Visibility.MANAGER]),
        (
            Discretion(visibility=Visibility.ALL),
            LEARN[Visibility.OFFICE] | LEARN[Visibility.MANAGER],
        ),
        (Discretion(sensitive=True), LEARN[Visibility.OFFICE]),
        (Discretion(visibility=Visibility.OFFICE), LEARN[Visibility.OFFICE]),
    ],
    ids=["usual", "open", "sensitive", "for HR alone"],
)
def test_why_is_read_by_those_who_decide_unless_the_type_stays_inside(
    kind: Discretion, readers: set[str]
) -> None:
    read = {who for who, actor in VIEWERS.items() if may_read_reason(actor, SUBJECT, kind)}

    assert read == readers

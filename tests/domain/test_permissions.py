from dataclasses import replace

import pytest

from leavebook.domain.people.actors import Actor, Relation, relations
from leavebook.domain.people.people import OFFICE, AccessLevel, EmployeeId, Role, UserId
from leavebook.domain.people.permissions import (
    may_adjust_balances,
    may_administer,
    may_amend,
    may_cancel,
    may_configure_leave,
    may_decide_finally,
    may_decide_first,
    may_file_for,
    may_file_for_everybody,
    may_manage_people,
    may_record,
    may_see,
    may_see_balance,
    may_see_details,
    may_see_everybody,
)
from tests.domain.who import (
    ACME,
    BEA,
    BEAS_LEAVE,
    BLUE,
    GLOBEX,
    RED,
    SALES,
    SUPPORT,
    somebody,
)

BEA_HERSELF = somebody(number=1)
COLLEAGUE = somebody()
MANAGER = replace(somebody(Role.MANAGER), reports=frozenset({BEA}))
LEAD = replace(somebody(), leads=frozenset({SALES}))
DEPUTY = replace(somebody(), deputises=frozenset({SALES}))
SQUAD_MANAGER = replace(somebody(), squads=frozenset({RED}))
MANAGERS_ELSEWHERE = [
    replace(somebody(Role.MANAGER), reports=frozenset({EmployeeId(9)})),
    replace(somebody(), leads=frozenset({SUPPORT})),
    replace(somebody(), deputises=frozenset({SUPPORT})),
    replace(somebody(), squads=frozenset({BLUE})),
]
EXECUTIVE = somebody(Role.MANAGER, AccessLevel.EXECUTIVE)
HEAD = somebody(Role.MANAGER, AccessLevel.HEAD)
HR, ADMIN = somebody(Role.HR), somebody(Role.ADMIN)
STRANGER = somebody(Role.OWNER, company=GLOBEX)


def test_a_colleague_learns_only_that_somebody_is_away() -> None:
    assert may_see(COLLEAGUE, BEAS_LEAVE)
    assert not may_see_details(COLLEAGUE, BEAS_LEAVE)
    assert not may_see_balance(COLLEAGUE, BEAS_LEAVE)


@pytest.mark.parametrize(
    "actor", [BEA_HERSELF, MANAGER, LEAD, DEPUTY, SQUAD_MANAGER, EXECUTIVE, HEAD, HR, ADMIN]
)
def test_oneself_ones_managers_and_the_office_see_the_details(actor: Actor) -> None:
    assert may_see_details(actor, BEAS_LEAVE)
    assert may_see_balance(actor, BEAS_LEAVE)


@pytest.mark.parametrize("actor", MANAGERS_ELSEWHERE)
def test_managers_of_others_are_colleagues(actor: Actor) -> None:
    assert not may_see_details(actor, BEAS_LEAVE)
    assert not may_decide_first(actor, BEAS_LEAVE)
    assert not may_file_for(actor, BEAS_LEAVE)


def test_another_company_sees_and_does_nothing_whatever_its_role() -> None:
    asked = [
        may_see,
        may_see_details,
        may_file_for,
        may_record,
        may_decide_first,
        may_decide_finally,
        may_cancel,
        may_amend,
    ]

    assert not any(may(STRANGER, BEAS_LEAVE) for may in asked)
    assert relations(STRANGER, BEAS_LEAVE) == frozenset()


@pytest.mark.parametrize("actor", [MANAGER, LEAD, DEPUTY, SQUAD_MANAGER])
def test_line_managers_give_the_first_approval_but_not_the_last(actor: Actor) -> None:
    assert may_decide_first(actor, BEAS_LEAVE)
    assert not may_decide_finally(actor, BEAS_LEAVE)


@pytest.mark.parametrize("actor", [EXECUTIVE, HR, ADMIN])
def test_executives_and_the_office_decide_finally_for_everybody(actor: Actor) -> None:
    assert may_decide_finally(actor, BEAS_LEAVE)


def test_a_head_sees_everybody_but_decides_for_nobody() -> None:
    assert may_see_everybody(HEAD)
    assert not may_decide_first(HEAD, BEAS_LEAVE)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_decides_on_their_own_leave(role: Role) -> None:
    own = replace(somebody(role, AccessLevel.EXECUTIVE, number=1), reports=frozenset({BEA}))

    assert not may_decide_first(own, BEAS_LEAVE)
    assert not may_decide_finally(own, BEAS_LEAVE)
    assert not may_record(own, BEAS_LEAVE)


def test_the_same_login_is_the_same_person_even_without_an_employee() -> None:
    login_only = replace(somebody(Role.ADMIN, number=1), employee_id=None)

    assert relations(login_only, BEAS_LEAVE) == {Relation.SELF}
    assert not may_decide_finally(login_only, BEAS_LEAVE)


def test_a_line_manager_does_not_decide_on_somebody_above() -> None:
    below = replace(MANAGER, below=frozenset({BEA}))

    assert not may_decide_first(below, BEAS_LEAVE)


def test_a_deputy_decides_on_the_leads_leave() -> None:
    deputy = replace(DEPUTY, below=frozenset({BEA}))

    assert may_decide_first(deputy, BEAS_LEAVE)


def test_a_companys_key_acts_as_hr() -> None:
    key = Actor.key_of(ACME, UserId(5), frozenset({"leave"}))

    assert may_see_details(key, BEAS_LEAVE)
    assert may_record(key, BEAS_LEAVE)
    assert may_manage_people(key)
    assert not may_administer(key)


def test_a_key_decides_only_in_the_name_of_a_person_who_is_not_the_one_concerned() -> None:
    scopes = frozenset({"leave"})

    assert may_decide_finally(Actor.key_of(ACME, UserId(5), scopes), BEAS_LEAVE)
    assert not may_decide_finally(Actor.key_of(ACME, None, scopes), BEAS_LEAVE)
    assert not may_decide_finally(Actor.key_of(ACME, UserId(1), scopes), BEAS_LEAVE)


def test_a_key_calls_only_within_its_scopes_and_a_login_anywhere() -> None:
    key = Actor.key_of(ACME, None, frozenset({"employees"}))

    assert key.has_scope("employees")
    assert not key.has_scope("leave")
    assert COLLEAGUE.has_scope("leave")


@pytest.mark.parametrize("role", list(Role))
def test_the_office_looks_after_everybody(role: Role) -> None:
    actor = somebody(role)
    duties = [
        may_manage_people,
        may_adjust_balances,
        may_configure_leave,
        may_file_for_everybody,
    ]

    assert {may(actor) for may in duties} == {role in OFFICE}
    assert may_record(actor, BEAS_LEAVE) is (role in OFFICE)


def test_people_file_for_themselves_and_managers_for_their_people() -> None:
    assert may_file_for(BEA_HERSELF, BEAS_LEAVE)
    assert may_file_for(MANAGER, BEAS_LEAVE)
    assert not may_file_for(COLLEAGUE, BEAS_LEAVE)

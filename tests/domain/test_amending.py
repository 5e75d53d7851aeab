"""Who must agree to a change of agreed leave."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leavebook.domain.approval.amending import policy_of_change
from leavebook.domain.approval.moves import Standing
from leavebook.domain.approval.states import ApprovalPolicy, Chain, State
from leavebook.domain.people.actors import Actor
from tests.domain.who import BEAS_LEAVE, somebody

TODAY = date(2026, 6, 15)
BEA_HERSELF, HR = somebody(number=1), somebody()
NOBODY, SINGLE, TWO_STAGE = (
    ApprovalPolicy(Chain.NONE),
    ApprovalPolicy(Chain.SINGLE),
    ApprovalPolicy(Chain.TWO_STAGE),
)
NOTED = Standing(State.RECORDED, None, NOBODY, TODAY + timedelta(days=7))
APPROVED = replace(NOTED, state=State.APPROVED, policy=TWO_STAGE)


def chain(old: Standing, new: ApprovalPolicy, actor: Actor = BEA_HERSELF) -> Chain:
    return policy_of_change(old, new, actor=actor, subject=BEAS_LEAVE, today=TODAY).chain


@pytest.mark.parametrize("new", [SINGLE, TWO_STAGE])
def test_those_agree_who_agree_to_such_leave(new: ApprovalPolicy) -> None:
    assert chain(NOTED, new) is new.chain
    assert chain(APPROVED, new) is new.chain


def test_what_owners_may_take_back_alone_they_may_change_alone() -> None:
    assert chain(NOTED, NOBODY) is Chain.NONE
    assert chain(APPROVED, NOBODY) is Chain.NONE


def test_a_change_is_no_way_round_asking_for_a_cancellation() -> None:
    asks = replace(APPROVED, policy=replace(TWO_STAGE, cancel_needs_approval=True))

    assert chain(asks, NOBODY) is Chain.TWO_STAGE


@pytest.mark.parametrize(
    "stays",
    [
        replace(NOTED, first_day=TODAY - timedelta(days=1)),
        replace(NOTED, policy=replace(NOBODY, owner_may_cancel=False)),
    ],
    ids=["begun", "an accepted sick note"],
)
def test_what_owners_may_not_take_back_their_line_has_to_agree_to(stays: Standing) -> None:
    assert chain(stays, NOBODY) is Chain.SINGLE
    assert chain(stays, NOBODY, HR) is Chain.NONE

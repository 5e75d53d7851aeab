from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move, Standing, problems_of_move
from leavebook.domain.approval.states import (
    ApprovalPolicy,
    CancelUntil,
    Chain,
    Event,
    Outcome,
    Stage,
    State,
)
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import AccessLevel, Role
from leavebook.domain.problems import Code, Refused
from tests.domain.who import BEA, BEAS_LEAVE, somebody

TODAY = date(2026, 6, 15)
NEXT_WEEK = TODAY + timedelta(days=7)
SINGLE, TWO_STAGE = ApprovalPolicy(), ApprovalPolicy(Chain.TWO_STAGE)
BEA_HERSELF, COLLEAGUE, HR = somebody(number=1), somebody(), somebody(Role.HR)
MANAGER = replace(somebody(Role.MANAGER), reports=frozenset({BEA}))
EXECUTIVE = somebody(Role.MANAGER, AccessLevel.EXECUTIVE)
PENDING = Standing(State.PENDING, Stage.MANAGER, SINGLE, NEXT_WEEK)
HALFWAY = Standing(State.PENDING, Stage.EXECUTIVE, TWO_STAGE, NEXT_WEEK)
APPROVED = replace(PENDING, state=State.APPROVED, stage=None)


def make(move: Move, standing: Standing, actor: Actor, reason: str = "because") -> Outcome:
    return after(move, standing, actor=actor, subject=BEAS_LEAVE, today=TODAY, reason=reason)


def codes(move: Move, standing: Standing, actor: Actor, reason: str = "because") -> list[Code]:
    found = problems_of_move(
        move, standing, actor=actor, subject=BEAS_LEAVE, today=TODAY, reason=reason
    )
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("level", "stage"),
    [
        (AccessLevel.EMPLOYEE, Stage.MANAGER),
        (AccessLevel.LEAD, Stage.MANAGER),
        (AccessLevel.MANAGER, Stage.EXECUTIVE),
        (AccessLevel.HEAD, Stage.EXECUTIVE),
    ],
)
def test_under_two_stages_managers_and_heads_start_at_the_second(
    level: AccessLevel, stage: Stage
) -> None:
    assert initial(TWO_STAGE, level) == Outcome(State.PENDING, Event.SUBMITTED, stage=stage)


def test_under_two_stages_an_executives_own_request_is_approved_at_once() -> None:
    start = initial(TWO_STAGE, AccessLevel.EXECUTIVE)

    assert start == Outcome(State.APPROVED, Event.AUTO_APPROVED)


def test_under_one_stage_an_executive_waits_like_everybody() -> None:
    assert initial(SINGLE, AccessLevel.EXECUTIVE).state is State.PENDING


def test_a_type_without_approval_is_recorded() -> None:
    assert initial(ApprovalPolicy(Chain.NONE), AccessLevel.EMPLOYEE).state is State.RECORDED


def test_what_the_office_records_is_approved() -> None:
    start = initial(TWO_STAGE, AccessLevel.EMPLOYEE, recorded=True)

    assert start == Outcome(State.APPROVED, Event.APPROVED)


def test_one_approval_is_enough_for_one_stage() -> None:
    assert make(Move.APPROVE, PENDING, MANAGER) == Outcome(
        State.APPROVED, Event.APPROVED, decided_as=Stage.MANAGER
    )


def test_a_managers_approval_passes_a_two_stage_request_on() -> None:
    standing = replace(HALFWAY, stage=Stage.MANAGER)

    assert make(Move.APPROVE, standing, MANAGER) == Outcome(
        State.PENDING, Event.MANAGER_APPROVED, stage=Stage.EXECUTIVE, decided_as=Stage.MANAGER
    )


@pytest.mark.parametrize("actor", [EXECUTIVE, HR])
@pytest.mark.parametrize("stage", list(Stage))
def test_an_executives_or_hrs_approval_is_final_at_either_stage(actor: Actor, stage: Stage) -> None:
    assert make(Move.APPROVE, replace(HALFWAY, stage=stage), actor) == Outcome(
        State.APPROVED, Event.EXEC_APPROVED, decided_as=Stage.EXECUTIVE
    )


def test_a_manager_cannot_give_the_second_approval() -> None:
    assert codes(Move.APPROVE, HALFWAY, MANAGER) == [Code.NOT_THE_APPROVER]


def test_when_the_second_stage_is_abolished_the_manager_finishes() -> None:
    standing = replace(HALFWAY, policy=SINGLE)

    assert make(Move.APPROVE, standing, MANAGER).state is State.APPROVED


def test_a_chain_of_the_office_leaves_managers_out() -> None:
    standing = Standing(State.PENDING, Stage.EXECUTIVE, ApprovalPolicy(Chain.OFFICE), NEXT_WEEK)

    assert codes(Move.APPROVE, standing, MANAGER) == [Code.NOT_THE_APPROVER]
    assert make(Move.APPROVE, standing, HR).event is Event.APPROVED


@pytest.mark.parametrize("move", [Move.APPROVE, Move.REJECT])
def test_nobody_decides_on_their_own_request(move: Move) -> None:
    executive = somebody(Role.OWNER, AccessLevel.EXECUTIVE, number=1)

    assert codes(move, PENDING, executive) == [Code.OWN_REQUEST]


def test_a_rejection_needs_a_reason() -> None:
    assert codes(Move.REJECT, PENDING, MANAGER, reason=" ") == [Code.REASON_REQUIRED]


@pytest.mark.parametrize("state", [state for state in State if state is not State.PENDING])
def test_only_pending_requests_are_decided(state: State) -> None:
    assert codes(Move.APPROVE, replace(APPROVED, state=state), HR) == [Code.NOT_PENDING]


def test_what_is_taken_back_while_pending_is_withdrawn() -> None:
    assert make(Move.CANCEL, PENDING, BEA_HERSELF).state is State.WITHDRAWN


def test_approved_leave_is_cancelled_at_once_unless_the_policy_asks_for_approval() -> None:
    asks = replace(APPROVED, policy=ApprovalPolicy(cancel_needs_approval=True))

    assert make(Move.CANCEL, APPROVED, BEA_HERSELF).state is State.CANCELLED
    assert make(Move.CANCEL, asks, BEA_HERSELF).state is State.CANCEL_REQUESTED
    assert make(Move.CANCEL, asks, HR).state is State.CANCELLED


def test_a_declined_cancellation_leaves_the_leave_as_it_was() -> None:
    asked = replace(APPROVED, state=State.CANCEL_REQUESTED)
    recorded = replace(asked, policy=ApprovalPolicy(Chain.NONE))

    assert make(Move.DECLINE_CANCELLATION, asked, MANAGER).state is State.APPROVED
    assert make(Move.DECLINE_CANCELLATION, recorded, MANAGER).state is State.RECORDED
    assert make(Move.APPROVE_CANCELLATION, asked, MANAGER).state is State.CANCELLED


def test_nobody_decides_on_their_own_cancellation() -> None:
    asked = replace(APPROVED, state=State.CANCEL_REQUESTED)

    assert codes(Move.APPROVE_CANCELLATION, asked, BEA_HERSELF) == [Code.OWN_REQUEST]


@pytest.mark.parametrize(
    ("until", "started_days_ago", "found"),
    [
        (CancelUntil.DAY_BEFORE, -1, []),
        (CancelUntil.DAY_BEFORE, 0, [Code.ALREADY_STARTED]),
        (CancelUntil.FIRST_DAY, 0, []),
        (CancelUntil.FIRST_DAY, 1, [Code.ALREADY_STARTED]),
        (CancelUntil.ANY_TIME, 90, []),
    ],
)
def test_the_policy_says_how_long_owners_may_cancel(
    until: CancelUntil, started_days_ago: int, found: list[Code]
) -> None:
    standing = replace(
        APPROVED,
        policy=ApprovalPolicy(cancel_until=until),
        first_day=TODAY - timedelta(days=started_days_ago),
    )

    assert codes(Move.CANCEL, standing, BEA_HERSELF) == found
    assert codes(Move.CANCEL, standing, MANAGER) == []


def test_a_door_may_refuse_everybody_once_the_leave_has_started() -> None:
    today = replace(PENDING, first_day=TODAY)
    found = problems_of_move(
        Move.CANCEL, today, actor=HR, subject=BEAS_LEAVE, today=TODAY, unless_started=True
    )

    assert [problem.code for problem in found] == [Code.ALREADY_STARTED]


def test_an_accepted_sick_note_is_not_its_owners_to_cancel() -> None:
    sick = replace(APPROVED, policy=ApprovalPolicy(owner_may_cancel=False))

    assert codes(Move.CANCEL, sick, BEA_HERSELF) == [Code.NOT_CANCELLABLE]
    assert make(Move.CANCEL, sick, HR).state is State.CANCELLED


@pytest.mark.parametrize(
    "state", [State.REJECTED, State.WITHDRAWN, State.CANCELLED, State.SUPERSEDED]
)
def test_what_is_over_cannot_be_cancelled(state: State) -> None:
    assert codes(Move.CANCEL, replace(APPROVED, state=state), HR) == [Code.NOT_CANCELLABLE]


def test_owners_delete_only_what_is_pending_and_not_in_the_past() -> None:
    past = replace(PENDING, first_day=TODAY - timedelta(days=4))

    assert make(Move.DELETE, PENDING, BEA_HERSELF) == Outcome(
        State.WITHDRAWN, Event.DELETED, hidden=True
    )
    assert codes(Move.DELETE, past, BEA_HERSELF) == [Code.ALREADY_STARTED]
    assert codes(Move.DELETE, APPROVED, BEA_HERSELF) == [Code.NOT_CANCELLABLE]
    assert make(Move.DELETE, APPROVED, HR).state is State.CANCELLED


def test_an_owners_change_asks_for_the_first_approval_again() -> None:
    assert make(Move.EDIT, HALFWAY, BEA_HERSELF).stage is Stage.MANAGER
    assert make(Move.EDIT, HALFWAY, HR).stage is Stage.EXECUTIVE


def test_approved_leave_is_amended_by_its_owner_and_never_edited() -> None:
    assert codes(Move.EDIT, APPROVED, BEA_HERSELF) == [Code.NOT_PENDING]
    assert make(Move.AMEND, APPROVED, BEA_HERSELF).state is State.APPROVED


def test_nobody_revives_their_own_cancelled_leave_but_hr_may() -> None:
    cancelled = replace(APPROVED, state=State.CANCELLED)

    assert codes(Move.REOPEN, cancelled, BEA_HERSELF) == [Code.ILLEGAL_MOVE]
    assert codes(Move.REOPEN, cancelled, MANAGER) == [Code.FORBIDDEN]
    assert make(Move.REOPEN, cancelled, HR).state is State.PENDING


def test_a_refused_move_leaves_the_call() -> None:
    with pytest.raises(Refused):
        make(Move.APPROVE, PENDING, COLLEAGUE)


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(State))
def test_a_colleague_moves_nothing(move: Move, state: State) -> None:
    standing = replace(PENDING, state=state)

    assert codes(move, standing, COLLEAGUE) in ([Code.FORBIDDEN], [Code.NOT_THE_APPROVER])


MOVES_BY = st.tuples(
    st.sampled_from(Move), st.sampled_from([BEA_HERSELF, COLLEAGUE, MANAGER, EXECUTIVE, HR])
)


@given(st.sampled_from(Chain), st.booleans(), st.lists(MOVES_BY, max_size=12))
def test_no_sequence_of_moves_approves_leave_without_somebody_else(
    chain: Chain,
    needs_approval: bool,  # noqa: FBT001  drawn by hypothesis
    moves: list[tuple[Move, Actor]],
) -> None:
    policy = ApprovalPolicy(chain, cancel_needs_approval=needs_approval)
    start = initial(policy, AccessLevel.EMPLOYEE)
    standing = Standing(start.state, start.stage, policy, NEXT_WEEK)
    agreed = chain is Chain.NONE
    for move, actor in moves:
        if codes(move, standing, actor):
            continue
        outcome = make(move, standing, actor)
        agreed = agreed or (move is Move.APPROVE and actor is not BEA_HERSELF)
        standing = replace(standing, state=outcome.state, stage=outcome.stage)

        assert agreed or outcome.state not in {State.APPROVED, State.RECORDED}
        assert (outcome.stage is not None) is (outcome.state is State.PENDING)

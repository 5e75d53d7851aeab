"""What each move makes of a request: the chain of approval, from submission to the end."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from leavebook.domain.approval.moves import Move, Standing, problems_of_move
from leavebook.domain.approval.states import ApprovalPolicy, Chain, Event, Outcome, Stage, State
from leavebook.domain.people.actors import Actor, Subject, is_same_person
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.permissions import may_decide_finally
from leavebook.domain.problems import Refused


def initial(
    policy: ApprovalPolicy,
    level: AccessLevel,
    *,
    recorded: bool = False,
    approves_itself: bool = False,
) -> Outcome:
    """Return where a new request starts, by its owner's level.

    Under two stages an executive's own request is approved at once and a manager's or head's
    starts at the second stage (the access-level rules of the published two-stage API).
    `recorded` is leave that the office enters as a fact: nobody needs to agree any more.
    """
    if policy.chain is Chain.NONE:
        return Outcome(State.RECORDED, Event.SUBMITTED)
    if recorded:
        return Outcome(State.APPROVED, Event.APPROVED)
    by_level = policy.chain is Chain.TWO_STAGE and level is AccessLevel.EXECUTIVE
    if approves_itself or by_level:
        return Outcome(State.APPROVED, Event.AUTO_APPROVED)
    return Outcome(State.PENDING, Event.SUBMITTED, stage=_first_stage(policy, level))


def after(
    move: Move,
    standing: Standing,
    *,
    actor: Actor,
    subject: Subject,
    today: date,
    reason: str = "",
    unless_started: bool = False,
) -> Outcome:
    """Return where the request stands after the move, or refuse with the reason."""
    if problems := problems_of_move(
        move,
        standing,
        actor=actor,
        subject=subject,
        today=today,
        reason=reason,
        unless_started=unless_started,
    ):
        raise Refused(*problems)
    return _MAKES[move](standing, actor, subject)


def _first_stage(policy: ApprovalPolicy, level: AccessLevel) -> Stage:
    stages = policy.stages or (Stage.MANAGER,)
    is_above_the_first = level in {AccessLevel.EXECUTIVE, AccessLevel.HEAD, AccessLevel.MANAGER}
    return stages[-1] if is_above_the_first else stages[0]


def _decided_as(actor: Actor, subject: Subject) -> Stage:
    return Stage.EXECUTIVE if may_decide_finally(actor, subject) else Stage.MANAGER


def _submitted(standing: Standing, _actor: Actor, _subject: Subject) -> Outcome:
    return initial(standing.policy, standing.owner_level, approves_itself=standing.approves_itself)


def _approved(standing: Standing, actor: Actor, subject: Subject) -> Outcome:
    """One more approval; an executive's or the office's is always the last one needed."""
    given_as = _decided_as(actor, subject)
    in_two = standing.policy.chain is Chain.TWO_STAGE
    if in_two and standing.waits_for is Stage.MANAGER and given_as is Stage.MANAGER:
        return Outcome(
            State.PENDING, Event.MANAGER_APPROVED, stage=Stage.EXECUTIVE, decided_as=given_as
        )
    event = Event.EXEC_APPROVED if in_two else Event.APPROVED
    return Outcome(State.APPROVED, event, decided_as=given_as)


def _rejected(_standing: Standing, actor: Actor, subject: Subject) -> Outcome:
    return Outcome(State.REJECTED, Event.REJECTED, decided_as=_decided_as(actor, subject))


def _cancelled(standing: Standing, actor: Actor, subject: Subject) -> Outcome:
    if standing.state in {State.DRAFT, State.PENDING}:
        return Outcome(State.WITHDRAWN, Event.WITHDRAWN)
    must_ask = standing.policy.cancel_needs_approval and not standing.approves_itself
    if must_ask and is_same_person(actor, subject):
        return Outcome(State.CANCEL_REQUESTED, Event.CANCEL_REQUESTED)
    return Outcome(State.CANCELLED, Event.CANCELLED)


def _deleted(standing: Standing, _actor: Actor, _subject: Subject) -> Outcome:
    was_open = standing.state in {State.DRAFT, State.PENDING}
    state = State.WITHDRAWN if was_open else State.CANCELLED
    return Outcome(state, Event.DELETED, hidden=True)


def _cancellation_approved(_standing: Standing, actor: Actor, subject: Subject) -> Outcome:
    return Outcome(State.CANCELLED, Event.CANCELLED, decided_as=_decided_as(actor, subject))


def _cancellation_declined(standing: Standing, actor: Actor, subject: Subject) -> Outcome:
    was = State.RECORDED if standing.policy.chain is Chain.NONE else State.APPROVED
    return Outcome(was, Event.CANCEL_DECLINED, decided_as=_decided_as(actor, subject))


def _edited(standing: Standing, actor: Actor, subject: Subject) -> Outcome:
    # An approval was given to what the request said then, so the owner's change asks again.
    asks_again = standing.state is State.PENDING and is_same_person(actor, subject)
    stage = _first_stage(standing.policy, standing.owner_level) if asks_again else standing.stage
    return Outcome(standing.state, Event.EDITED, stage=stage, asks_again=asks_again)


def _amended(standing: Standing, _actor: Actor, _subject: Subject) -> Outcome:
    return Outcome(standing.state, Event.AMENDED)


def _drafted(_standing: Standing, _actor: Actor, _subject: Subject) -> Outcome:
    return Outcome(State.DRAFT, Event.BACK_TO_DRAFT)


def _reopened(standing: Standing, _actor: Actor, _subject: Subject) -> Outcome:
    stage = _first_stage(standing.policy, standing.owner_level)
    return Outcome(State.PENDING, Event.REOPENED, stage=stage, asks_again=True)


def _reminded(standing: Standing, _actor: Actor, _subject: Subject) -> Outcome:
    return Outcome(State.PENDING, Event.REMINDED, stage=standing.stage)


_MAKES: Final[Mapping[Move, Callable[[Standing, Actor, Subject], Outcome]]] = MappingProxyType(
    {
        Move.SUBMIT: _submitted,
        Move.APPROVE: _approved,
        Move.REJECT: _rejected,
        Move.CANCEL: _cancelled,
        Move.DELETE: _deleted,
        Move.APPROVE_CANCELLATION: _cancellation_approved,
        Move.DECLINE_CANCELLATION: _cancellation_declined,
        Move.EDIT: _edited,
        Move.AMEND: _amended,
        Move.BACK_TO_DRAFT: _drafted,
        Move.REOPEN: _reopened,
        Move.REMIND: _reminded,
    }
)

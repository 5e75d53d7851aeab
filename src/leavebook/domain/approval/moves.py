"""The one table of allowed moves: who may make them, and from which state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.domain.approval.states import AGREED, ApprovalPolicy, CancelUntil, Stage, State
from leavebook.domain.people.actors import Actor, Subject, is_same_person
from leavebook.domain.people.people import OFFICE, AccessLevel
from leavebook.domain.people.permissions import (
    may_amend,
    may_cancel,
    may_decide_finally,
    may_decide_first,
    may_file_for,
)
from leavebook.domain.problems import Code, Problem


class Move(StrEnum):
    """What people do with a request."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    DELETE = "delete"
    APPROVE_CANCELLATION = "approve_cancellation"
    DECLINE_CANCELLATION = "decline_cancellation"
    EDIT = "edit"  # changed in place
    AMEND = "amend"  # replaced by a new request; the old one holds until that is approved
    BACK_TO_DRAFT = "back_to_draft"
    REOPEN = "reopen"
    REMIND = "remind"


_LIVE: Final = (State.PENDING, State.RECORDED, State.APPROVED, State.CANCEL_REQUESTED)

OWNER_MOVES: Final[Mapping[Move, tuple[State, ...]]] = MappingProxyType(
    {
        Move.SUBMIT: (State.DRAFT,),
        Move.CANCEL: (State.DRAFT, State.PENDING, *AGREED),
        Move.DELETE: (State.DRAFT, State.PENDING),
        Move.EDIT: (State.DRAFT, State.PENDING),
        Move.AMEND: AGREED,
        Move.BACK_TO_DRAFT: (State.PENDING,),
        Move.REMIND: (State.PENDING,),
    }
)
"""From which states people move their own requests."""

APPROVER_MOVES: Final[Mapping[Move, tuple[State, ...]]] = MappingProxyType(
    {
        Move.SUBMIT: (State.DRAFT,),
        Move.APPROVE: (State.PENDING,),
        Move.REJECT: (State.PENDING,),
        Move.CANCEL: _LIVE,
        Move.DELETE: (State.DRAFT, *_LIVE),
        Move.APPROVE_CANCELLATION: (State.CANCEL_REQUESTED,),
        Move.DECLINE_CANCELLATION: (State.CANCEL_REQUESTED,),
        Move.EDIT: (State.PENDING, *AGREED),
        Move.AMEND: AGREED,
        Move.REOPEN: (State.REJECTED, State.WITHDRAWN, State.CANCELLED),
        Move.BACK_TO_DRAFT: (State.PENDING,),
    }
)
"""From which states those who answer for somebody move that person's requests."""

_DECISIONS: Final = frozenset(
    {Move.APPROVE, Move.REJECT, Move.APPROVE_CANCELLATION, Move.DECLINE_CANCELLATION}
)
_DECIDES_REQUEST: Final = frozenset({Move.APPROVE, Move.REJECT})
_TAKES_BACK: Final = frozenset({Move.CANCEL, Move.DELETE})
_NEEDS_REASON: Final = frozenset({Move.REJECT, Move.DECLINE_CANCELLATION})
_WRONG_STATE: Final[Mapping[Move, Code]] = MappingProxyType(
    {
        Move.APPROVE: Code.NOT_PENDING,
        Move.REJECT: Code.NOT_PENDING,
        Move.EDIT: Code.NOT_PENDING,
        Move.CANCEL: Code.NOT_CANCELLABLE,
        Move.DELETE: Code.NOT_CANCELLABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A request as it stands, with what a move may depend on.

    `owner_level` is the level of the person whose leave it is; `approves_itself` says that
    this person's requests need no decision. What the company itself `ordered`, such as a
    shutdown, is not its owner's to change.
    """

    state: State
    stage: Stage | None
    policy: ApprovalPolicy
    first_day: date
    owner_level: AccessLevel = AccessLevel.EMPLOYEE
    approves_itself: bool = False
    ordered: bool = False

    @property
    def waits_for(self) -> Stage:
        """The stage that decides now; a stage the policy has dropped is its last one."""
        stages = self.policy.stages or (Stage.MANAGER,)
        return self.stage if self.stage in stages else stages[-1]


def problems_of_move(
    move: Move,
    standing: Standing,
    *,
    actor: Actor,
    subject: Subject,
    today: date,
    reason: str = "",
    unless_started: bool = False,
) -> tuple[Problem, ...]:
    """Return why the actor may not make the move; nothing more than "no" to a stranger.

    `unless_started` refuses whoever takes back leave from its first day on; otherwise the
    policy says how long owners may.
    """
    if code := _not_permitted(move, standing, actor, subject):
        return (Problem(code, {"what": move} if code is Code.FORBIDDEN else {}),)
    is_owner = is_same_person(actor, subject)
    allowed_from = (OWNER_MOVES if is_owner else APPROVER_MOVES).get(move, ())
    if standing.state not in allowed_from or _stays(move, standing, is_owner=is_owner):
        code = _WRONG_STATE.get(move, Code.ILLEGAL_MOVE)
        return (Problem(code, {"state": standing.state, "action": move}),)
    if move in _TAKES_BACK and _too_late(
        move, standing, today, is_owner=is_owner, unless_started=unless_started
    ):
        return (Problem(Code.ALREADY_STARTED, {"first_day": standing.first_day}),)
    if move in _NEEDS_REASON and not reason.strip():
        return (Problem(Code.REASON_REQUIRED),)
    return ()


def _not_permitted(move: Move, standing: Standing, actor: Actor, subject: Subject) -> Code | None:
    """Return the code of the refusal when the move is not this actor's to make."""
    if move in _DECISIONS:
        if is_same_person(actor, subject):
            return Code.OWN_REQUEST
        last = move in _DECIDES_REQUEST and standing.waits_for is Stage.EXECUTIVE
        may = may_decide_finally if last else may_decide_first
        return None if may(actor, subject) else Code.NOT_THE_APPROVER
    return None if _may_make(move, actor, subject) else Code.FORBIDDEN


def _may_make(move: Move, actor: Actor, subject: Subject) -> bool:
    match move:
        case Move.CANCEL | Move.DELETE:
            return may_cancel(actor, subject)
        case Move.SUBMIT:
            return may_file_for(actor, subject)
        case Move.REMIND:
            return is_same_person(actor, subject)
        case Move.REOPEN | Move.BACK_TO_DRAFT:
            is_office = actor.role in OFFICE and may_cancel(actor, subject)
            return is_office or is_same_person(actor, subject)
        case _:
            return may_amend(actor, subject)


def _stays(move: Move, standing: Standing, *, is_owner: bool) -> bool:
    """Whether approved leave is not the owner's to take back, such as an accepted sick note."""
    if not is_owner or standing.state not in AGREED:
        return False
    return standing.ordered or (move is Move.CANCEL and not standing.policy.owner_may_cancel)


def _too_late(
    move: Move, standing: Standing, today: date, *, is_owner: bool, unless_started: bool
) -> bool:
    if unless_started:
        return standing.first_day <= today
    if not is_owner:
        return False
    if move is Move.DELETE:
        return standing.first_day < today
    # What was never approved can be taken back at any time: nobody relies on it yet.
    return standing.state in AGREED and not _in_time(standing, today)


def _in_time(standing: Standing, today: date) -> bool:
    match standing.policy.cancel_until:
        case CancelUntil.ANY_TIME:
            return True
        case CancelUntil.FIRST_DAY:
            return today <= standing.first_day
        case CancelUntil.DAY_BEFORE:
            return today < standing.first_day

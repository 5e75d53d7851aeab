"""The states of a request and the policy that says who must agree to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    PENDING = "pending"
    RECORDED = "recorded"  # taken note of: its type needs nobody's approval
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # taken back while it was pending
    CANCEL_REQUESTED = "cancel_requested"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"  # an amended request took its place

    @property
    def holds_time(self) -> bool:
        """Whether other leave of the same person must keep away from it."""
        return self in HOLDS_TIME


HOLDS_TIME: Final = frozenset(
    {State.PENDING, State.RECORDED, State.APPROVED, State.CANCEL_REQUESTED}
)
AGREED: Final = (State.RECORDED, State.APPROVED)
"""The states of leave that nobody has to say anything about any more."""
SPENDS: Final = frozenset({State.RECORDED, State.APPROVED, State.CANCEL_REQUESTED})
"""The states whose days count as used; pending ones are reserved."""
WAITS: Final = frozenset({State.PENDING, State.CANCEL_REQUESTED})
"""The states that wait for a decision: on the leave, or on taking it back."""


class Stage(StrEnum):
    """Whose approval a pending request waits for."""

    MANAGER = "manager"
    EXECUTIVE = "executive"  # an executive, or the office (HR, admin, owner)


class Chain(StrEnum):
    """Who must agree, one after the other."""

    NONE = "none"
    SINGLE = "single"  # one manager; an executive or the office may do it instead
    OFFICE = "office"  # an executive or the office only
    TWO_STAGE = "two_stage"  # a manager, then an executive or the office


STAGES: Final[Mapping[Chain, tuple[Stage, ...]]] = MappingProxyType(
    {
        Chain.NONE: (),
        Chain.SINGLE: (Stage.MANAGER,),
        Chain.OFFICE: (Stage.EXECUTIVE,),
        Chain.TWO_STAGE: (Stage.MANAGER, Stage.EXECUTIVE),
    }
)


class CancelUntil(StrEnum):
    """How long owners may take back their own leave."""

    DAY_BEFORE = "day_before"
    FIRST_DAY = "first_day"
    ANY_TIME = "any_time"


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """What a company, or one leave type, asks for before leave is approved or taken back.

    `owner_may_cancel` is about leave that is approved already: accepted sick notes stay.
    """

    chain: Chain = Chain.SINGLE
    cancel_needs_approval: bool = False
    owner_may_cancel: bool = True
    cancel_until: CancelUntil = CancelUntil.FIRST_DAY

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in their order; none when nobody needs to agree."""
        return STAGES[self.chain]


class Event(StrEnum):
    """What the history of a request tells."""

    SUBMITTED = "submitted"
    MANAGER_APPROVED = "manager_approved"
    EXEC_APPROVED = "exec_approved"
    AUTO_APPROVED = "auto_approved"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCEL_REQUESTED = "cancel_requested"
    CANCEL_DECLINED = "cancel_declined"
    CANCELLED = "cancelled"
    DELETED = "deleted"
    EDITED = "edited"
    AMENDED = "amended"
    SUPERSEDED = "superseded"
    REOPENED = "reopened"
    BACK_TO_DRAFT = "back_to_draft"
    REMINDED = "reminded"
    ESCALATED = "escalated"


ASKS: Final = frozenset(
    {
        Event.SUBMITTED,
        Event.EDITED,
        Event.REOPENED,
        Event.MANAGER_APPROVED,
        Event.CANCEL_REQUESTED,
    }
)
"""What makes a request wait for a decision, from then on."""


def still_waits(event: str, state: str | None) -> bool:
    """Return whether what the event asked for waits for its decision, as the request stands now.

    Leave that was asked for, approved, and is to be cancelled now waits for another decision.
    """
    if event == Event.CANCEL_REQUESTED:
        return state == State.CANCEL_REQUESTED
    if event in ASKS:
        return state == State.PENDING
    return state in WAITS


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a request stands after a move, and what its history gains.

    `decided_as` names the approval that the actor gave: a manager's or an executive's. Once it
    `asks_again`, whatever was decided before counts no more.
    """

    state: State
    event: Event
    stage: Stage | None = None
    decided_as: Stage | None = None
    asks_again: bool = False
    hidden: bool = False

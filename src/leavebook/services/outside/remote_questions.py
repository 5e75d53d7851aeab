"""A decision that somebody is asked for in a system outside, and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leavebook.domain.approval.states import SPENDS, Stage, State


class Answered(StrEnum):
    """What became of a question, for whoever was asked."""

    APPROVED = "approved"
    APPROVED_FIRST = "approved_first"  # the second approval is still to come
    REJECTED = "rejected"
    TAKEN_BACK = "taken_back"
    CANCELLED = "cancelled"  # as was asked
    KEPT = "kept"  # although it was asked to be cancelled
    NO_LONGER_ASKED = "no_longer_asked"  # it changed, or others decide now


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who is asked, about which version of the request, and what has become of it by now."""

    request_id: int
    user_id: int
    email: str | None
    there: str | None
    """The person's id in that system, once it is known."""
    version: int
    cancels: bool = False
    """Whether it is about taking approved leave back."""
    in_place_of: tuple[date, date] | None = None
    """First and last day of the leave whose place it is to take, if any."""
    answered: Answered
    by: str | None
    """Who decided, where that is known."""


def answered(state: State, stage: Stage | None, asked: Stage | None, *, hidden: bool) -> Answered:
    """Return what became of a question that was asked at a stage of approval."""
    if hidden or state in {State.WITHDRAWN, State.CANCELLED, State.SUPERSEDED}:
        return Answered.TAKEN_BACK
    if state in SPENDS:
        return Answered.APPROVED
    if state is State.REJECTED:
        return Answered.REJECTED
    went_on = (asked, stage) == (Stage.MANAGER, Stage.EXECUTIVE)
    return Answered.APPROVED_FIRST if went_on else Answered.NO_LONGER_ASKED


def answered_about_cancelling(state: State, *, hidden: bool) -> Answered:
    """Return what became of the question whether approved leave is cancelled."""
    if hidden or state is State.CANCELLED:
        return Answered.CANCELLED
    return Answered.KEPT if state is State.APPROVED else Answered.NO_LONGER_ASKED

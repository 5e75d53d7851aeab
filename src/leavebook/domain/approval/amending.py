"""Agreed leave that is to be other leave: who must agree to that, and what becomes of the old."""

from dataclasses import replace
from datetime import date
from typing import Final

from leavebook.domain.approval.moves import Move, Standing, problems_of_move
from leavebook.domain.approval.states import ApprovalPolicy, Chain, Event, Outcome, State
from leavebook.domain.people.actors import Actor, Subject, is_same_person

REPLACED: Final = Outcome(State.SUPERSEDED, Event.SUPERSEDED)
"""Where leave stands once other leave has taken its place."""

FALLS_WITH_IT: Final = Outcome(State.WITHDRAWN, Event.WITHDRAWN)
"""Where a change stands that still waited when the leave it was to change was taken back."""


def policy_of_change(
    old: Standing, new: ApprovalPolicy, *, actor: Actor, subject: Subject, today: date
) -> ApprovalPolicy:
    """Return who must agree to leave in place of other leave: those who agree to new leave of it.

    Leave that its owners could not simply take back they do not change alone either, not even
    into leave that needs nobody's approval.
    """
    is_owner = is_same_person(actor, subject)
    if new.stages or not is_owner or _goes_at_once(old, actor, subject, today):
        return new
    return replace(new, chain=old.policy.chain if old.policy.stages else Chain.SINGLE)


def _goes_at_once(old: Standing, actor: Actor, subject: Subject, today: date) -> bool:
    """Whether the actor could take the leave back without anybody's agreement."""
    must_ask = old.policy.cancel_needs_approval and not old.approves_itself
    return not must_ask and not problems_of_move(
        Move.CANCEL, old, actor=actor, subject=subject, today=today
    )

"""Tells the course of a request with the rules' own moves: where it stands and its history."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from leavebook.demo.courses import Course, Step
from leavebook.demo.situation import Situation
from leavebook.demo.template import EXECUTIVE, MANAGER, USER
from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move, Standing
from leavebook.domain.approval.states import ApprovalPolicy, Event, Outcome, Stage, State

_TAKEN_OVER: Final = "Taken over from the calendar kept before"
_NOTHING_YET = {
    "manager_decided_by": None,
    "manager_decided_at": None,
    "exec_decided_by": None,
    "exec_decided_at": None,
    "rejection_reason": None,
    "cancelled_by": None,
    "cancelled_at": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a history; `by` is the mark of who did it."""

    event: Event
    at: datetime
    by: str | None
    comment: str | None = None


@dataclass(slots=True)
class Told:
    """A request as it stands in the end, with the columns that its moves have filled."""

    state: State
    stage: Stage | None
    history: list[Line]
    columns: dict[str, Any] = field(default_factory=lambda: dict(_NOTHING_YET))
    version: int = 1

    @property
    def decided_at(self) -> datetime:
        """The last decision, or the asking; what the order of uses on a day follows."""
        found: datetime = (
            self.columns["exec_decided_at"]
            or self.columns["manager_decided_at"]
            or self.history[0].at
        )
        return found

    @property
    def changed_at(self) -> datetime:
        """The last thing that happened."""
        return self.history[-1].at


def tell(course: Course, person: Situation, policy: ApprovalPolicy) -> Told:
    """Return where the request stands after everything that has happened to it."""
    began = initial(policy, person.level)
    is_entered = began.state is State.PENDING and person.manager is None
    if is_entered:
        began = initial(policy, person.level, recorded=True)
    told = Told(began.state, began.stage, _beginning(began.event, course))
    for step in () if is_entered else course.steps:
        if _is_possible(step, told):
            _make(step, told, course, person, policy)
    return told


def _beginning(event: Event, course: Course) -> list[Line]:
    """Return who asked, and what was so at once where nobody had to agree."""
    asked = Line(event=Event.SUBMITTED, at=course.asked_at, by=USER)
    if event is Event.SUBMITTED:
        return [asked]
    by, comment = (None, _TAKEN_OVER) if event is Event.APPROVED else (USER, None)
    return [asked, Line(event=event, at=course.asked_at, by=by, comment=comment)]


def _is_possible(step: Step, told: Told) -> bool:
    if step.move is Move.CANCEL:
        return told.state in {State.PENDING, State.APPROVED, State.RECORDED}
    return told.state is State.PENDING


def _make(
    step: Step, told: Told, course: Course, person: Situation, policy: ApprovalPolicy
) -> None:
    waits_for_executive = told.stage is Stage.EXECUTIVE
    decider = person.executive if waits_for_executive else person.manager or person.executive
    outcome = after(
        step.move,
        Standing(
            state=told.state,
            stage=told.stage,
            policy=policy,
            first_day=course.wish.span.first,
            owner_level=person.level,
        ),
        actor=person.owner if step.by_owner else decider,
        subject=person.subject,
        today=step.at.date(),
        reason=step.reason or "",
    )
    by = USER if step.by_owner else EXECUTIVE if waits_for_executive else MANAGER
    told.state, told.stage = outcome.state, outcome.stage
    told.version += 1
    told.history.append(Line(event=outcome.event, at=step.at, by=by, comment=step.reason))
    told.columns |= _filled(step, outcome, by)


def _filled(step: Step, outcome: Outcome, by: str) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    if outcome.decided_as is Stage.MANAGER:
        filled |= {"manager_decided_by": by, "manager_decided_at": step.at}
    if outcome.decided_as is Stage.EXECUTIVE:
        filled |= {"exec_decided_by": by, "exec_decided_at": step.at}
    if step.move is Move.REJECT:
        filled |= {"rejection_reason": step.reason}
    if outcome.state in {State.WITHDRAWN, State.CANCELLED}:
        filled |= {"cancelled_by": by, "cancelled_at": step.at}
    return filled

"""Deciding from a direct message: one button approves, the other asks for the reason first.

Whoever presses is who Slack says has pressed. The button's value only says which request was
shown; whether the person may decide is judged as at every other door.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from leavebook.domain.problems import Refused
from leavebook.http.call import Answer
from leavebook.http.door import Transaction
from leavebook.http.sentences import sentence
from leavebook.integrations.slack import mapping, modals
from leavebook.integrations.slack.payloads import Interaction
from leavebook.integrations.slack.visits import FAULTS, UNKNOWN, Visit, note
from leavebook.queries.leave.request_story import request_named
from leavebook.services.leave import decisions
from leavebook.services.outside.remote_callers import Stranger

NOTHING_MORE = Answer(200)

_AGREES: Final[Mapping[str, Callable[..., object]]] = {
    mapping.APPROVE: decisions.approve,
    mapping.CANCEL: decisions.approve_cancellation,
}
"""What a button does at once."""

_ASKS_WHY: Final[Mapping[str, Callable[[str], modals.View]]] = {
    mapping.REJECT: modals.rejecting,
    mapping.KEEP: modals.keeping,
}
"""The form that a button opens."""

REFUSALS: Final[Mapping[str, Callable[..., object]]] = {
    modals.REASON: decisions.reject,
    modals.KEEPING: decisions.decline_cancellation,
}
"""What each of these forms does with the reason."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The request that somebody decides on, as they saw it."""

    request: UUID
    version: int


def press(visit: Visit, interaction: Interaction) -> Answer:
    """Do what a button of ours stands for; whoever may not hears why, alone."""
    for action in interaction.actions:
        shown = _read(action.value)
        if shown is None or action.action_id not in {*_AGREES, *_ASKS_WHY}:
            continue
        if not visit.is_known():
            _say(visit, interaction, UNKNOWN)
        elif action.action_id in _ASKS_WHY:
            _ask_why(visit, interaction, _ASKS_WHY[action.action_id](action.value))
        else:
            _agree(visit, interaction, shown, _AGREES[action.action_id])
    return NOTHING_MORE


def refuse(visit: Visit, interaction: Interaction) -> Answer:
    """Say no for the reason in the form, or say below it why that cannot be."""
    view = interaction.view
    shown = None if view is None else _read(view.private_metadata)
    if view is None or shown is None:
        return NOTHING_MORE
    reason = modals.typed(view.state.values).get(modals.Block.REASON, "")
    say_no = partial(REFUSALS[view.callback_id], reason=reason, version=shown.version)
    try:
        visit.caller.as_person(
            visit.user, partial(_refuse, visit, interaction.trigger_id, shown, say_no)
        )
    except Refused as refusal:
        return _errors(" ".join(sentence(problem) for problem in refusal.problems))
    except Stranger:
        return _errors(UNKNOWN)
    return NOTHING_MORE


def _agree(
    visit: Visit, interaction: Interaction, shown: Shown, say_yes: Callable[..., object]
) -> None:
    def agree(tx: Transaction) -> None:
        if visit.caller.is_first_time(tx, f"press:{interaction.trigger_id}"):
            say_yes(tx, request_named(tx, shown.request), version=shown.version)

    try:
        visit.caller.as_person(visit.user, agree)
    except Refused as refusal:
        _say(visit, interaction, " ".join(sentence(problem) for problem in refusal.problems))


def _refuse(
    visit: Visit, trigger: str, shown: Shown, say_no: Callable[..., object], tx: Transaction
) -> None:
    if visit.caller.is_first_time(tx, f"form:{trigger}"):
        say_no(tx, request_named(tx, shown.request))


def _ask_why(visit: Visit, interaction: Interaction, view: modals.View) -> None:
    try:
        with visit.in_a_hurry() as client:
            client.tell("views.open", trigger_id=interaction.trigger_id, view=view)
    except FAULTS as fault:
        note(fault)


def _say(visit: Visit, interaction: Interaction, text: str) -> None:
    try:
        with visit.in_a_hurry():
            visit.slack.say_to(interaction.response_url, text, ends_at=visit.ends_at)
    except FAULTS as fault:
        note(fault)


def _errors(said: str) -> Answer:
    return Answer(200, {"response_action": "errors", "errors": {modals.Block.REASON.value: said}})


def _read(value: str) -> Shown | None:
    """Return which request a button of ours was about; None for anything else."""
    request, _, version = value.partition(".")
    try:
        return Shown(UUID(request), int(version))
    except ValueError:
        return None

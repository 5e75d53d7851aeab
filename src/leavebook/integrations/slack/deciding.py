"""Deciding from a direct message: one button approves, the other asks for the reason first.

Whoever presses is who Slack says has pressed. The button's value only says which request was
shown; whether the person may decide is judged as at every other door.
"""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from leavebook.domain.problems import Refused
from leavebook.http.call import Answer
from leavebook.http.door import Transaction
from leavebook.http.sentences import sentence
from leavebook.integrations.slack import mapping, modals
from leavebook.integrations.slack.payloads import Interaction
from leavebook.integrations.slack.visits import FAULTS, UNKNOWN, Visit, note
from leavebook.queries.request_story import request_named
from leavebook.services import decisions
from leavebook.services.remote_callers import Stranger

NOTHING_MORE = Answer(200)


@dataclass(frozen=True, slots=True)
class Shown:
    """The request that somebody decides on, as they saw it."""

    request: UUID
    version: int


def press(visit: Visit, interaction: Interaction) -> Answer:
    """Do what a button of ours stands for; whoever may not hears why, alone."""
    for action in interaction.actions:
        shown = _read(action.value)
        if shown is None or action.action_id not in {mapping.APPROVE, mapping.REJECT}:
            continue
        if not visit.is_known():
            _say(visit, interaction, UNKNOWN)
        elif action.action_id == mapping.REJECT:
            _ask_why(visit, interaction, action.value)
        else:
            _approve(visit, interaction, shown)
    return NOTHING_MORE


def reject(visit: Visit, interaction: Interaction) -> Answer:
    """Reject for the reason in the form, or say below it why that cannot be."""
    view = interaction.view
    shown = None if view is None else _read(view.private_metadata)
    if view is None or shown is None:
        return NOTHING_MORE
    reason = modals.typed(view.state.values).get(modals.Block.REASON, "")
    try:
        visit.caller.as_person(
            visit.user, partial(_reject, visit, interaction.trigger_id, shown, reason)
        )
    except Refused as refusal:
        return _errors(" ".join(sentence(problem) for problem in refusal.problems))
    except Stranger:
        return _errors(UNKNOWN)
    return NOTHING_MORE


def _approve(visit: Visit, interaction: Interaction, shown: Shown) -> None:
    def approve(tx: Transaction) -> None:
        if visit.caller.is_first_time(tx, f"press:{interaction.trigger_id}"):
            decisions.approve(tx, request_named(tx, shown.request), version=shown.version)

    try:
        visit.caller.as_person(visit.user, approve)
    except Refused as refusal:
        _say(visit, interaction, " ".join(sentence(problem) for problem in refusal.problems))


def _reject(visit: Visit, trigger: str, shown: Shown, reason: str, tx: Transaction) -> None:
    if visit.caller.is_first_time(tx, f"form:{trigger}"):
        request_id = request_named(tx, shown.request)
        decisions.reject(tx, request_id, reason=reason, version=shown.version)


def _ask_why(visit: Visit, interaction: Interaction, value: str) -> None:
    try:
        with visit.in_a_hurry() as client:
            view = modals.rejecting(value)
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

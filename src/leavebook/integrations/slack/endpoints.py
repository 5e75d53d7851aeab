"""What Slack calls: buttons and forms, `/leave`, and news of the app itself."""

import re
from datetime import UTC, datetime
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import House
from leavebook.integrations.slack import asking, deciding, modals
from leavebook.integrations.slack.payloads import (
    Event,
    read_command,
    read_event,
    read_interaction,
)
from leavebook.integrations.slack.visits import proven, visit_of
from leavebook.integrations.slack.words import WORDS

_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_\-]{1,200}")
_LONGEST_ID: Final = 200


def interactions(call: Call, house: House) -> Answer:
    """Do what a button or a form stands for."""
    interaction = read_interaction(call)
    visit = visit_of(call, house, team=interaction.team_id, user=interaction.user.id)
    if visit is None:
        return WORDS.not_authenticated(call)
    if interaction.type == "block_actions":
        return deciding.press(visit, interaction)
    form = None if interaction.view is None else interaction.view.callback_id
    if interaction.type == "view_submission" and form in deciding.REFUSALS:
        return deciding.refuse(visit, interaction)
    if interaction.type == "view_submission" and form == modals.ASK:
        return asking.submit(visit, interaction)
    return Answer(200)


def commands(call: Call, house: House) -> Answer:
    """Answer `/leave`."""
    asked = read_command(call)
    visit = visit_of(call, house, team=asked.team_id, user=asked.user_id)
    if visit is None:
        return WORDS.not_authenticated(call)
    return asking.command(visit, asked)


def events(call: Call, house: House) -> Answer:
    """Take note that Slack has shut the app out, or say that this address is ours.

    The question whether it is ours comes before the company is connected, so nothing can prove
    it; the answer repeats the question and says nothing else.
    """
    event = read_event(call)
    if event.type == "url_verification":
        if not _CHALLENGE.fullmatch(event.challenge):
            return WORDS.malformed("", call)
        return Answer(200, {"challenge": event.challenge})
    caller = proven(call, house, event.team_id)
    if caller is None:
        return WORDS.not_authenticated(call)
    why = _why_lost(event)
    if why is not None:
        at = datetime.fromtimestamp(event.event_time, tz=UTC)
        caller.lost(why, key=f"event:{event.event_id[:_LONGEST_ID]}", at=at)
    return Answer(200)


def _why_lost(event: Event) -> str | None:
    """Return why the app can call no more; None when it still can."""
    match event.event.type:
        case "app_uninstalled":
            return "The app was removed from the Slack workspace."
        case "tokens_revoked" if event.event.tokens.bot:
            return "The app's token was revoked in Slack."
    return None

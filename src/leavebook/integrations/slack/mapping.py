"""Our leave as messages of Slack, and back: pure.

What people typed goes into rich text, where nothing is markup; the plain text that stands for a
message elsewhere is escaped. Metadata is readable by the whole workspace and holds ids only.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from leavebook.integrations.slack.days import between, days
from leavebook.services.outside.remote_questions import Answered, Question
from leavebook.services.outside.remote_systems import RemoteLeave

SHOWS_TYPE: Final = "shows_type"
TOLD: Final = "leavebook_leave"
CANCELLED: Final = "leavebook_leave_cancelled"
ASKED: Final = "leavebook_question"
ANSWERED: Final = "leavebook_question_answered"

APPROVE: Final = "leavebook_approve"
REJECT: Final = "leavebook_reject"
CANCEL: Final = "leavebook_cancel"
KEEP: Final = "leavebook_keep"

Message = dict[str, object]

_PLACE: Final = re.compile(r"([CDG][A-Z0-9]{2,30}):(\d{1,12}\.\d{1,12})")


def announcement(leave: RemoteLeave, settings: Mapping[str, str]) -> Message:
    """Return the channel's message about approved leave."""
    return _message(_away(leave, settings), TOLD, leave)


def struck_out(leave: RemoteLeave, settings: Mapping[str, str]) -> Message:
    """Return the same message once the leave is cancelled."""
    said = _away(leave, settings)
    struck = _message(said, CANCELLED, leave, _text(said, strike=True), _text(" cancelled"))
    return {**struck, "text": escaped(f"Cancelled: {said}")}


def cancellation(leave: RemoteLeave) -> Message:
    """Return the reply that says the leave is cancelled."""
    said = f"{leave.person} is not away after all on {days(leave)}."
    return _message(said, CANCELLED, leave)


def question(leave: RemoteLeave, asked: Question, *, base_url: str | None) -> Message:
    """Return the direct message that asks an approver, with its buttons."""
    said = _asks(leave, asked)
    message = _message(said, ASKED, leave, *_asks_at_length(said, asked, base_url))
    value = f"{leave.request}.{asked.version}"
    yes, no = _CANCELLING if asked.cancels else _DECIDING
    buttons = {
        "type": "actions",
        "block_id": "leavebook",
        "elements": [_button(*yes, value, "primary"), _button(*no, value, "danger")],
    }
    return {**message, "blocks": [*_blocks_of(message), buttons]}


def answered(leave: RemoteLeave, asked: Question) -> Message:
    """Return the same message once there is nothing to decide any more: without buttons."""
    became = _BECAME[asked.answered].format(by=f" by {asked.by}" if asked.by else "")
    asks = _asks(leave, asked)
    said = f"{asks} {became}"
    return _message(said, ANSWERED, leave, _text(f"{asks}\n"), _text(became, bold=True))


def carries(message: Any, event: str, leave: RemoteLeave) -> bool:  # noqa: ANN401  JSON holds anything
    """Whether the message is about this very generation of the leave, and of this kind."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return bool(metadata.get("event_type") == event and payload.get("marker") == leave.marker)


def id_of(channel: object, ts: object) -> str:
    """Return what we call a message; raises ValueError for what is none."""
    known = f"{channel}:{ts}"
    if not _PLACE.fullmatch(known):
        raise ValueError("not a message of Slack")
    return known


def place_of(external_id: str) -> tuple[str, str] | None:
    """Return the channel and the moment that Slack knows a message by; None for no message."""
    found = _PLACE.fullmatch(external_id)
    return None if found is None else (found[1], found[2])


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, a link or a mention for Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_DECIDING: Final = (("Approve", APPROVE), ("Reject", REJECT))
_CANCELLING: Final = (("Agree to cancel it", CANCEL), ("Keep it", KEEP))

_BECAME: Final[Mapping[Answered, str]] = {
    Answered.APPROVED: "Approved{by}.",
    Answered.APPROVED_FIRST: "Approved{by}; the second approval is still to come.",
    Answered.REJECTED: "Rejected{by}.",
    Answered.TAKEN_BACK: "Taken back{by}.",
    Answered.CANCELLED: "Cancelled{by}.",
    Answered.KEPT: "The leave stays as it is.",
    Answered.NO_LONGER_ASKED: "It has changed since and no longer waits for this answer.",
}


def _away(leave: RemoteLeave, settings: Mapping[str, str]) -> str:
    is_shown = settings.get(SHOWS_TYPE) == "yes" and leave.is_open
    shows = is_shown and leave.leave_type is not None
    what = f"is away ({leave.leave_type})" if shows else "is away"
    return f"{leave.person} {what}: {days(leave)}"


def _asks(leave: RemoteLeave, asked: Question) -> str:
    wants = "asks to cancel" if asked.cancels else "asks for"
    instead = f", in place of {between(*asked.in_place_of)}" if asked.in_place_of else ""
    return f"{leave.person} {wants} {leave.leave_type or 'leave'}: {days(leave)}{instead}."


def _asks_at_length(said: str, asked: Question, base_url: str | None) -> list[dict[str, object]]:
    parts = [_text(said)]
    if base_url is not None:
        url = f"{base_url.rstrip('/')}/requests/{quote(str(asked.request_id))}"
        parts += [_text(" "), {"type": "link", "url": url, "text": "Open in Leavebook"}]
    return parts


def _message(said: str, event: str, leave: RemoteLeave, *parts: dict[str, object]) -> Message:
    section = {"type": "rich_text_section", "elements": list(parts) or [_text(said)]}
    return {
        "text": escaped(said),
        "blocks": [{"type": "rich_text", "elements": [section]}],
        "metadata": {"event_type": event, "event_payload": {"marker": leave.marker}},
    }


def _blocks_of(message: Message) -> list[object]:
    blocks = message["blocks"]
    return list(blocks) if isinstance(blocks, list) else []


def _text(said: str, **style: bool) -> dict[str, object]:
    return {"type": "text", "text": said, **({"style": style} if style else {})}


def _button(label: str, action: str, value: str, style: str) -> dict[str, object]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": label},
        "action_id": action,
        "value": value,
        "style": style,
    }

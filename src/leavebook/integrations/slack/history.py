"""Posting messages and finding them again by what they carry."""

from collections.abc import Mapping
from typing import Any, Final

from leavebook.http.remote_answers import unreadable
from leavebook.integrations.slack import mapping
from leavebook.integrations.slack.client import Client, SlackSays
from leavebook.services.outside.remote_systems import RemoteLeave

_PAGE: Final = 200
_MOST_PAGES: Final = 25
_THREAD: Final = 1000
_NONSENSE: Final = (LookupError, TypeError, ValueError, AttributeError)

GONE: Final = frozenset({"channel_not_found", "message_not_found", "thread_not_found"})
"""There is no message any more, so nothing is left to take back."""
_FROZEN: Final = frozenset({"cant_update_message", "edit_window_closed"})


def posted(client: Client, channel: str, message: mapping.Message, **more: object) -> str:
    """Post a message and return what we call it."""
    answer = client.tell("chat.postMessage", channel=channel, **message, **more)
    try:
        return mapping.id_of(answer["channel"], answer["ts"])
    except _NONSENSE as error:
        raise unreadable(changing=True) from error


def rewritten(client: Client, place: tuple[str, str], message: mapping.Message) -> bool:
    """Have a message say something else; return False when the workspace no longer allows it."""
    channel, ts = place
    try:
        client.tell("chat.update", channel=channel, ts=ts, **message)
    except SlackSays as refused:
        if refused.word in _FROZEN:
            return False
        if refused.word not in GONE:
            raise
    return True


def found(client: Client, channel: str, event: str, leave: RemoteLeave) -> list[str]:
    """Return the messages of a channel that carry the leave's marker, oldest first.

    Looks through the newest five thousand messages.
    """
    ids: list[str] = []
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = client.ask(
            "conversations.history",
            channel=channel,
            limit=_PAGE,
            include_all_metadata=True,
            **({"cursor": cursor} if cursor else {}),
        )
        try:
            ids += [
                mapping.id_of(channel, each["ts"])
                for each in page["messages"]
                if mapping.carries(each, event, leave)
            ]
            cursor = _next(page)
        except _NONSENSE as error:
            raise unreadable(changing=False) from error
        if not cursor:
            break
    return sorted(ids)


def is_answered(
    client: Client, place: tuple[str, str], event: str, leave: RemoteLeave
) -> bool | None:
    """Return whether the message's thread has a reply of this kind; None for no message."""
    channel, ts = place
    try:
        page = client.ask(
            "conversations.replies",
            channel=channel,
            ts=ts,
            limit=_THREAD,
            include_all_metadata=True,
        )
    except SlackSays as refused:
        if refused.word in GONE:
            return None
        raise
    try:
        replies = [each for each in page["messages"] if each["ts"] != ts]
        return any(mapping.carries(each, event, leave) for each in replies)
    except _NONSENSE as error:
        raise unreadable(changing=False) from error


def _next(page: Mapping[str, Any]) -> str:
    cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
    return str(cursor)

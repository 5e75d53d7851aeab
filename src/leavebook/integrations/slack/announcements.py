"""Approved leave in the company's channel: a message, struck out when the leave is cancelled."""

from collections.abc import Sequence
from typing import Final

from leavebook.integrations.slack import history, mapping
from leavebook.integrations.slack.client import Client
from leavebook.services.outside.remote_systems import RemoteLeave

CHANNEL: Final = "channel"
_BY_HAND: Final = "Slack no longer lets the message be changed; a reply below it says so."


class Announcements:
    """The channel that hears of leave."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._channel = client.settings.get(CHANNEL, "")

    def find(self, leave: RemoteLeave) -> Sequence[str]:
        """Return the messages about this generation of the leave that are not struck out."""
        return history.found(self._client, self._channel, mapping.TOLD, leave)

    def create(self, leave: RemoteLeave) -> str:
        """Post the message."""
        message = mapping.announcement(leave, self._client.settings)
        return history.posted(self._client, self._channel, message, unfurl_links=False)

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        """Reply once that the leave is cancelled, and strike the message out.

        It is struck out last: until then it is found, and whoever finds it sees the reply.
        """
        place = mapping.place_of(external_id)
        if place is None:
            return None
        is_said = history.is_answered(self._client, place, mapping.CANCELLED, leave)
        if is_said is None:
            return None
        if not is_said:
            channel, ts = place
            reply = mapping.cancellation(leave)
            history.posted(self._client, channel, reply, thread_ts=ts)
        struck = mapping.struck_out(leave, self._client.settings)
        return None if history.rewritten(self._client, place, struck) else _BY_HAND

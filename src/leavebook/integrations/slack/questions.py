"""Questions to approvers: direct messages with buttons, which go away when it is decided."""

from collections.abc import Sequence
from typing import Final

from leavebook.http.remote_answers import unreadable
from leavebook.integrations.slack import history, mapping, people
from leavebook.integrations.slack.client import Client
from leavebook.services.outside.remote_systems import Account, Question, RemoteLeave

NOBODY: Final = "nobody"
"""What a question is called when the approver has no account in the workspace."""


class Questions:
    """Direct messages to the one approver who is asked."""

    def __init__(
        self, client: Client, account: Account, question: Question, *, base_url: str | None
    ) -> None:
        self._client = client
        self._account = account
        self._question = question
        self._base_url = base_url

    def find(self, leave: RemoteLeave) -> Sequence[str]:
        """Return the direct messages that still ask."""
        channel = self._conversation()
        if channel is None:
            return ()
        return history.found(self._client, channel, mapping.ASKED, leave)

    def create(self, leave: RemoteLeave) -> str:
        """Ask; whoever is not in the workspace is asked in Leavebook only."""
        channel = self._conversation()
        if channel is None:
            return NOBODY
        message = mapping.question(leave, self._question, base_url=self._base_url)
        return history.posted(self._client, channel, message, unfurl_links=False)

    def remove(self, leave: RemoteLeave, external_id: str) -> None:
        """Take the buttons away and say what was decided.

        Where the workspace no longer lets old messages be changed the buttons stay; whoever
        presses one hears that it is decided.
        """
        place = mapping.place_of(external_id)
        if place is not None:
            history.rewritten(self._client, place, mapping.answered(leave, self._question))

    def _conversation(self) -> str | None:
        person = self._person()
        if person is None:
            return None
        answer = self._client.tell("conversations.open", users=person)
        try:
            channel = answer["channel"]["id"]
        except (LookupError, TypeError) as error:
            raise unreadable(changing=True) from error
        if not isinstance(channel, str):
            raise unreadable(changing=True)
        return channel

    def _person(self) -> str | None:
        asked = self._question
        if asked.there is not None or asked.email is None:
            return asked.there
        found = people.id_with_email(self._client, asked.email)
        if found is not None:
            self._account.remember_person(asked.user_id, found)
        return found

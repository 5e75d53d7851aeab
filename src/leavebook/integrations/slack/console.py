"""The development twin of Slack: says what the channel would read."""

from leavebook.domain.integrations import Provider
from leavebook.services.outside.console_lines import console_id, days, say
from leavebook.services.outside.remote_systems import RemoteLeave


class Console:
    """Prints messages; what kind of leave it is stays inside."""

    provider = Provider.SLACK

    def find(self, leave: RemoteLeave) -> tuple[str, ...]:  # noqa: ARG002  part of what a system can be asked
        """Return nothing: what was printed is not kept."""
        return ()

    def create(self, leave: RemoteLeave) -> str:
        """Print the message and return its id."""
        say(self.provider, f"message: {leave.person} is away, {days(leave)}")
        return console_id(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> None:
        """Print the reply that says the leave is cancelled."""
        say(self.provider, f"reply to {external_id}: {leave.person} is not away after all")

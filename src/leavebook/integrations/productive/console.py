"""The development twin of Productive: says what resource planning would be told."""

from leavebook.domain.integrations import Provider
from leavebook.services.outside.console_lines import console_id, days, say
from leavebook.services.outside.remote_systems import RemoteLeave


class Console:
    """Prints bookings."""

    provider = Provider.PRODUCTIVE

    def find(self, leave: RemoteLeave) -> tuple[str, ...]:  # noqa: ARG002  part of what a system can be asked
        """Return nothing: what was printed is not kept."""
        return ()

    def create(self, leave: RemoteLeave) -> str:
        """Print the booking and return its id."""
        say(self.provider, f"absence booked for {leave.person}, {days(leave)}")
        return console_id(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> None:
        """Print that the booking is deleted."""
        say(self.provider, f"booking {external_id} of {leave.person} deleted")

"""The development twin of Productive: says what resource planning would be told."""

from leavebook.domain.integrations import Provider
from leavebook.services.console_lines import console_id, days, say
from leavebook.services.remote_systems import RemoteLeave


class Console:
    """Prints bookings."""

    provider = Provider.PRODUCTIVE

    def put(self, leave: RemoteLeave) -> str:
        """Print the booking and return its id."""
        say(self.provider, f"absence booked for {leave.person}, {days(leave)}")
        return console_id(leave)

    def take_back(self, leave: RemoteLeave, external_id: str) -> None:
        """Print that the booking is deleted."""
        say(self.provider, f"booking {external_id} of {leave.person} deleted")

"""The development twin of Google Calendar: says what the shared calendar would show."""

from leavebook.domain.integrations import Provider
from leavebook.services.outside.console_lines import console_id, days, say
from leavebook.services.outside.remote_systems import RemoteLeave


class Console:
    """Prints events; what kind of leave it is stays inside."""

    provider = Provider.GOOGLE_CALENDAR

    def find(self, leave: RemoteLeave) -> tuple[str, ...]:  # noqa: ARG002  part of what a system can be asked
        """Return nothing: what was printed is not kept."""
        return ()

    def create(self, leave: RemoteLeave) -> str:
        """Print the event and return its id."""
        say(self.provider, f"event: {leave.person} is away, {days(leave)}")
        if leave.own_calendar is not None:
            say(self.provider, f"out of office: {leave.own_calendar}, {days(leave)}")
        return console_id(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> None:
        """Print that the event is deleted."""
        say(self.provider, f"event {external_id} of {leave.person} deleted")
        if leave.own_calendar is not None:
            say(self.provider, f"no longer out of office: {leave.own_calendar}")

"""The development twin of Xero: says what payroll would be told."""

from leavebook.domain.integrations import Provider
from leavebook.services.outside.console_lines import console_id, days, say
from leavebook.services.outside.remote_systems import RemoteLeave

BY_HAND = "Take the leave application back in payroll."


class Console:
    """Prints leave applications."""

    provider = Provider.XERO

    def find(self, leave: RemoteLeave) -> tuple[str, ...]:  # noqa: ARG002  part of what a system can be asked
        """Return nothing: what was printed is not kept."""
        return ()

    def create(self, leave: RemoteLeave) -> str:
        """Print the leave application and return its id."""
        hours = leave.minutes / 60
        say(self.provider, f"leave application for {leave.person}, {days(leave)}, {hours:g} hours")
        return console_id(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> str:
        """Print that payroll has to act: a leave application is not deleted from here."""
        say(self.provider, f"{external_id} of {leave.person}: {BY_HAND}")
        return BY_HAND

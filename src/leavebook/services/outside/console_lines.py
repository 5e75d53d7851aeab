"""What the console twins have in common: ids that can be told from real ones, and a line."""

import sys

from leavebook.domain.integrations import Provider
from leavebook.services.outside.remote_systems import RemoteLeave


def console_id(leave: RemoteLeave) -> str:
    """Return the id that a twin gives the leave: the same one whenever it is asked again."""
    return f"console-{leave.request.hex[:12]}-{leave.generation}"


def days(leave: RemoteLeave) -> str:
    """Return the days as a line says them."""
    if leave.half_day is not None:
        return f"{leave.first_day.isoformat()} {leave.half_day}"
    return f"{leave.first_day.isoformat()} to {leave.last_day.isoformat()}"


def say(provider: Provider, line: str) -> None:
    """Print what the system would have been told."""
    sys.stdout.write(f"[{provider}] {line}\n")
    sys.stdout.flush()

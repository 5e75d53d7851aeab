"""What Leavebook asks of a system outside, whichever it is."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from leavebook.domain.integrations import Provider
from leavebook.domain.spans import Half


class Temporary(Exception):  # noqa: N818  says what is so
    """The system did not take it now; the same call may succeed later."""


class Permanent(Exception):  # noqa: N818  says what is so
    """The system will never take it like this; a person has to look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteLeave:
    """Approved leave as a system outside may know it; never its reason.

    `leave_type` is None where the type itself says too much, such as sickness.
    """

    request: UUID
    generation: int
    person: str
    email: str | None
    leave_type: str | None
    first_day: date
    last_day: date
    half_day: Half | None
    minutes: int


class RemoteSystem(Protocol):
    """A system that holds leave. Both calls may come twice and must then do nothing more.

    Both raise Temporary or Permanent, and nothing else that is foreseen.
    """

    provider: Provider

    def put(self, leave: RemoteLeave) -> str:
        """Have the system hold the leave and return its own id for it."""

    def take_back(self, leave: RemoteLeave, external_id: str) -> str | None:
        """Have the system hold it no more; return what a person must still do by hand."""

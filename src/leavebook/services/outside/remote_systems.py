"""What Leavebook asks of a system outside, whichever it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from leavebook.domain.calendar.spans import Half, Span
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside.remote_accounts import Account
from leavebook.services.outside.remote_books import RemoteBooks
from leavebook.services.outside.remote_consent import Consent
from leavebook.services.outside.remote_faults import (
    Busy,
    Disconnected,
    HalfDone,
    Permanent,
    Temporary,
    Uncertain,
)
from leavebook.services.outside.remote_questions import Question
from leavebook.storage.outside.integration_gates import Pace

__all__ = [
    "Account",
    "Busy",
    "Connected",
    "Disconnected",
    "HalfDone",
    "Held",
    "Need",
    "Pace",
    "Permanent",
    "Question",
    "RemoteLeave",
    "RemoteSystem",
    "Systems",
    "Temporary",
    "Uncertain",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteLeave:
    """Approved leave as a system outside may know it; never its reason.

    `leave_type` is None where the type itself says too much, such as sickness. Where everybody
    there can read it, it is told only when `is_open`. `type_code` is for looking up what the
    company calls the type over there, and is itself told to nobody.
    """

    request: UUID
    generation: int
    person: str
    email: str | None
    user_id: int | None
    person_there: str | None
    """The person's id in that system, once it is known."""
    leave_type: str | None
    is_open: bool
    """Whether everybody in the company may learn the type."""
    type_code: str
    timezone: str
    first_day: date
    last_day: date
    half_day: Half | None
    minutes: int
    spans: tuple[Span, ...]
    days: tuple[tuple[date, int], ...]
    """What each day that is charged takes, in minutes."""
    own_calendar: str | None = None
    """The address of the person's own calendar that shows it too, where the company wants that."""
    question: Question | None = None
    """Set where somebody is asked to decide; without it, approved leave is told to everybody."""

    @property
    def marker(self) -> str:
        """What sets this leave apart in notes and keys; the same whenever it is told again."""
        asked = "" if self.question is None else f"{self.question.user_id}:"
        return f"leavebook:{self.request}:{asked}{self.generation}"


@dataclass(frozen=True, slots=True)
class Held:
    """What a system holds now, under its own id, and what a person must still do by hand there."""

    external_id: str
    by_hand: str | None = None
    is_whole: bool = True
    """False where a part of it is missing, which `create` adds."""


class RemoteSystem(Protocol):
    """A company's account at a system that holds leave.

    Each call raises Temporary, Busy, Uncertain, Disconnected or Permanent, and nothing else
    that is foreseen. Uncertain means: the call may have had its effect. HalfDone is for leave
    that takes more than one thing there.
    """

    def find(self, leave: RemoteLeave) -> Sequence[str | Held]:
        """Return everything the system holds for this very generation of the leave, by its id."""

    def create(self, leave: RemoteLeave) -> str | Held:
        """Have the system hold the leave and return its own id for it.

        Only asked for when it is known that the system does not hold it, or not all of it.
        """

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        """Have the system hold it no more; return what a person must still do by hand.

        An empty text says that nothing of what had to be done by hand before is left to do. May
        be asked for again after it was done, and must then do nothing more.
        """


@dataclass(frozen=True, slots=True)
class Need:
    """Something that an account needs: its name, what it is, and whether it is a secret."""

    name: str
    meaning: str
    is_secret: bool = False
    is_optional: bool = False
    instead: tuple[str, ...] = ()
    """What may be given in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """How a system is reached in one mode, and how often one company may call it."""

    reach: Callable[[Account], RemoteSystem]
    pace: Pace
    needs: tuple[Need, ...] = ()
    test: Callable[[Account], str] | None = None
    """Asks the system whether the account works, and returns a sentence about whose it is."""
    books: Callable[[Account], RemoteBooks] | None = None
    """How a system is reached that keeps leave types and balances itself."""
    title: str = ""
    """What people call a system that keeps them."""
    consent: Consent | None = None
    """For a system that a person lets Leavebook into, in a browser."""
    keep_access: Callable[[Account], None] | None = None
    """Renews access that has rested for long, for a system that would forget it."""


Systems = Mapping[tuple[Provider, Mode], Connected]


def retry_after(seconds: str | None) -> timedelta | None:
    """Return the wait that a Retry-After header in seconds asks for; None when it says nothing.

    A date in it is not obeyed: clocks differ, and our own wait is long enough.
    """
    if seconds is None or not seconds.isascii() or not seconds.isdigit():
        return None
    return timedelta(seconds=min(int(seconds[:6]), 3600))

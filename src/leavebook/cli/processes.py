"""What the command line asks of the composition root, which hands it over."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from leavebook.http.door import Transaction
from leavebook.services.books.batches import Open
from leavebook.services.company.companies import Founded
from leavebook.services.outside.remote_systems import Systems
from leavebook.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What a demo was asked to show."""

    starts_at: datetime | None = None
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCompany:
    """A company to be founded, with its first administrator."""

    codename: str
    name: str
    timezone: str
    approval: str
    admin_email: str
    admin_name: str


class CannotRun(Exception):  # noqa: N818  says what is so
    """The command cannot be carried out; the message says what to do about it."""


class Processes(Protocol):
    """Everything that the command line starts or opens."""

    def serve(self, settings: Settings, demo: Demo | None) -> int:
        """Serve until told to stop, and return the exit status."""

    def work(self, settings: Settings) -> None:
        """Empty the queue until told to stop."""

    def migrate(self, settings: Settings) -> tuple[str, ...]:
        """Bring the database to this version's schema; return what was applied."""

    def found_company(self, settings: Settings, new: NewCompany) -> Founded:
        """Found a company and return how its administrator comes in."""

    def companies(self, settings: Settings) -> tuple[str, ...]:
        """Return the codename of every company."""

    def every_company(self, settings: Settings) -> AbstractContextManager[Mapping[str, Open]]:
        """Yield what opens transactions on behalf of the operator, for every company."""

    def company(self, settings: Settings, codename: str) -> AbstractContextManager[Open]:
        """Yield what opens transactions in a company, on behalf of the operator."""

    def systems(self, settings: Settings) -> Systems:
        """Return the systems outside that a company may be connected to."""

    def in_company(self, settings: Settings, codename: str) -> AbstractContextManager[Transaction]:
        """Open a transaction in a company, on behalf of the operator."""

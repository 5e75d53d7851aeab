"""What is asked of a payroll of Xero, in whichever country it is."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any, Final, Protocol

from leavebook.services.outside.remote_books import BalanceUnit, RemoteBalance, RemoteType
from leavebook.services.outside.remote_systems import RemoteLeave

NONSENSE: Final = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading an answer of another shape raises."""

UNITS: Final = {"hours": BalanceUnit.HOURS, "days": BalanceUnit.DAYS, "weeks": BalanceUnit.WEEKS}
"""What a payroll's words for units mean, in small letters; others hold money."""

_LONGEST_TITLE: Final = 20


class Stage(Enum):
    """How far payroll is with an application."""

    FILED = auto()
    PROCESSED = auto()  # at least one of its pay periods has been paid
    REFUSED = auto()  # payroll keeps it as a trace and pays nothing for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Leave as a payroll holds it."""

    id: str
    note: str
    stage: Stage
    hours: Decimal | None
    """How much of the person's leave it takes; None when payroll does not say."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody whom a payroll pays."""

    id: str
    email: str


class Payroll(Protocol):
    """One company's payroll in one country. Raises the faults of `remote_faults` only."""

    def workers(self) -> Iterator[Worker]:
        """Yield everybody who has an e-mail address there."""

    def applications(self, worker: str) -> Iterator[Application]:
        """Yield the applications of somebody."""

    def application(self, external_id: str) -> Application | None:
        """Return an application; None when there is none of that id."""

    def file(self, leave: RemoteLeave, worker: str, leave_type: str, *, key: str) -> Application:
        """Have payroll hold the leave and return it as it does."""

    def take_back(self, external_id: str, *, key: str) -> None:
        """Have payroll hold it no more; raises Permanent when payroll says it cannot."""

    def leave_types(self) -> Sequence[RemoteType]:
        """Return the leave types in use."""

    def balances(self, worker: str) -> Sequence[RemoteBalance]:
        """Return what somebody has left of each leave type."""


def mark(leave: RemoteLeave) -> str:
    """Return what tells this very generation of the leave from all others, in 25 letters or so.

    The payrolls of New Zealand and the United Kingdom have room for fifty.
    """
    short = base64.urlsafe_b64encode(leave.request.bytes).decode().rstrip("=")
    return f"[{short}.{leave.generation}]"


def title(leave: RemoteLeave) -> str:
    """Return what payroll people read; the type itself only where it says not too much."""
    return (leave.leave_type or "Leave")[:_LONGEST_TITLE].strip()


def text_in(found: Any, name: str) -> str:  # noqa: ANN401  JSON holds anything
    """Return a text of an answer; raises ValueError for what is none."""
    value = found[name]
    if not isinstance(value, str) or not value:
        raise ValueError(name)
    return value


def amount_in(found: Any, name: str) -> Decimal:  # noqa: ANN401  JSON holds anything
    """Return a number of an answer, as it was written; raises ValueError for what is none."""
    value = found[name]
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(name)  # noqa: TRY004  an answer of another server, not a call of ours
    return Decimal(str(value))


def one_worker_each(workers: Iterator[Worker]) -> dict[str, str]:
    """Return ids by e-mail address, in small letters, without addresses that several share."""
    found: dict[str, str | None] = {}
    for worker in workers:
        address = worker.email.strip().casefold()
        found[address] = None if address in found else worker.id
    return {address: each for address, each in found.items() if each is not None}

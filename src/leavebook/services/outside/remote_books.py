"""What Leavebook asks of a system outside that keeps leave types and balances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class BalanceUnit(StrEnum):
    """What a system outside counts balances in."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteType:
    """A leave type of a system outside, under its own id."""

    id: str
    name: str
    paid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteBalance:
    """What somebody has left of a leave type of a system outside."""

    type_id: str
    type_name: str
    amount: Decimal
    unit: BalanceUnit


class RemoteBooks(Protocol):
    """A company's account at a system that keeps leave types and balances.

    Raises the same faults as every call of a system outside.
    """

    def leave_types(self) -> Sequence[RemoteType]:
        """Return the leave types in use there."""

    def people(self) -> Mapping[str, str]:
        """Return the ids of the people there by e-mail address, in small letters."""

    def balances(self, person_there: str) -> Sequence[RemoteBalance]:
        """Return what somebody has left; what is counted in no time is left out."""

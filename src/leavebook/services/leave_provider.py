"""What Leavebook asks of whoever keeps leave types and balances: our own books, or a payroll."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction


class ProviderAway(Exception):  # noqa: N818  says what is so
    """The provider does not answer; trying again later helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedType:
    """A leave type under the provider's own id for it."""

    id: str
    name: str
    paid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedBalance:
    """What somebody has left of a leave type; the uuid is the same in every answer."""

    uuid: UUID
    type_id: str
    type_name: str
    hours: Decimal


class LeaveProvider(Protocol):
    """Somebody who keeps leave types and balances. May raise ProviderAway."""

    name: str
    title: str
    needs_mapping: bool
    """Whether people have to be known to it under an id of its own."""

    def types_version(self, tx: Transaction) -> str:
        """Return a word that changes with the leave types; always the same where unknown."""

    def leave_types(self, tx: Transaction) -> tuple[ProvidedType, ...]:
        """Return the leave types that people can ask for."""

    def balances_version(self, tx: Transaction, person: Employee) -> str:
        """Return a word that changes with the person's balances; the same where unknown."""

    def balances(
        self, tx: Transaction, person: Employee, external_id: str | None
    ) -> tuple[ProvidedBalance, ...]:
        """Return what the person has left of every leave type that has a balance."""

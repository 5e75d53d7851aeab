"""What whoever keeps leave types and balances tells us: our own books, or a payroll outside."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from leavebook.services.outside.remote_accounts import Open
from leavebook.services.outside.remote_systems import Systems
from leavebook.services.outside.sealing import Keyring


class ProviderAway(Exception):  # noqa: N818  says what is so
    """The provider does not answer; trying again later helps."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody asks: what opens transactions in their name, and what there is outside."""

    open_transaction: Open
    systems: Systems
    keyring: Keyring


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """Somebody's balances and the moment they are from."""

    fetched_at: datetime
    rows: tuple[ProvidedBalance, ...]

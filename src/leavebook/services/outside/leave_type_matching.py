"""Which leave type of a system outside is which of ours."""

import time
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from leavebook.domain.integrations import KEEPS_BOOKS, Mode, Provider
from leavebook.services.outside.remote_accounts import Account, Open
from leavebook.services.outside.remote_books import RemoteType
from leavebook.services.outside.remote_systems import Connected
from leavebook.services.outside.sealing import Keyring
from leavebook.storage.outside import integration_connections
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_PATIENCE: Final = 45.0


def match_leave_types(
    open_transaction: Open, provider: Provider, connected: Connected, keyring: Keyring
) -> None:
    """The account says which type there is ours, for every name that both have once.

    What somebody has set stays. Raises a fault when the system does not answer.
    """
    if connected.books is None:
        return
    account = Account(
        provider=provider,
        open_transaction=open_transaction,
        keyring=keyring,
        send_before=time.monotonic() + _PATIENCE,
    )
    there = connected.books(account).leave_types()
    with open_transaction() as tx:
        known = integration_connections.find(tx, provider)
        if known is not None:
            matched = dict(_matched(leave_types.all_of_company(tx), there, KEEPS_BOOKS[provider]))
            integration_connections.set_settings(tx, provider, {**matched, **known.settings})


def kept_by(tx: Transaction) -> Provider | None:
    """Return the system that keeps the company's leave types and balances, if it is not us."""
    for provider, mode in integration_connections.connected(tx).items():
        if mode is Mode.LIVE and provider in KEEPS_BOOKS:
            return provider
    return None


def types_behind(tx: Transaction, provider: Provider) -> dict[str, LeaveType]:
    """Return our active leave types by the ids, in small letters, of those of the system."""
    found: dict[str, LeaveType] = {}
    for leave_type, there in _set(tx, provider):
        if leave_type.active:
            found.setdefault(there.casefold(), leave_type)
    return found


def ids_there(tx: Transaction) -> dict[UUID, str]:
    """Return what the system that keeps our leave types calls each; nothing when we do."""
    provider = kept_by(tx)
    if provider is None:
        return {}
    return {leave_type.uuid: there for leave_type, there in _set(tx, provider)}


def _set(tx: Transaction, provider: Provider) -> Iterator[tuple[LeaveType, str]]:
    known = integration_connections.find(tx, provider)
    settings = {} if known is None else known.settings
    for each in leave_types.all_of_company(tx):
        there = settings.get(f"{KEEPS_BOOKS[provider]}.{each.code}")
        if there:
            yield each, there


def _matched(
    ours: Iterable[LeaveType], there: Iterable[RemoteType], setting: str
) -> Iterator[tuple[str, str]]:
    by_name: dict[str, list[str]] = {}
    for each in there:
        by_name.setdefault(each.name.strip().casefold(), []).append(each.id)
    for leave_type in ours:
        same = by_name.get(leave_type.name.strip().casefold(), [])
        if len(same) == 1 and leave_type.active:
            yield f"{setting}.{leave_type.code}", same[0]

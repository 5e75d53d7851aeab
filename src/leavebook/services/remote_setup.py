"""Connecting a company to a system, testing the account, and sealing its secrets anew."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.integrations import connect
from leavebook.services.remote_accounts import Account, Open, belongs_to, seal, unseal
from leavebook.services.remote_systems import Connected, Disconnected, Permanent
from leavebook.services.sealing import Keyring
from leavebook.storage import integration_connections, integration_states
from leavebook.storage.integration_connections import Connection
from leavebook.storage.integration_states import Backlog
from leavebook.storage.transaction import Transaction

_PATIENCE: Final = 45.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemState:
    """How one system stands in a company; without secrets."""

    provider: Provider
    mode: Mode
    trouble: str | None
    """Why a person has to connect it anew."""
    is_resting: bool
    backlog: Backlog


def connect_live(
    tx: Transaction,
    provider: Provider,
    connected: Connected,
    given: Mapping[str, str],
    keyring: Keyring,
) -> None:
    """Connect the company to the system with what it has given; secrets are sealed.

    Names with a dot set something for one leave type. Raises Refused for what is missing or
    not asked for, each by its name.
    """
    if problems := tuple(_problems(connected, given)):
        raise Refused(*problems)
    is_secret = {need.name for need in connected.needs if need.is_secret}
    connect(tx, provider, Mode.LIVE)
    sealed = seal(
        keyring,
        {name: value for name, value in given.items() if name in is_secret},
        belongs_to(tx, provider),
    )
    integration_connections.set_up(
        tx,
        provider,
        settings={name: value for name, value in given.items() if name not in is_secret},
        secrets=sealed.box,
        key_id=sealed.key_id,
    )


def disconnect(tx: Transaction, provider: Provider) -> None:
    """Tell the system nothing more and forget its secrets; what it holds already stays there."""
    connect(tx, provider, Mode.OFF)
    integration_connections.set_up(tx, provider, settings={}, secrets=None, key_id=None)


def test(open_transaction: Open, provider: Provider, connected: Connected, keyring: Keyring) -> str:
    """Return what the system says about the company's account; raises a fault when nothing good."""
    with open_transaction() as tx:
        if not may_administer(tx.actor):
            raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))
        if integration_connections.connected(tx).get(provider) is not Mode.LIVE:
            raise Disconnected(f"{provider} is not connected")
    if connected.test is None:
        raise Permanent(f"{provider} cannot be tested")
    return connected.test(
        Account(
            provider=provider,
            open_transaction=open_transaction,
            keyring=keyring,
            send_before=time.monotonic() + _PATIENCE,
        )
    )


def states(tx: Transaction) -> tuple[SystemState, ...]:
    """Return how every system stands that the company is or was connected to."""
    backlogs = integration_states.backlogs(tx)
    return tuple(
        SystemState(
            provider=each.provider,
            mode=each.mode,
            trouble=each.trouble,
            is_resting=bool(each.resting),
            backlog=backlogs.get(each.provider, Backlog()),
        )
        for each in integration_connections.all_of_company(tx)
    )


def seal_anew(tx: Transaction, keyring: Keyring) -> int:
    """Seal every secret of the company with the newest key; return how many had another."""
    old = [each for each in integration_connections.all_of_company(tx) if _is_old(each, keyring)]
    for each in old:
        owner = belongs_to(tx, each.provider)
        sealed = seal(keyring, unseal(keyring, each, owner), owner)
        integration_connections.renewed(
            tx,
            each.provider,
            version=each.secrets_version,
            secrets=sealed.box,
            key_id=sealed.key_id,
        )
    return len(old)


def _is_old(found: Connection, keyring: Keyring) -> bool:
    return found.secrets is not None and found.secrets_key_id != keyring.newest()


def _problems(connected: Connected, given: Mapping[str, str]) -> list[Problem]:
    known = {need.name for need in connected.needs}
    strange = [name for name in given if name.partition(".")[0] not in known]
    missing = [
        need.name
        for need in connected.needs
        if not need.is_optional
        and not given.get(need.name)
        and not any(given.get(other) for other in need.instead)
    ]
    return [
        *(Problem(Code.INVALID, {"field": name, "problem": "unknown"}) for name in strange),
        *(Problem(Code.INVALID, {"field": name, "problem": "required"}) for name in missing),
    ]

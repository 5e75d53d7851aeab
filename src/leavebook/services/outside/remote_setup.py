"""Connecting a company to a system, testing the account, and sealing its secrets anew."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.limits import invalid
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.outside import integrations
from leavebook.services.outside.integrations import connect
from leavebook.services.outside.leave_type_matching import match_leave_types
from leavebook.services.outside.remote_accounts import (
    Account,
    Open,
    Secrets,
    belongs_to,
    seal,
    unseal,
)
from leavebook.services.outside.remote_places import forget_people_of_another_place, known_team
from leavebook.services.outside.remote_systems import Connected, Disconnected, Permanent
from leavebook.services.outside.sealing import CannotOpen, Keyring, Resealed
from leavebook.services.people.email_addresses import read_email
from leavebook.storage.outside import (
    external_ids,
    integration_connections,
    integration_consents,
    integration_states,
)
from leavebook.storage.outside.integration_connections import Connection
from leavebook.storage.outside.integration_states import Backlog
from leavebook.storage.transaction import Transaction

_PATIENCE: Final = 45.0
_LONGEST_ID: Final = 200


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
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))
    check_given(connected, given)
    open_ones, secret_ones = parted(connected, given)
    forget_people_of_another_place(tx, provider, connected, open_ones)
    settings = {**known_team(tx, provider), **open_ones}
    keep_account(tx, provider, settings=settings, secrets=secret_ones, keyring=keyring)


def check_given(connected: Connected, given: Mapping[str, str]) -> None:
    """Raise Refused for what is needed and was not given, or was given and is not known."""
    if problems := tuple(_problems(connected, given)):
        raise Refused(*problems)


def parted(connected: Connected, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was given in two parts: what everybody may read, and the secrets."""
    is_secret = _secret_names(connected)
    return (
        {name: value for name, value in given.items() if name not in is_secret},
        {name: value for name, value in given.items() if name in is_secret},
    )


def keep_account(
    tx: Transaction,
    provider: Provider,
    *,
    settings: Mapping[str, str],
    secrets: Secrets,
    keyring: Keyring,
) -> None:
    """Connect the company to the system with this account; the secrets are sealed."""
    connect(tx, provider, Mode.LIVE)
    sealed = seal(keyring, secrets, belongs_to(tx, provider))
    integration_connections.set_up(
        tx, provider, settings=settings, secrets=sealed.box, key_id=sealed.key_id
    )


def change_settings(
    tx: Transaction, provider: Provider, connected: Connected, given: Mapping[str, str]
) -> None:
    """Change settings of a connected account, which stays as it is otherwise; empty ones go.

    Raises Refused for names that are no settings, Disconnected without an account.
    """
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))
    known = integration_connections.find(tx, provider)
    if known is None or known.mode is not Mode.LIVE:
        raise Disconnected(f"{provider} is not connected")
    settable = {need.name for need in connected.needs if not need.is_secret}
    strange = [name for name in given if name.partition(".")[0] not in settable]
    if strange:
        raise Refused(*(_unknown(name) for name in strange))
    changed = {**known.settings, **given}
    check_given(
        connected,
        {**dict.fromkeys(_secret_names(connected), "known"), **changed},
    )
    forget_people_of_another_place(tx, provider, connected, given)
    integration_connections.set_settings(
        tx, provider, {name: value for name, value in changed.items() if value}
    )
    integrations.retry_system(tx, provider)


def know_person(tx: Transaction, provider: Provider, email: str, external_id: str) -> None:
    """Say who somebody is in a system; an empty id forgets it. Raises Refused for nobody."""
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))
    if len(external_id) > _LONGEST_ID:
        raise invalid("external_id", "too_long", at_most=_LONGEST_ID)
    if not external_ids.say(tx, read_email(email).key, provider, external_id):
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "email"}))
    integrations.retry_system(tx, provider)


def disconnect(tx: Transaction, provider: Provider) -> None:
    """Tell the system nothing more and forget its secrets, and who people are in it.

    What it holds already stays there.
    """
    connect(tx, provider, Mode.OFF)
    integration_connections.set_up(tx, provider, settings={}, secrets=None, key_id=None)
    integration_consents.forget(tx, provider)
    external_ids.forget_all(tx, provider)


def test(open_transaction: Open, provider: Provider, connected: Connected, keyring: Keyring) -> str:
    """Return what the system says about the company's account; raises a fault when nothing good.

    Leave types there that are called as ours are matched on the way.
    """
    with open_transaction() as tx:
        if not may_administer(tx.actor):
            raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))
        if integration_connections.connected(tx).get(provider) is not Mode.LIVE:
            raise Disconnected(f"{provider} is not connected")
    if connected.test is None:
        raise Permanent(f"{provider} cannot be tested")
    match_leave_types(open_transaction, provider, connected, keyring)
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


def seal_anew(tx: Transaction, keyring: Keyring) -> Resealed:
    """Seal every secret of the company with the newest key that another key opens.

    What no key opens stays as it is: somebody has to connect that system anew.
    """
    old = [each for each in integration_connections.all_of_company(tx) if _is_old(each, keyring)]
    closed = [each for each in old if not _seal_one(tx, keyring, each)]
    return Resealed(len(old) - len(closed), tuple(str(each.provider) for each in closed))


def _seal_one(tx: Transaction, keyring: Keyring, found: Connection) -> bool:
    """Seal a system's secrets with the newest key; return False when they cannot be opened."""
    owner = belongs_to(tx, found.provider)
    try:
        secrets = unseal(keyring, found, owner)
    except CannotOpen:
        return False
    sealed = seal(keyring, secrets, owner)
    integration_connections.renewed(
        tx,
        found.provider,
        version=found.secrets_version,
        secrets=sealed.box,
        key_id=sealed.key_id,
    )
    return True


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
        *(_unknown(name) for name in strange),
        *(Problem(Code.INVALID, {"field": name, "problem": "required"}) for name in missing),
    ]


def _unknown(name: str) -> Problem:
    return Problem(Code.INVALID, {"field": name, "problem": "unknown"})


def _secret_names(connected: Connected) -> frozenset[str]:
    return frozenset(need.name for need in connected.needs if need.is_secret)

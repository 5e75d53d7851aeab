"""A company's account at a system outside: its settings, and secrets that open only here."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import msgspec

from leavebook.domain.integrations import PLACES, Mode, Provider
from leavebook.services.outside.remote_faults import Disconnected, Temporary
from leavebook.services.outside.sealing import CannotOpen, Keyring, Sealed
from leavebook.storage.outside import external_ids, integration_connections, integration_gates
from leavebook.storage.outside.integration_connections import Connection
from leavebook.storage.transaction import Transaction

Open = Callable[[], AbstractContextManager[Transaction]]
"""Opens a short transaction in the company."""

Secrets = Mapping[str, str]
"""Secrets by name; never printed, logged or put into an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an account at one moment."""

    settings: Mapping[str, str]
    secrets: Secrets = field(repr=False)
    version: int
    """Grows with every change of the secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A company's account at one system, for whoever may call it now."""

    provider: Provider
    open_transaction: Open
    keyring: Keyring
    send_before: float
    """A moment of `time.monotonic` after which nothing is sent."""
    is_ours: Callable[[Transaction], bool] | None = None
    """Whether the call is still this caller's to make, where others may take over."""
    place: str | None = None
    """Where in the system this is about, when that may be another place than the one set now."""

    def known(self) -> Known:
        """Return settings and secrets as they are now; raises Disconnected when there are none."""
        with self.open_transaction() as tx:
            found = integration_connections.find(tx, self.provider)
            owner = belongs_to(tx, self.provider)
        if found is None or found.mode is Mode.OFF:
            raise Disconnected(f"{self.provider} is not connected")
        known = _known(found, self.keyring, owner)
        if self.place is None:
            return known
        return replace(known, settings={**known.settings, PLACES[self.provider]: self.place})

    def last_moment(self) -> float:
        """Return the last moment to send anything; asked anew before every call.

        Whoever was stopped and goes on later sends nothing that somebody else may have sent
        meanwhile. The clock of a machine that was stopped as a whole may not have seen it, so
        the database is asked whose call it is. Raises Temporary when it is somebody else's.
        """
        if self.is_ours is not None:
            with self.open_transaction() as tx:
                may = self.is_ours(tx)
            if not may:
                raise Temporary("another worker has taken over")
        return self.send_before

    def renew(self, used: Known, ask: Callable[[Known], Secrets]) -> Known:
        """Return an account whose secrets `ask` has renewed, or somebody else since `used`.

        One worker asks at a time and no transaction is open meanwhile; the others come back
        later. What it learns is kept before it is used.
        """
        with self.open_transaction() as tx:
            may = integration_connections.start_renewing(tx, self.provider, version=used.version)
        if not may:
            now = self.known()
            if now.version != used.version:
                return now
            raise Temporary("access is being renewed")
        try:
            learned = ask(used)
        except BaseException:
            with self.open_transaction() as tx:
                integration_connections.stop_renewing(tx, self.provider, version=used.version)
            raise
        return self._keep(used, {**used.secrets, **learned})

    def _keep(self, used: Known, secrets: Secrets) -> Known:
        with self.open_transaction() as tx:
            sealed = seal(self.keyring, secrets, belongs_to(tx, self.provider))
            kept = integration_connections.renewed(
                tx,
                self.provider,
                version=used.version,
                secrets=sealed.box,
                key_id=sealed.key_id,
            )
        return replace(used, secrets=secrets, version=used.version + 1) if kept else self.known()

    def remember_person(self, user_id: int, external_id: str) -> None:
        """Keep who the user is in the system, unless somebody has said so already."""
        with self.open_transaction() as tx:
            external_ids.remember(tx, user_id, self.provider, external_id)

    def remember_people(self, ids: Mapping[str, str]) -> None:
        """Keep who everybody is in the system, by e-mail address; what was said before stays."""
        with self.open_transaction() as tx:
            external_ids.remember_all(tx, self.provider, ids)

    def rest(self, wait: timedelta) -> None:
        """Call the system no more for a while: it has said that it will soon have had enough."""
        with self.open_transaction() as tx:
            integration_gates.rest(tx, self.provider, wait)


def belongs_to(tx: Transaction, provider: Provider) -> str:
    """Return what a sealed secret of this company and system says it belongs to."""
    return f"{tx.company.uuid}/{provider}"


def seal(keyring: Keyring, secrets: Secrets, owner: str) -> Sealed:
    """Return the secrets sealed for their owner."""
    return keyring.seal(msgspec.json.encode(dict(secrets)), belongs_to=owner)


def unseal(keyring: Keyring, found: Connection, owner: str) -> Secrets:
    """Return the secrets of a connection; raises CannotOpen."""
    if found.secrets is None or found.secrets_key_id is None:
        return {}
    text = keyring.open(Sealed(found.secrets_key_id, found.secrets), belongs_to=owner)
    return msgspec.json.decode(text, type=dict[str, str])


def _known(found: Connection, keyring: Keyring, owner: str) -> Known:
    try:
        secrets = unseal(keyring, found, owner)
    except CannotOpen as error:
        raise Disconnected(str(error)) from error
    return Known(settings=found.settings, secrets=secrets, version=found.secrets_version)

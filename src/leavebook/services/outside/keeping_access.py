"""Keeps a company's access to systems outside alive, where it would be forgotten if it rested."""

import time
from typing import Final

from leavebook.domain.integrations import Mode
from leavebook.services.outside.remote_accounts import Account, Open
from leavebook.services.outside.remote_outcomes import note_fault
from leavebook.services.outside.remote_systems import Permanent, Systems, Temporary, Uncertain
from leavebook.services.outside.sealing import Keyring
from leavebook.storage.outside import (
    integration_connections,
    integration_consents,
    integration_gates,
)

_PATIENCE: Final = 45.0


def keep_access(open_transaction: Open, systems: Systems, keyring: Keyring) -> None:
    """The company's access lives on; where it does not, somebody is told to connect it anew.

    What is left of consents that nobody finished is forgotten.
    """
    with open_transaction() as tx:
        integration_consents.forget_old(tx)
        live = [
            provider
            for provider, mode in integration_connections.connected(tx).items()
            if mode is Mode.LIVE
        ]
    for provider in live:
        connected = systems.get((provider, Mode.LIVE))
        if connected is None or connected.keep_access is None:
            continue
        with open_transaction() as tx:
            if integration_gates.pass_through(tx, provider, connected.pace) is not None:
                continue
        account = Account(
            provider=provider,
            open_transaction=open_transaction,
            keyring=keyring,
            send_before=time.monotonic() + _PATIENCE,
        )
        try:
            connected.keep_access(account)
        except (Temporary, Uncertain, Permanent) as fault:
            with open_transaction() as tx:
                note_fault(tx, provider, fault)

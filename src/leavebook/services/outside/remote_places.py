"""Where a company's account in a system is; who people are there is known of that place alone."""

from collections.abc import Mapping
from typing import Final

from leavebook.domain.integrations import PLACES, Provider
from leavebook.services.outside.remote_systems import Connected
from leavebook.storage.outside import external_ids, integration_connections
from leavebook.storage.transaction import Transaction

TEAM: Final = "team"
"""The setting in which a system's own name for a company's place is kept, once it is learnt."""


def told_place(tx: Transaction, provider: Provider) -> str | None:
    """Return where in the system leave is told of now; None where that is not told apart."""
    setting = PLACES.get(provider)
    return None if setting is None else _known(tx, provider).get(setting)


def forget_people_of_another_place(
    tx: Transaction, provider: Provider, connected: Connected, given: Mapping[str, str]
) -> None:
    """Forget who people are in the system when what is given is not the place that is known."""
    consent = connected.consent
    names = {TEAM} if consent is None else {TEAM, consent.place_setting}
    forget_people_unless_at(
        tx, provider, {name: value for name, value in given.items() if name in names}
    )


def forget_people_unless_at(tx: Transaction, provider: Provider, place: Mapping[str, str]) -> None:
    """Forget who people are in the system when another place than this one is known."""
    known = _known(tx, provider)
    if any(known.get(name) not in {None, value} for name, value in place.items()):
        external_ids.forget_all(tx, provider)


def known_team(tx: Transaction, provider: Provider) -> dict[str, str]:
    """Return the setting with the team that was learnt; nothing when none was."""
    return {name: value for name, value in _known(tx, provider).items() if name == TEAM}


def _known(tx: Transaction, provider: Provider) -> Mapping[str, str]:
    found = integration_connections.find(tx, provider)
    return {} if found is None else found.settings

"""What a company switches on or off for everybody in it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage import events
from leavebook.storage.company import company_settings
from leavebook.storage.transaction import Transaction


class Switch(StrEnum):
    """Something that a company can want or not."""

    MANAGERS_SEE_EVERYONE = "managers_see_everyone"
    API_MAY_CREATE_ADMINS = "api_may_create_admins"
    DECIDE_BY_LETTER = "decide_by_letter"


UNLESS_SWITCHED: Final[Mapping[Switch, bool]] = MappingProxyType(
    {
        Switch.MANAGERS_SEE_EVERYONE: False,
        Switch.API_MAY_CREATE_ADMINS: True,
        Switch.DECIDE_BY_LETTER: True,
    }
)
"""How it is where nobody has said anything."""


def switches(tx: Transaction) -> Mapping[Switch, bool]:
    """Return how every switch stands."""
    return {
        switch: company_settings.is_on(tx, switch, default=default)
        for switch, default in UNLESS_SWITCHED.items()
    }


def is_on(tx: Transaction, switch: Switch) -> bool:
    """Return how one switch stands."""
    return company_settings.is_on(tx, switch, default=UNLESS_SWITCHED[switch])


def turn(tx: Transaction, wanted: Mapping[Switch, bool]) -> None:
    """Have the switches stand like this from the next call on; each change is on record."""
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
    before = switches(tx)
    for switch, is_on in wanted.items():
        if is_on is not before[switch]:
            company_settings.choose(tx, switch, is_on)
            events.record(tx, "company.switched", switch=switch, on=is_on)

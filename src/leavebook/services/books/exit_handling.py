"""What the company does with leave that is left when somebody leaves."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.people.exits import ExitHandling
from leavebook.services.company.setting_up import assert_may_set_up
from leavebook.storage import events
from leavebook.storage.company import company_settings
from leavebook.storage.transaction import Transaction

EXITS_CHANGED: Final = "company.exits_changed"

_EXITS: Final = "exit_handling"


def exit_handling_of(tx: Transaction) -> ExitHandling:
    """Return how the company handles exits; by hand where it has not said anything."""
    chosen = company_settings.read(tx, _EXITS)
    is_known = isinstance(chosen, str) and chosen in set(ExitHandling)
    return ExitHandling(str(chosen)) if is_known else ExitHandling.BY_HAND


def handle_exits(tx: Transaction, handling: str) -> None:
    """Handle exits like this whose last day is set from now on; others stay as they were."""
    assert_may_set_up(tx)
    if handling not in set(ExitHandling):
        raise invalid("exit_handling", "unknown", allowed=tuple(ExitHandling))
    company_settings.choose(tx, _EXITS, ExitHandling(handling))
    events.record(tx, EXITS_CHANGED, handling=ExitHandling(handling))

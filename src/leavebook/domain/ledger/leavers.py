"""What somebody who leaves has taken and not earned."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.balances import balance
from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.policy import LeaverOverdraft
from leavebook.domain.policy.terms import version_on

_SETTLES: Final = frozenset({MovementKind.WRITE_OFF, MovementKind.PAY_DEDUCTION})


@dataclass(frozen=True, slots=True)
class Owed:
    """Leave that somebody owes on their last day, and what the policy says becomes of it."""

    amount: Decimal
    then: LeaverOverdraft


def owed_on_leaving(facts: LedgerFacts) -> Owed | None:
    """Return what the person owes on the last day; None where nothing is, or nobody leaves."""
    if facts.left is None or not facts.policies:
        return None
    movements = replay(facts, facts.left)
    settled = sum((each.amount for each in movements if each.kind in _SETTLES), Decimal(0))
    owed = settled or -balance(movements, facts.left)
    then = version_on(facts, facts.left).leaver_overdraft
    return Owed(owed, then) if owed > 0 else None

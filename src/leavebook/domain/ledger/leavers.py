"""What somebody who leaves has not taken, and what they have taken and not earned."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.balances import ZERO, available, balance
from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.policy import LeaverOverdraft, LeaverRest
from leavebook.domain.policy.terms import version_on

_SETTLES: Final = frozenset({MovementKind.WRITE_OFF, MovementKind.PAY_DEDUCTION})


@dataclass(frozen=True, slots=True)
class Owed:
    """Leave that somebody owes on their last day, and what the policy says becomes of it."""

    amount: Decimal
    then: LeaverOverdraft


def rest_on_leaving(facts: LedgerFacts) -> Decimal:
    """Return what is left to the person on the last day, paid or not; requests are deducted.

    Nothing where nobody leaves, where the policy leaves a rest alone, or where there is none.
    """
    if facts.left is None or not facts.policies:
        return ZERO
    if version_on(facts, facts.left).leaver_rest is not LeaverRest.THEIRS:
        return ZERO
    movements = replay(replace(facts, rest_is_paid=False), facts.left)
    return max(ZERO, available(movements, facts.left))


def paid_on_leaving(facts: LedgerFacts) -> Decimal:
    """Return how much of the person's leave is paid on the last day instead of taken."""
    if facts.left is None or not facts.policies:
        return ZERO
    movements = replay(facts, facts.left)
    return -sum((each.amount for each in movements if each.kind is MovementKind.PAYOUT), ZERO)


def owed_on_leaving(facts: LedgerFacts) -> Owed | None:
    """Return what the person owes on the last day; None where they owe nothing, or stay."""
    if facts.left is None or not facts.policies:
        return None
    movements = replay(facts, facts.left)
    settled = sum((each.amount for each in movements if each.kind in _SETTLES), Decimal(0))
    owed = settled or -balance(movements, facts.left)
    then = version_on(facts, facts.left).leaver_overdraft
    return Owed(owed, then) if owed > 0 else None

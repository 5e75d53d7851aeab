"""When a balance moves next by time alone, and how it came to be what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.balances import ZERO
from leavebook.domain.ledger import LedgerFacts
from leavebook.domain.lengths import add_months
from leavebook.domain.limits import LATEST
from leavebook.domain.movements import Movement, MovementKind
from leavebook.domain.replay import replay

LEAVE: Final = frozenset({MovementKind.USE, MovementKind.RESERVE})
MONTHS_AHEAD: Final = (2, 14, 38)
"""How far ahead to look, each step only when the one before found nothing."""


@dataclass(frozen=True, slots=True)
class ExplainedMovement:
    """A movement with the balance and the free days that it left behind."""

    movement: Movement
    balance: Decimal
    available: Decimal


def next_change_on(facts: LedgerFacts, after: date) -> date | None:
    """Return the next day on which a grant, a close or a lapse moves the balance by itself.

    A stored balance is true until the day before. None means that nothing moves within the
    three years ahead.
    """
    for months in MONTHS_AHEAD:
        until = min(add_months(after, months), LATEST)
        days = (
            movement.on
            for movement in replay(facts, until)
            if movement.on > after and movement.kind not in LEAVE
        )
        if (first := min(days, default=None)) is not None:
            return first
    return None


def explain(movements: Iterable[Movement], on: date) -> tuple[ExplainedMovement, ...]:
    """Return what happened up to the end of the day, each step with the balance after it."""
    lines: list[ExplainedMovement] = []
    balance = available = ZERO
    for movement in sorted(movements, key=lambda movement: movement.on):
        if movement.on > on:
            break
        available += movement.amount
        if movement.counts_as is not MovementKind.RESERVE:
            balance += movement.amount
        lines.append(ExplainedMovement(movement, balance, available))
    return tuple(lines)

"""How a balance came to be what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.balances import ZERO
from leavebook.domain.ledger.movements import Movement, MovementKind


@dataclass(frozen=True, slots=True)
class ExplainedMovement:
    """A movement with the balance and the free days that it left behind."""

    movement: Movement
    balance: Decimal
    available: Decimal


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

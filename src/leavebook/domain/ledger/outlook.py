"""When a balance moves next by time alone, and how it came to be what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.balances import ZERO
from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.movements import Bucket, Movement, MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import LATEST
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.lengths import add_months

LEAVE: Final = frozenset({MovementKind.USE, MovementKind.RESERVE})
MONTHS_AHEAD: Final = (2, 14, 38)
"""How far ahead to look, each step only when the one before found nothing."""


REMINDED_DAYS_BEFORE: Final = (90, 30, 7)


@dataclass(frozen=True, slots=True)
class Lapse:
    """Leave that can be used for the last time on a day."""

    last_usable: date
    amount: Decimal
    bucket: Bucket


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


def lapses_ahead(facts: LedgerFacts, on: date, *, until: date) -> tuple[Lapse, ...]:
    """Return what will lapse after a last usable day from `on` to `until`, if nothing changes.

    Leave that is booked or asked for is not part of it.
    """
    return tuple(
        Lapse(movement.on - ONE_DAY, -movement.amount, movement.bucket)
        for movement in replay(facts, until + ONE_DAY)
        if movement.kind is MovementKind.EXPIRY and movement.on > on
    )


def reminders_due(facts: LedgerFacts, on: date) -> tuple[Lapse, ...]:
    """Return the lapses of which a person is to be reminded on the day: 90, 30 and 7 days ahead."""
    ahead = lapses_ahead(facts, on, until=on + timedelta(days=max(REMINDED_DAYS_BEFORE)))
    return tuple(lapse for lapse in ahead if (lapse.last_usable - on).days in REMINDED_DAYS_BEFORE)


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

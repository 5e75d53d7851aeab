"""How much may still be booked: against every later day, not the balance of the day itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.ledger import LedgerFacts, Use
from leavebook.domain.ledger.ledger_years import year_on
from leavebook.domain.ledger.replay import replay_with_debts
from leavebook.domain.ledger.shortfall import Shortfall
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.policy.terms import version_on

ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Overdraft:
    """A day on which more leave is owed than the policy's limit allows, and by how much."""

    on: date
    beyond: Decimal


def overdraft(facts: LedgerFacts, *, since: date | None = None) -> Overdraft | None:
    """Return the worst overdraft that booked leave makes on a day from `since` on, or None."""
    if not facts.uses:
        return None
    worst = _worst(facts, (), since=since or min(use.on for use in facts.uses))
    return worst if worst is not None and worst.beyond > 0 else None


def shortfalls(facts: LedgerFacts, proposed: Sequence[Use]) -> tuple[Shortfall, ...]:
    """Return, for every leave year that the proposed uses touch, how far they fall short.

    They fit when, with them added, nothing on any day from their first one on is owed beyond
    the policy's negative limit, accruals up to each day counted. Later bookings count too,
    so nothing is sold twice. With borrowing, grants to the end of the leave year count.
    """
    found: list[Shortfall] = []
    accepted: list[Use] = []
    for start in sorted({year_on(facts, use.on).start for use in proposed}):
        part = [use for use in proposed if year_on(facts, use.on).start == start]
        accepted += part
        worst = _worst(facts, accepted, since=min(use.on for use in part))
        if worst is not None and worst.beyond > 0:
            asked = sum((use.amount for use in part), ZERO)
            left = max(ZERO, asked - worst.beyond)
            found.append(Shortfall(asked=asked, left=left, unit=facts.unit, on=worst.on))
    return tuple(found)


def shortfall(facts: LedgerFacts, proposed: Sequence[Use]) -> Shortfall | None:
    """Return the first leave year's shortfall, or None where everything fits."""
    return next(iter(shortfalls(facts, proposed)), None)


def _worst(facts: LedgerFacts, added: Sequence[Use], *, since: date) -> Overdraft | None:
    """Return the day from `since` on that is furthest beyond its limit; None is no limit."""
    uses = (*facts.uses, *added)
    last = max(use.on for use in uses)
    policy = version_on(facts, last)
    until = year_on(facts, last).end if policy.borrow_ahead else last
    result = replay_with_debts(replace(facts, uses=uses), until)
    debts = [
        Overdraft(on, owed - limit)
        for on, owed, borrowing in (
            *((on, owed, False) for on, owed in result.owed_after_uses),
            *((on, owed, True) for on, owed in result.owed_at_closes),
        )
        if on >= since
        and (limit := _limit(version_on(facts, on))) is not None
        and version_on(facts, on).borrow_ahead is borrowing
    ]
    return max(debts, key=lambda debt: debt.beyond, default=None)


def _limit(policy: PolicyVersion) -> Decimal | None:
    return None if policy.method is GrantMethod.UNLIMITED else policy.negative_limit

"""Leave given back when its bucket has lapsed, such as holiday that turned into sickness."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.ledger import Adjustment, LedgerFacts
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import BucketKind

RESTORE_DAYS: Final = 30
ZERO: Final = Decimal(0)


def restored(
    facts: LedgerFacts,
    request_id: str,
    *,
    days: frozenset[date],
    on: date,
    lasts: int = RESTORE_DAYS,
) -> Adjustment | None:
    """Return the credit for days of a request that came back too late to be used, or None.

    Days whose bucket is still alive return to it by themselves. What would have lapsed by
    `on` because of the return is given once more and lasts so many days.
    """
    kept = tuple(use for use in facts.uses if use.request_id != request_id or use.on not in days)
    return restored_after(facts, replace(facts, uses=kept), request_id, on=on, lasts=lasts)


def restored_after(
    before: LedgerFacts,
    after: LedgerFacts,
    request_id: str,
    *,
    on: date,
    lasts: int = RESTORE_DAYS,
) -> Adjustment | None:
    """Return the credit for what lapses by `on` only because the request takes less now."""
    lost = _lapsed(after, on) - _lapsed(before, on)
    if lost <= 0:
        return None
    return Adjustment(
        id=f"restored:{request_id}",
        on=on,
        amount=lost,
        reason="returned after its bucket had lapsed",
        bucket=BucketKind.BONUS,
        usable_to=on + timedelta(days=lasts - 1),
    )


def _lapsed(facts: LedgerFacts, on: date) -> Decimal:
    gone = {MovementKind.EXPIRY, MovementKind.FORFEIT}
    rows = (row for row in replay(facts, on) if row.kind in gone)
    # A debt that was forgiven at a close is no lapse the other way round.
    return -sum((row.amount for row in rows if row.amount < 0), ZERO)

"""The most that fits, found by asking the rule itself again and again."""

from bisect import bisect_left
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.availability import shortfall
from leavebook.domain.ledger.ledger import LedgerFacts, Use, UseState

MORE_THAN_ANYBODY_HAS: Final = Decimal(100_000)
SMALLEST: Final = Decimal("0.0001")


def spendable(facts: LedgerFacts, on: date) -> Decimal | None:
    """Return the most that a booking on the day may take, and None where nothing limits it.

    How much more is owed for a unit more differs, since a debt may be forgiven or grow with the
    week: so what fits is tried, not worked out.
    """

    def is_too_much(amount: Decimal) -> bool:
        probe = Use("a booking that is only thought of", on, amount, UseState.PENDING)
        return shortfall(facts, [probe]) is not None

    if not is_too_much(MORE_THAN_ANYBODY_HAS):
        return None
    steps = range(int(MORE_THAN_ANYBODY_HAS / SMALLEST))
    too_much = bisect_left(steps, x=True, key=lambda each: is_too_much(each * SMALLEST))
    return max(0, too_much - 1) * SMALLEST

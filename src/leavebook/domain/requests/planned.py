"""A grant before it meets any cap."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from leavebook.domain.ledger.movements import Explanation
from leavebook.domain.policy.prorata import Days
from leavebook.domain.policy.terms import Stretch


class PlannedGrant(NamedTuple):
    """What a period earned, and the day on which it is posted.

    `source` stays the same whatever the amount becomes: the first day that earned it, or the
    record that did. A tuple, because daily accrual plans thousands of them.
    """

    on: date
    amount: Decimal
    stretch: Stretch
    earned: Days
    source: str
    why: Explanation
    closes_level: bool = False  # the level's last part, posted when the next one begins

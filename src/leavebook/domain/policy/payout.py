"""Leave that is paid instead of taken."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

ZERO: Final = Decimal(0)
CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PayoutRule:
    """How much may be paid at most and how much must stay; amounts in the leave type's unit."""

    most: Decimal | None = None
    must_keep: Decimal = ZERO


EVERYTHING: Final = PayoutRule()


@dataclass(frozen=True, slots=True)
class Payout:
    """What may be paid, in units of leave and in money."""

    units: Decimal
    money: Decimal


def payable(balance: Decimal, rule: PayoutRule, *, rate: Decimal) -> Payout:
    """Return what of a balance may be paid at the rate per unit; never less than nothing."""
    units = payable_units(balance, rule)
    return Payout(units, (units * rate).quantize(CENT, ROUND_HALF_UP))


def payable_units(balance: Decimal, rule: PayoutRule) -> Decimal:
    """Return how much leave of a balance may be paid; never less than nothing."""
    units = max(ZERO, balance - rule.must_keep)
    return units if rule.most is None else min(units, rule.most)

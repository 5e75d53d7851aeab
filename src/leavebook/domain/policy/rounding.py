"""Rounding, once and at the named points only, in exact decimals."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

ONE: Final = Decimal(1)
HALF: Final = Decimal("0.5")
STORED: Final = Decimal("0.0001")
"""Amounts are kept with four decimals."""

NOISE: Final = Decimal("0.0000000001")
"""Thirds that add up to a whole must not be rounded up to the next step."""

MINUTES_AN_HOUR: Final = 60


class RoundingMode(StrEnum):
    """Which way a fraction of a step goes."""

    UP = "up"
    NEAREST = "nearest"  # halves go up
    DOWN = "down"
    NONE = "none"  # only to the four decimals that are kept
    DE = "de"  # half a day and more up to the day, smaller fractions kept (BUrlG § 5)


class StepOf(StrEnum):
    """What a step is a part of."""

    UNIT = "unit"  # of the leave type's day or hour
    MINUTE = "minute"  # of the minutes in an amount of hours


@dataclass(frozen=True, slots=True)
class Rounding:
    """A direction and a step."""

    mode: RoundingMode = RoundingMode.NONE
    step: Decimal = ONE
    step_of: StepOf = StepOf.UNIT

    def __str__(self) -> str:
        if self.mode in {RoundingMode.NONE, RoundingMode.DE}:
            return self.mode.value
        return f"{self.mode.value} {self.step} {self.step_of.value}"


EXACT: Final = Rounding()
UP_TO_HALF: Final = Rounding(RoundingMode.UP, HALF)

# Enum members are looked up slowly (until Python 3.12), and most amounts are not rounded.
_NONE: Final = RoundingMode.NONE

_DIRECTIONS: Final = {
    RoundingMode.UP: ROUND_CEILING,
    RoundingMode.NEAREST: ROUND_HALF_UP,
    RoundingMode.DOWN: ROUND_FLOOR,
}


def rounded(amount: Decimal, rounding: Rounding) -> Decimal:
    """Return the amount as the rule rounds it, with at most four decimals."""
    if rounding.mode is _NONE:
        return stored(amount)
    clean = amount.quantize(NOISE, ROUND_HALF_UP)
    if rounding.mode is RoundingMode.DE:
        whole = clean.to_integral_value(ROUND_FLOOR)
        return stored(whole + ONE if clean - whole >= HALF else clean)
    scale = MINUTES_AN_HOUR if rounding.step_of is StepOf.MINUTE else 1
    steps = (clean * scale / rounding.step).quantize(NOISE, ROUND_HALF_UP)
    whole_steps = steps.to_integral_value(_DIRECTIONS[rounding.mode])
    return stored(whole_steps * rounding.step / scale)


def stored(amount: Decimal) -> Decimal:
    """Return the amount with the four decimals that are kept."""
    return amount.quantize(STORED, ROUND_HALF_UP)

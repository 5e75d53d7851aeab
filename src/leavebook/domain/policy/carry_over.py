"""What of a leave year's rest goes into the next one, and how long it lasts there."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from leavebook.domain.policy.lengths import Length, MonthDay
from leavebook.domain.policy.rounding import EXACT, Rounding

NOTHING: Final = Decimal(0)

REMINDED_DAYS_BEFORE: Final = (90, 30, 7)
"""So many days before the last day of use somebody is reminded of leave that will lapse."""


class NegativeRest(StrEnum):
    """What becomes of a negative rest when the year closes."""

    CARRY = "carry"
    FORGIVE = "forgive"


class BucketKind(StrEnum):
    """Where days come from; within one deadline they are consumed in this order."""

    CARRIED = "carried"
    TOIL = "toil"
    BONUS = "bonus"
    ADJUSTMENT = "adjustment"
    CONTRACTUAL = "contractual"
    STATUTORY = "statutory"


@dataclass(frozen=True, slots=True)
class CarryOver:
    """How much is carried at the close of a year and until when it may be used.

    Amounts are in the leave type's unit; None is no limit.
    """

    cap: Decimal | None = None  # of this year's own rest
    percent: Decimal | None = None  # of this year's own rest, 0 to 100
    cap_by_kind: tuple[tuple[BucketKind, Decimal], ...] = ()  # in place of `cap` for the kind
    recarry: bool = False  # what was carried in already may be carried once more
    total_cap: Decimal | None = None  # of everything carried into the new year
    opening_cap: Decimal | None = None  # of what is carried and the new year's grant together
    negative: NegativeRest = NegativeRest.CARRY
    last_usable: MonthDay | None = None  # the last day, included
    expires_after: Length | None = None  # from the new year's first day
    protected: Decimal = NOTHING  # the part of what is carried that never lapses
    rounding: Rounding = EXACT  # of what is carried
    before_expiry: bool = False  # carrying over on the very day of a lapse comes first


CARRY_NOTHING: Final = CarryOver(cap=NOTHING)
CARRY_ALL: Final = CarryOver(recarry=True)

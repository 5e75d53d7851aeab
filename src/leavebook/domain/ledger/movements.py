"""The dated movements of a balance: what a ledger consists of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from leavebook.domain.policy.carry_over import BucketKind


class MovementKind(StrEnum):
    """Why a balance moves."""

    GRANT = "grant"
    USE = "use"  # approved leave
    RESERVE = "reserve"  # leave that waits for a decision; not part of the balance
    ADJUSTMENT = "adjustment"
    CONVERSION = "conversion"  # the working week changed and the balance is kept in weeks
    CARRY_OUT = "carry_out"
    CARRY_IN = "carry_in"
    EXPIRY = "expiry"  # a bucket's last usable day has passed
    FORFEIT = "forfeit"  # the year closed: a rest not carried lapses, or a debt is forgiven
    CAP = "cap"  # cut at a new level's cap; a zero row names what a grant forfeited
    WRITE_OFF = "write_off"  # a leaver's debt that is forgiven
    PAY_DEDUCTION = "pay_deduction"  # a leaver's debt that is taken from the last pay
    PAYOUT = "payout"  # a leaver's rest that is paid instead of taken
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A pot of leave with one origin and one lapse date; both days included, None is open.

    `source` tells apart what was granted by hand.
    """

    kind: BucketKind
    year: date
    usable_from: date | None = None
    usable_to: date | None = None
    source: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether the day lies between its first and its last usable day."""
        begun = self.usable_from is None or self.usable_from <= day
        return begun and (self.usable_to is None or day <= self.usable_to)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a figure came about: the rule version, its inputs, the formula and the rounding."""

    rule: str
    formula: str
    inputs: tuple[tuple[str, str], ...] = ()
    rounding: str = ""


MovementKey = tuple[MovementKind, date, Bucket, str]
"""What makes a movement the same one in two replays."""


class Movement(NamedTuple):
    """One signed change of one bucket on one day, in the leave type's unit.

    `year` is the start of the leave year in which it counts. `source` is the request, the
    adjustment, or the first day of the period that earned it. A correction names the kind
    of the movement that it corrects and otherwise repeats its key; it may be posted on a
    later day than the one it takes effect on. A tuple, because a replay makes thousands.
    """

    on: date
    kind: MovementKind
    amount: Decimal
    year: date
    bucket: Bucket
    source: str
    why: Explanation
    corrects: MovementKind | None = None
    posted_on: date | None = None

    @property
    def key(self) -> MovementKey:
        """The natural key; a correction has that of what it corrects."""
        return (self.counts_as, self.on, self.bucket, self.source)

    @property
    def counts_as(self) -> MovementKind:
        """The kind under which the amount is summed."""
        return self.corrects or self.kind

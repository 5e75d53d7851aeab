"""The buckets of a ledger while it is replayed, and the order in which they pay."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.movements import Bucket
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.policy import ConsumptionOrder

ZERO: Final = Decimal(0)
OWN: Final = frozenset({BucketKind.CONTRACTUAL, BucketKind.STATUTORY})
"""The kinds that a leave year's own grants go into."""

_RANK: Final = {kind: place for place, kind in enumerate(BucketKind)}


@dataclass(slots=True)
class Pot:
    """A bucket with its rest, requests deducted; negative where leave is owed."""

    bucket: Bucket
    place: int  # in the order of entry
    rest: Decimal = ZERO
    kept_for: frozenset[str] = frozenset()  # requests that may still use it after its last day
    lapse_noted: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it holds a leave year's own grants and closes with that year."""
        return self.bucket.kind in OWN and self.bucket.usable_to is None

    def pays_on(self, day: date, request_id: str) -> bool:
        """Whether leave of the request on the day may use it."""
        if self.bucket.valid_on(day):
            return True
        return request_id in self.kept_for and day > (self.bucket.usable_to or day)


@dataclass(slots=True)
class Pots:
    """All the buckets of one person and leave type."""

    all: dict[Bucket, Pot] = field(default_factory=dict)

    def of(self, bucket: Bucket) -> Pot:
        """Return the bucket's pot, opened when there is none."""
        pot = self.all.get(bucket)
        if pot is None:
            pot = self.all[bucket] = Pot(bucket, len(self.all))
        return pot

    def paying(self, day: date, request_id: str, order: ConsumptionOrder) -> list[Pot]:
        """Return the pots that may pay for leave on the day, the first to pay first."""
        usable = [p for p in self.all.values() if p.rest > ZERO and p.pays_on(day, request_id)]
        if len(usable) > 1:
            usable.sort(key=lambda pot: _turn(pot, order))
        return usable

    def closing(self, start: date) -> Iterator[Pot]:
        """Yield the pots that a close touches: last year's own and what it had carried in."""
        for pot in tuple(self.all.values()):
            carried = pot.bucket.kind is BucketKind.CARRIED
            if pot.rest and pot.bucket.year < start and (carried or pot.is_own):
                yield pot


def _turn(pot: Pot, order: ConsumptionOrder) -> tuple[object, ...]:
    bucket = pot.bucket
    if order is ConsumptionOrder.OLDEST_FIRST:
        return (bucket.usable_from or bucket.year, pot.place)
    comes_first = {
        ConsumptionOrder.EXPIRY_FIRST: False,
        ConsumptionOrder.CURRENT_YEAR_FIRST: pot.is_own,
        ConsumptionOrder.STATUTORY_FIRST: bucket.kind is BucketKind.STATUTORY,
    }[order]
    return (
        not comes_first,
        bucket.usable_to or date.max,
        _RANK[bucket.kind],
        bucket.usable_from or bucket.year,
        pot.place,
    )

"""What movements add up to: balances on a day and the summary of a leave year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.movements import Bucket, Movement, MovementKind
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.leave_year import ONE_DAY

ZERO: Final = Decimal(0)


def balance(movements: Iterable[Movement], on: date) -> Decimal:
    """Return what is posted by the end of the day less approved leave; requests count nothing."""
    return sum(
        (
            movement.amount
            for movement in movements
            if movement.on <= on and movement.counts_as is not MovementKind.RESERVE
        ),
        ZERO,
    )


def available(movements: Iterable[Movement], on: date) -> Decimal:
    """Return the balance by the end of the day less leave that waits for a decision."""
    return sum((movement.amount for movement in movements if movement.on <= on), ZERO)


def expiring(movements: Iterable[Movement], on: date) -> Decimal:
    """Return the part that is left by the end of the day and will lapse on a known date."""
    return sum(
        (
            movement.amount
            for movement in movements
            if movement.on <= on
            and movement.bucket.usable_to is not None
            and movement.counts_as is not MovementKind.RESERVE
        ),
        ZERO,
    )


def rest_by_bucket(movements: Iterable[Movement], on: date) -> dict[Bucket, Decimal]:
    """Return what is left in every bucket by the end of the day, requests deducted."""
    rest: dict[Bucket, Decimal] = {}
    for movement in movements:
        if movement.on <= on:
            rest[movement.bucket] = rest.get(movement.bucket, ZERO) + movement.amount
    return {bucket: amount for bucket, amount in rest.items() if amount}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the grants by hand that are valid on a day gave, and the leave in their validity."""

    granted: Decimal
    used: Decimal
    pending: Decimal

    @property
    def balance(self) -> Decimal:
        """What is left when approved leave is deducted."""
        return self.granted - self.used

    @property
    def available(self) -> Decimal:
        """What is left when requests are deducted as well."""
        return self.balance - self.pending


def standing(movements: Iterable[Movement], on: date) -> Standing:
    """Return the sums of the buckets by hand that are valid on the day, future leave included."""
    movements = tuple(movements)
    valid = {row.bucket for row in movements if row.bucket.source and row.bucket.valid_on(on)}
    within = [row for row in movements if any(bucket.valid_on(row.on) for bucket in valid)]
    given = [row for row in movements if row.bucket in valid]
    return Standing(
        granted=_sum(given, *_IN_PLACE),
        used=-_sum(within, MovementKind.USE),
        pending=-_sum(within, MovementKind.RESERVE),
    )


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One leave year of a balance as it stands on a day, in the leave type's unit.

    Leave of the whole year counts as used or pending whenever it lies; grants, carry-over
    and expiry count up to the day. What happens at the close stands apart and changes none
    of the other figures: `allocated + carried_forward - used - pending = remaining`.
    """

    year: date
    granted: Decimal
    to_come: Decimal  # grants of the same year after the day
    adjusted: Decimal
    carried_in: Decimal
    carried_expired: Decimal
    other_expired: Decimal
    used: Decimal
    pending: Decimal
    carried_out: Decimal  # at the close
    lapsed_at_close: Decimal
    next_expiry_on: date | None  # the last day on which something may still be used
    next_expiry: Decimal

    @property
    def allocated(self) -> Decimal:
        """What the year itself gave."""
        return self.granted + self.adjusted - self.other_expired

    @property
    def carried_forward(self) -> Decimal:
        """What came in from the year before and has not expired."""
        return self.carried_in - self.carried_expired

    @property
    def total(self) -> Decimal:
        """What the year gave and what came in."""
        return self.allocated + self.carried_forward

    @property
    def remaining(self) -> Decimal:
        """What is left when everything booked and asked for in the year is deducted."""
        return self.total - self.used - self.pending


def year_summary(movements: Iterable[Movement], year: date, *, on: date) -> YearSummary:
    """Return the figures of the leave year that starts on `year`, as they stand on `on`.

    The movements reach from the ledger's beginning to the end of that year at least.
    """
    movements = tuple(movements)
    rows = [movement for movement in movements if movement.year == year]
    posted = [row for row in rows if row.on <= on]
    grants = _sum(posted, MovementKind.GRANT)
    carried_by_hand = _sum(_from_before(posted, year), *_IN_PLACE)
    carried_expired = -_sum(_from_before(posted, year), MovementKind.EXPIRY)
    still_alive = sum((row.amount for row in movements if row.year < year), ZERO)
    last_usable, next_expiry = _next_expiry(rows, on)
    return YearSummary(
        year=year,
        granted=grants,
        to_come=_sum(rows, MovementKind.GRANT) - grants,
        adjusted=_sum(posted, *_ADJUSTING) - carried_by_hand,
        carried_in=_sum(posted, MovementKind.CARRY_IN) + carried_by_hand + still_alive,
        carried_expired=carried_expired,
        other_expired=-_sum(posted, MovementKind.EXPIRY) - carried_expired,
        used=-_sum(rows, MovementKind.USE),
        pending=-_sum(rows, MovementKind.RESERVE),
        carried_out=-_sum(posted, MovementKind.CARRY_OUT),
        lapsed_at_close=-_sum(posted, MovementKind.FORFEIT),
        next_expiry_on=last_usable,
        next_expiry=next_expiry,
    )


_IN_PLACE: Final = (MovementKind.ADJUSTMENT, MovementKind.CONVERSION)
"""What changes the amount of a bucket that stays the one it is."""

_ADJUSTING: Final = (
    *_IN_PLACE,
    MovementKind.CAP,
    MovementKind.WRITE_OFF,
    MovementKind.PAY_DEDUCTION,
    MovementKind.PAYOUT,
)


def _from_before(rows: Iterable[Movement], year: date) -> list[Movement]:
    return [row for row in rows if row.bucket.kind is BucketKind.CARRIED or row.bucket.year < year]


def _sum(rows: Iterable[Movement], *kinds: MovementKind) -> Decimal:
    return sum((row.amount for row in rows if row.counts_as in kinds), ZERO)


def _next_expiry(rows: Iterable[Movement], on: date) -> tuple[date | None, Decimal]:
    coming = [row for row in rows if row.on > on and row.counts_as is MovementKind.EXPIRY]
    if not coming:
        return None, ZERO
    first = min(row.on for row in coming)
    return first - ONE_DAY, -sum((row.amount for row in coming if row.on == first), ZERO)

"""What happens to the rests of a leave year when it closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.policy.carry_over import BucketKind, CarryOver, NegativeRest
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.rounding import rounded, stored

ZERO: Final = Decimal(0)
PERCENT: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rest:
    """What one bucket holds at the close; `own` is the closing year's own grant."""

    kind: BucketKind
    amount: Decimal
    own: bool = True


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes into the new year: the part that never lapses, and the other one."""

    total: Decimal
    protected: Decimal

    @property
    def lapsing(self) -> Decimal:
        """The part that a lapse date may end."""
        return self.total - self.protected


def carried_at_close(rests: Sequence[Rest], rule: CarryOver, *, new_grant: Decimal) -> Carried:
    """Return what is carried over of all the rests; negative where a debt is carried.

    The cap bounds what the closing year itself left. What it had carried in goes on only
    with `recarry`, and everything is bounded by the total caps.
    """
    own = sum((rest.amount for rest in rests if rest.own), ZERO)
    older = sum((rest.amount for rest in rests if not rest.own), ZERO)
    if own < 0 or older < 0:
        return _with_debt(own + older, rule, new_grant=new_grant)
    total = _own_kept(rests, rule) + (older if rule.recarry else ZERO)
    return _bounded(total, rule, new_grant=new_grant)


def kept_of_each(rests: Sequence[Rest], total: Decimal) -> tuple[Decimal, ...]:
    """Return how the total is taken from the rests in their order.

    Debts are kept in full. Of one that is forgiven only that is kept which other rests pay.
    """
    net = sum((rest.amount for rest in rests), ZERO)
    forgiven = total - net if net < 0 else ZERO
    owing = -sum((rest.amount for rest in rests if rest.amount < 0), ZERO) - forgiven
    left = total + owing
    kept: list[Decimal] = []
    for rest in rests:
        if rest.amount < 0:
            part = max(rest.amount, -owing)
            owing += part
        else:
            part = max(ZERO, min(rest.amount, left))
            left -= part
        kept.append(part)
    return tuple(kept)


def last_usable_day(rule: CarryOver, carried_on: date) -> date | None:
    """Return the last day on which leave carried on that day may be used; None is no end.

    A length counts from the carry-over day, so that three months from 1 January end on
    31 March.
    """
    if rule.last_usable is not None:
        return rule.last_usable.on_or_after(carried_on)
    if rule.expires_after is not None:
        return rule.expires_after.after(carried_on) - ONE_DAY
    return None


def _with_debt(rest: Decimal, rule: CarryOver, *, new_grant: Decimal) -> Carried:
    if rest < 0:
        forgiven = rule.negative is NegativeRest.FORGIVE
        return Carried(ZERO if forgiven else rest, ZERO)
    netted = (Rest(BucketKind.CONTRACTUAL, rest),)
    return _bounded(_own_kept(netted, rule), rule, new_grant=new_grant)


def _own_kept(rests: Sequence[Rest], rule: CarryOver) -> Decimal:
    caps = dict(rule.cap_by_kind)
    own = [rest for rest in rests if rest.own]
    by_kind = sum((min(rest.amount, caps[rest.kind]) for rest in own if rest.kind in caps), ZERO)
    pooled = sum((rest.amount for rest in own if rest.kind not in caps), ZERO)
    limits = [pooled]
    if rule.cap is not None:
        limits.append(rule.cap)
    if rule.percent is not None:
        limits.append(stored(pooled * rule.percent / PERCENT))
    return by_kind + min(limits)


def _bounded(total: Decimal, rule: CarryOver, *, new_grant: Decimal) -> Carried:
    total = rounded(total, rule.rounding)
    if rule.total_cap is not None:
        total = min(total, rule.total_cap)
    if rule.opening_cap is not None:
        total = min(total, max(ZERO, rule.opening_cap - new_grant))
    return Carried(total, min(rule.protected, total))

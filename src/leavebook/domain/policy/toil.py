"""Time off in lieu: what extra work earns."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.conversion import converted
from leavebook.domain.calendar.counting import STANDARD_DAY, Unit
from leavebook.domain.ledger.ledger import Adjustment
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.lengths import Length, LengthUnit
from leavebook.domain.policy.rounding import stored

ZERO: Final = Decimal(0)
NINETY_DAYS: Final = Length(90, LengthUnit.DAY)


@dataclass(frozen=True, slots=True)
class ToilRule:
    """How much a unit of extra work earns, how long it lasts and how much may stand at once.

    The cap is in the leave type's unit; None is no cap.
    """

    factor: Decimal = Decimal(1)
    lasts: Length | None = NINETY_DAYS
    cap: Decimal | None = None


FACTORS: Final = (Decimal(1), Decimal("1.5"), Decimal(2))
MOST_HOURS: Final = Decimal(40)


def usual_rule(unit: Unit, factor: Decimal = Decimal(1)) -> ToilRule:
    """Return the rule where nothing else is agreed: ninety days, and at most forty hours at once.

    Where leave is counted in days, forty hours are five standard days.
    """
    most = converted(MOST_HOURS, from_unit=Unit.HOUR, to_unit=unit, minutes=STANDARD_DAY)
    return ToilRule(factor=factor, cap=most)


@dataclass(frozen=True, slots=True)
class ExtraWork:
    """Work beyond what was agreed, in the leave type's unit; a claim may be taken back."""

    id: str
    on: date
    amount: Decimal
    cancelled: bool = False


def toil_credit(work: ExtraWork, rule: ToilRule, *, standing: Decimal = ZERO) -> Adjustment | None:
    """Return the credit that the work earns, or None where it earns nothing.

    `standing` is the time off in lieu that the person has left already; the cap cuts what
    would go above it.
    """
    earned = ZERO if work.cancelled else stored(work.amount * rule.factor)
    if rule.cap is not None:
        earned = min(earned, max(ZERO, rule.cap - standing))
    if not earned:
        return None
    last = None if rule.lasts is None else rule.lasts.after(work.on) - ONE_DAY
    return Adjustment(work.id, work.on, earned, "extra work", BucketKind.TOIL, usable_to=last)

"""The leave types that people can ask for, with what they grant in a year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.conversion import converted
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.policy.yearly_figures import yearly_figure
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.queries.policies.policies_in_force import TypeInForce, policies_in_force
from leavebook.storage.transaction import Transaction

ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedType:
    """A leave type with the figures of a newcomer who works full time, in days.

    Both figures are zero for a type without a balance; a carry-over without a limit is the
    whole allowance of a year. `policy` is the standard one of today, or else the first to come.
    """

    id: int
    name: str
    code: str
    paid: bool
    allowance: Decimal
    carry_forward: Decimal
    rules: LeaveTypeRules
    policy: PolicyVersion | None = None


def offered_types(tx: Transaction) -> tuple[OfferedType, ...]:
    """Return the leave types in use, in the order they were made."""
    return tuple(_offered(each) for each in policies_in_force(tx))


def _offered(held: TypeInForce) -> OfferedType:
    allowance = carried = ZERO
    if held.policy is not None and held.rules.has_balance:
        allowance, carried = _figures(held.policy)

    def in_days(quantity: Decimal) -> Decimal:
        return converted(
            quantity,
            from_unit=held.unit,
            to_unit=Unit.DAY,
            minutes=held.rules.counting.day_minutes,
        )

    return OfferedType(
        id=held.id,
        name=held.name,
        code=held.code,
        paid=held.paid,
        allowance=in_days(allowance),
        carry_forward=in_days(carried),
        rules=held.rules,
        policy=held.policy,
    )


def _figures(policy: PolicyVersion) -> tuple[Decimal, Decimal]:
    if policy.method not in {GrantMethod.UP_FRONT, GrantMethod.PERIODIC} or not policy.levels:
        return ZERO, ZERO
    yearly = yearly_figure(policy)
    cap = policy.levels[0].carry_over.cap
    return yearly, yearly if cap is None else cap

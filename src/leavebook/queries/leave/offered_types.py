"""The leave types that people can ask for, with what they grant in a year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.conversion import converted
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.policy.yearly_figures import yearly_figure
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.services import today
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

# Of the standard policy the version of today, or else the one that will be the first.
_OFFERED = """
SELECT t.id, t.name, t.code, t.unit, t.paid, t.rules, v.terms
  FROM leave_type AS t
  LEFT JOIN LATERAL (
       SELECT terms FROM policy_version
        WHERE leave_type_id = t.id AND policy = 'standard' AND superseded_at IS NULL
        ORDER BY valid_from <= %(today)s DESC,
                 CASE WHEN valid_from <= %(today)s THEN valid_from END DESC, valid_from
        LIMIT 1) AS v ON true
 WHERE t.active
 ORDER BY t.id
"""

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
    return tuple(_offered(row) for row in tx.rows(_OFFERED, today=today.of_company(tx)))


def _offered(row: Row) -> OfferedType:
    rules = value_of(row.rules, LeaveTypeRules)
    allowance = carried = ZERO
    policy = None if row.terms is None else value_of(row.terms, PolicyVersion)
    if policy is not None and rules.has_balance:
        allowance, carried = _figures(policy)

    def in_days(quantity: Decimal) -> Decimal:
        return converted(
            quantity,
            from_unit=Unit(row.unit),
            to_unit=Unit.DAY,
            minutes=rules.counting.day_minutes,
        )

    return OfferedType(
        id=row.id,
        name=row.name,
        code=row.code,
        paid=row.paid,
        allowance=in_days(allowance),
        carry_forward=in_days(carried),
        rules=rules,
        policy=policy,
    )


def _figures(policy: PolicyVersion) -> tuple[Decimal, Decimal]:
    if policy.method not in {GrantMethod.UP_FRONT, GrantMethod.PERIODIC} or not policy.levels:
        return ZERO, ZERO
    yearly = yearly_figure(policy)
    cap = policy.levels[0].carry_over.cap
    return yearly, yearly if cap is None else cap

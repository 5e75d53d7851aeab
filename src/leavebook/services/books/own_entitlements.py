"""A person's own yearly figure, where it is not the policy's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.faults import Faults
from leavebook.domain.ledger.ledger import EntitlementMode
from leavebook.domain.ledger.ledger_years import year_on
from leavebook.domain.limits import known_day
from leavebook.domain.policy.policy_problems import problems_with_amount
from leavebook.domain.problems import Code, Problem
from leavebook.services.books.adjustments import (
    account_of,
    account_to_change,
    assert_covered,
    read_reason,
)
from leavebook.services.books.posting import post_all
from leavebook.storage import events
from leavebook.storage.books import adjustments
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """What somebody gets in the leave year that holds the day, in place of the policy's figure.

    With `EntitlementMode.ADD` it is on top of that. `even_if_taken` lets it fall below what is
    booked already; otherwise that is refused.
    """

    employee_id: int
    leave_type_id: int
    day: date
    amount: Decimal
    reason: str
    mode: EntitlementMode = EntitlementMode.SET
    even_if_taken: bool = False


def set_own_entitlement(tx: Transaction, wanted: OwnFigure) -> int:
    """Give the person an own figure for the leave year that holds the day, and post it."""
    before = account_to_change(tx, wanted.employee_id, wanted.leave_type_id)
    reason = _checked(wanted)
    year = year_on(before.ledger, wanted.day)

    own_id = adjustments.set_own(
        tx,
        employee_id=wanted.employee_id,
        leave_type_id=wanted.leave_type_id,
        year=(year.start, year.end),
        amount=wanted.amount,
        mode=wanted.mode,
        reason=reason,
    )
    after = account_of(tx, wanted.employee_id, wanted.leave_type_id)
    if not wanted.even_if_taken:
        assert_covered(before, after)
    post_all(tx, (after,), cause="own entitlement set")
    events.record(
        tx,
        "entitlement.set",
        employee_id=wanted.employee_id,
        comment=reason,
        leave_type_id=wanted.leave_type_id,
        year=year.start.isoformat(),
        mode=wanted.mode,
        amount=str(wanted.amount),
    )
    return own_id


def _checked(wanted: OwnFigure) -> str:
    faults = Faults()
    faults.keep(lambda: known_day(wanted.day, field="day"))
    for problem in problems_with_amount("amount", wanted.amount):
        faults.add(problem)
    if wanted.mode is EntitlementMode.SET and wanted.amount < 0:
        faults.add(Problem(Code.INVALID, {"field": "amount", "problem": "negative"}))
    reason = faults.keep(lambda: read_reason(wanted.reason))
    faults.refuse_if_any()
    return reason or ""

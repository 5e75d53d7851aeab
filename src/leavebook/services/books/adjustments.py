"""What is given, taken or set for one person by hand, always with a reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.faults import Faults
from leavebook.domain.ledger.availability import overdraft
from leavebook.domain.ledger.waiting_changes import with_changes_reserved
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.people.permissions import may_adjust_balances
from leavebook.domain.policy.policy_problems import problems_with_amount
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.books import leave_accounts
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import leave_type_named, lock_person
from leavebook.services.books.posting import post_all
from leavebook.storage import events
from leavebook.storage.books import adjustments
from leavebook.storage.books.adjustments import AdjustmentKind
from leavebook.storage.transaction import Transaction

__all__ = [
    "Adjustment",
    "AdjustmentKind",
    "account_of",
    "account_to_change",
    "adjust",
    "assert_covered",
    "assert_may_adjust",
    "read_reason",
]

_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """An amount given (or taken, when negative) in the leave type's unit.

    Without a day it counts from today. `even_if_taken` lets it fall below what is booked
    already; otherwise that is refused.
    """

    employee_id: int
    leave_type_id: int
    amount: Decimal
    reason: str
    on: date | None = None
    kind: AdjustmentKind = AdjustmentKind.ADJUSTMENT
    last_usable: date | None = None
    even_if_taken: bool = False


def adjust(tx: Transaction, wanted: Adjustment) -> int:
    """Adjust the balance, post it and return the adjustment's id, or refuse with every reason."""
    before = account_to_change(tx, wanted.employee_id, wanted.leave_type_id)
    on = before.today if wanted.on is None else wanted.on
    reason = _checked(wanted, on)

    adjustment_id = adjustments.add(
        tx,
        employee_id=wanted.employee_id,
        leave_type_id=wanted.leave_type_id,
        kind=wanted.kind,
        on=on,
        amount=wanted.amount,
        reason=reason,
        last_usable=wanted.last_usable,
    )
    after = account_of(tx, wanted.employee_id, wanted.leave_type_id)
    if wanted.amount < 0 and not wanted.even_if_taken:
        assert_covered(before, after)
    post_all(tx, (after,), cause="adjusted")
    events.record(
        tx,
        "balance.adjusted",
        employee_id=wanted.employee_id,
        comment=reason,
        leave_type_id=wanted.leave_type_id,
        adjustment=adjustment_id,
        kind=wanted.kind,
        on=on.isoformat(),
        amount=str(wanted.amount),
    )
    return adjustment_id


def _checked(wanted: Adjustment, on: date) -> str:
    faults = Faults()
    faults.keep(lambda: known_day(on, field="on"))
    for problem in problems_with_amount("amount", wanted.amount):
        faults.add(problem)
    if wanted.amount.is_zero():
        faults.add(Problem(Code.INVALID, {"field": "amount", "problem": "required"}))
    last = wanted.last_usable
    if last is not None:
        faults.keep(lambda: known_day(last, field="last_usable"))
        if last < on:
            faults.add(Problem(Code.INVALID, {"field": "last_usable", "problem": "before_start"}))
    reason = faults.keep(lambda: read_reason(wanted.reason))
    faults.refuse_if_any()
    return reason or ""


def read_reason(given: str) -> str:
    """Return the reason that somebody typed; raises Refused without one."""
    reason = given.strip()
    if not reason:
        raise Refused(Problem(Code.REASON_REQUIRED))
    if len(reason) > _LONGEST_REASON:
        raise invalid("reason", "too_long", at_most=_LONGEST_REASON)
    return reason


def account_to_change(tx: Transaction, employee_id: int, leave_type_id: int) -> LeaveAccount:
    """Return the account behind the person's lock; refuse where no policy gives it anything."""
    assert_may_adjust(tx)
    lock_person(tx, employee_id)
    account = account_of(tx, employee_id, leave_type_id)
    if not account.ledger.policies:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}))
    return account


def account_of(tx: Transaction, employee_id: int, leave_type_id: int) -> LeaveAccount:
    """Return the account as the facts are now; the person is locked already."""
    (account,) = leave_accounts.read(tx, leave_type_named(tx, leave_type_id), [employee_id])
    return account


def assert_covered(before: LeaveAccount, after: LeaveAccount) -> None:
    """Refuse what takes away leave that is booked already; an old debt is no new reason."""
    worst, was = overdraft(after.ledger), overdraft(before.ledger)
    if worst is not None and (was is None or worst.beyond > was.beyond):
        uses = with_changes_reserved(after.ledger).uses
        taken = sum((use.amount for use in uses), Decimal(0))
        raise Refused(Problem(Code.BELOW_ALREADY_TAKEN, {"taken": taken}))


def assert_may_adjust(tx: Transaction) -> None:
    """Raise Refused unless the actor may correct what people have."""
    if not may_adjust_balances(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "adjust balances"}))

"""Work that earns leave: extra work as time off in lieu, or every hour of work."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.balances import rest_by_bucket
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.policy_problems import problems_with_amount
from leavebook.domain.policy.toil import FACTORS, ExtraWork, ToilRule, toil_credit, usual_rule
from leavebook.domain.problems import Refused
from leavebook.services.books.adjustments import (
    Adjustment,
    AdjustmentKind,
    account_to_change,
    adjust,
    assert_may_adjust,
)
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import leave_type_named, lock_person
from leavebook.services.books.ledgers import bring_up_to_date
from leavebook.storage import events
from leavebook.storage.books import adjustments
from leavebook.storage.transaction import Transaction

_MINUTES_A_DAY: Final = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Work beyond what was agreed, in the leave type's unit.

    Whether it was is for the office to say: overtime after a planned day earns as a free
    Saturday does.
    """

    employee_id: int
    leave_type_id: int
    worked_on: date
    amount: Decimal
    reason: str


def credit_by_usual_rule(tx: Transaction, claim: Claim, factor: Decimal) -> int:
    """Credit the work so many times over, by what holds where nothing else is agreed."""
    if factor not in FACTORS:
        raise invalid("factor", "unknown", allowed=FACTORS)
    unit = leave_type_named(tx, claim.leave_type_id).unit
    return credit_extra_work(tx, claim, usual_rule(unit, factor))


def credit_extra_work(tx: Transaction, claim: Claim, rule: ToilRule) -> int:
    """Credit the work as time off in lieu, up to the cap; return the adjustment.

    Raises Refused where as much stands already as may.
    """
    account = account_to_change(tx, claim.employee_id, claim.leave_type_id)
    if problems := problems_with_amount("amount", claim.amount):
        raise Refused(*problems)
    if claim.amount <= 0:
        raise invalid("amount", "not_positive")
    work = ExtraWork("", known_day(claim.worked_on, field="worked_on"), claim.amount)
    standing = _standing(account)
    credit = toil_credit(work, rule, standing=standing)
    if credit is None:
        unit = leave_type_named(tx, claim.leave_type_id).unit
        raise invalid("amount", "above_the_cap", most=rule.cap, stands=standing, unit=unit)
    return adjust(
        tx,
        Adjustment(
            employee_id=claim.employee_id,
            leave_type_id=claim.leave_type_id,
            amount=credit.amount,
            reason=claim.reason,
            on=claim.worked_on,
            kind=AdjustmentKind.TOIL,
            last_usable=credit.usable_to,
        ),
    )


def record_work(tx: Transaction, employee_id: int, *, on: date, minutes: int) -> None:
    """Keep how much the person worked on the date; what that earns is posted."""
    assert_may_adjust(tx)
    lock_person(tx, employee_id)
    known_day(on, field="on")
    if not 0 <= minutes <= _MINUTES_A_DAY:
        raise invalid("minutes", "out_of_range", least=0, most=_MINUTES_A_DAY)
    adjustments.record_work(tx, employee_id, on, minutes)
    bring_up_to_date(tx, employee_id, cause="work recorded")
    events.record(tx, "work.recorded", employee_id=employee_id, on=on.isoformat(), minutes=minutes)


def _standing(account: LeaveAccount) -> Decimal:
    rests = rest_by_bucket(replay(account.ledger, account.today), account.today)
    alive = (
        rest
        for bucket, rest in rests.items()
        if bucket.kind is BucketKind.TOIL and bucket.valid_on(account.today)
    )
    return sum(alive, Decimal(0))

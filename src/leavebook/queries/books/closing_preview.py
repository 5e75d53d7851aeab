"""What the end of the running leave year would carry over and take away, as things stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.ledger_years import UNCLOSED, year_on
from leavebook.domain.ledger.movements import Movement, MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.terms import version_on
from leavebook.services.books import leave_accounts
from leavebook.services.books.posting import horizon_of
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One person's close of the leave year that ends on a day; negative is a debt."""

    employee_id: int
    leave_type_id: int
    year_end: date
    carried: Decimal
    lapsed: Decimal


def closings(tx: Transaction, leave_type: LeaveType, people: Sequence[int]) -> tuple[Closing, ...]:
    """Return what closing the year would do for each of them, leave booked ahead in sight."""
    found: list[Closing] = []
    for account in leave_accounts.read_facts(tx, leave_type, people):
        facts, today = account.ledger, account.today
        if not facts.policies or version_on(facts, today).leave_year.kind in UNCLOSED:
            continue
        year = year_on(facts, today)
        new_year = year.end + ONE_DAY
        movements = replay(facts, max(horizon_of(facts, today), new_year))
        at_close = [each for each in movements if each.year == year.start and each.on > year.end]
        at_start = [each for each in movements if each.on == new_year]
        found.append(
            Closing(
                employee_id=account.employee_id,
                leave_type_id=leave_type.id,
                year_end=year.end,
                carried=_sum(at_start, MovementKind.CARRY_IN),
                lapsed=-_sum(at_close, MovementKind.FORFEIT),
            )
        )
    return tuple(found)


def _sum(movements: Sequence[Movement], kind: MovementKind) -> Decimal:
    return sum((each.amount for each in movements if each.counts_as is kind), Decimal(0))

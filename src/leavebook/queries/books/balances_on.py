"""What people have on any day, past or to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.balances import available, balance, year_summary
from leavebook.domain.ledger.ledger_years import year_holding, year_on
from leavebook.domain.ledger.replay import replay
from leavebook.queries.books.team_balances import TeamBalance
from leavebook.services.books import leave_accounts
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.books.posting import books_of, horizon_of
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceOn:
    """One person's balance of one type by the end of a day, in the type's unit."""

    employee_id: int
    leave_type_id: int
    on: date
    balance: Decimal
    available: Decimal


def balances_on(
    tx: Transaction, leave_type: LeaveType, people: Sequence[int], day: date
) -> tuple[BalanceOn, ...]:
    """Return what these people have of the type on the day, leave booked ahead in sight."""
    found: list[BalanceOn] = []
    for account in leave_accounts.read_facts(tx, leave_type, people):
        if account.ledger.policies:
            until = max(day, horizon_of(account.ledger, account.today))
            movements = replay(account.ledger, until)
            found.append(
                BalanceOn(
                    employee_id=account.employee_id,
                    leave_type_id=leave_type.id,
                    on=day,
                    balance=balance(movements, day),
                    available=available(movements, day),
                )
            )
    return tuple(found)


def brought_up_to_date(
    tx: Transaction, rows: Sequence[TeamBalance], day: date
) -> tuple[TeamBalance, ...]:
    """Return the rows with those worked out anew that the worker has not been to yet."""
    late: dict[int, list[int]] = {}
    for row in rows:
        if not row.is_current:
            late.setdefault(row.leave_type_id, []).append(row.employee_id)
    anew = {
        (account.employee_id, account.leave_type_id): account
        for kind, people in late.items()
        for account in leave_accounts.read_facts(tx, leave_type_named(tx, kind), people)
    }
    return tuple(
        row if row.is_current else _worked_out(row, anew[row.employee_id, row.leave_type_id], day)
        for row in rows
    )


def left_in_years(
    tx: Transaction, wanted: Iterable[tuple[int, int, date]]
) -> dict[tuple[int, int, date], Decimal]:
    """Return what is left in the years that hold the days, by person, leave type and day.

    Figures are those of today; a year that has not begun is shown as it will open.
    """
    days: dict[int, dict[int, set[date]]] = {}
    for employee_id, leave_type_id, day in wanted:
        days.setdefault(leave_type_id, {}).setdefault(employee_id, set()).add(day)
    return {
        (account.employee_id, kind, day): _left(account, day)
        for kind, people in days.items()
        for account in leave_accounts.read_facts(tx, leave_type_named(tx, kind), sorted(people))
        if account.ledger.policies
        for day in people[account.employee_id]
    }


def _left(account: leave_accounts.LeaveAccount, day: date) -> Decimal:
    facts, today = account.ledger, account.today
    year = year_on(facts, day)
    movements = replay(facts, max(year.end, horizon_of(facts, today)))
    return year_summary(movements, year.start, on=max(today, year.start)).remaining


def _worked_out(row: TeamBalance, account: leave_accounts.LeaveAccount, day: date) -> TeamBalance:
    books = books_of(account)
    if not books.years:
        return row
    wanted = year_holding(tuple(year for year, _ in books.years), day)
    summary = next(each for year, each in books.years if year == wanted)
    return row._replace(
        year_start=summary.year,
        year_end=wanted.end,
        allocated=summary.allocated,
        carried_forward=summary.carried_forward,
        to_come=summary.to_come,
        used=summary.used,
        pending=summary.pending,
        next_expiry_on=summary.next_expiry_on,
        next_expiry=summary.next_expiry,
        is_current=True,
    )

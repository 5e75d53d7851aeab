"""Writes the ledger and the balances after every change, from the one derivation.

What is kept is the difference between what the ledger says and what a replay of the facts
says, so a second run changes nothing and a change of the past leaves corrections behind
that name their cause.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from leavebook.domain.ledger.balances import YearSummary, year_summary
from leavebook.domain.ledger.corrections import difference
from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.ledger_years import UNCLOSED, LedgerYear, ledger_years, year_on
from leavebook.domain.ledger.movements import Movement, MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.lengths import add_months
from leavebook.domain.policy.terms import version_on
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import LeaveFacts
from leavebook.storage.books import ledger
from leavebook.storage.books.ledger import Account, KeptYear, Written
from leavebook.storage.transaction import Transaction

_BY_PEOPLE = frozenset({MovementKind.USE, MovementKind.RESERVE, MovementKind.ADJUSTMENT})
"""What people did is written at once, whenever it takes effect; what time does, in its time."""

_MONTHS_AHEAD: Final = 14
"""How far ahead to look where leave years do not end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What is kept of one person and leave type: ledger, balances and how far they reach."""

    entries: tuple[Movement, ...]
    years: tuple[tuple[LedgerYear, YearSummary], ...]
    account: Account


def post(tx: Transaction, facts: LeaveFacts, *, cause: str) -> None:
    """Bring ledger and balances of one person and leave type up to the facts and to today."""
    post_all(tx, (facts.account,), cause=cause)


def post_all(tx: Transaction, accounts: Iterable[LeaveAccount], *, cause: str) -> int:
    """Bring the books of these accounts up to date; return how many entries were appended.

    Where an account was due for another reason, its corrections name that one.
    """
    written = [_written(account, cause) for account in accounts if _is_kept(account)]
    if written:
        ledger.write(tx, written)
    return sum(len(each.entries) for each in written)


def books_of(account: LeaveAccount) -> Books:
    """Return what the account must say today; nothing where no policy holds any more."""
    through = account.through
    if account.ledger.policies:
        return books_on(account.ledger, through)
    nothing = Account(posted_through=through, horizon=through, next_change=None)
    return Books(entries=(), years=(), account=nothing)


def books_on(facts: LedgerFacts, today: date) -> Books:
    """Return what ledger and balances must say on a day; there is a policy."""
    horizon = horizon_of(facts, today)
    movements = replay(facts, horizon)
    return Books(
        entries=due_entries(movements, through=today),
        years=tuple(
            (year, year_summary(movements, year.start, on=today))
            for year in ledger_years(facts, horizon)
        ),
        account=Account(
            posted_through=today,
            horizon=horizon,
            next_change=_next_change(movements, after=today, horizon=horizon),
        ),
    )


def kept_years(books: Books) -> tuple[KeptYear, ...]:
    """Return the balances to keep; time itself moves no year that is over."""
    return tuple(
        KeptYear(
            summary=summary,
            year_end=year.end,
            next_change=(
                books.account.next_change if year.end >= books.account.posted_through else None
            ),
        )
        for year, summary in books.years
    )


def horizon_of(facts: LedgerFacts, today: date) -> date:
    """Return the day up to which leave ahead is looked at: the end of the last year it touches."""
    furthest = max([today, facts.joined, *(use.on for use in facts.uses)])
    if version_on(facts, furthest).leave_year.kind in UNCLOSED:
        return min(year_on(facts, furthest).end, add_months(furthest, _MONTHS_AHEAD))
    return year_on(facts, furthest).end


def due_entries(movements: tuple[Movement, ...], *, through: date) -> tuple[Movement, ...]:
    """Return the movements that belong in the ledger once it is written through a day."""
    return tuple(
        movement
        for movement in movements
        if movement.on <= through or movement.counts_as in _BY_PEOPLE
    )


def _is_kept(account: LeaveAccount) -> bool:
    return bool(account.ledger.policies) or account.posted_through is not None


def _written(account: LeaveAccount, cause: str) -> Written:
    because = account.due_because or cause
    books = books_of(account)
    return Written(
        employee_id=account.employee_id,
        leave_type_id=account.leave_type_id,
        cause=because,
        entries=difference(
            account.entries, books.entries, because=because, open_from=_open_from(account)
        ),
        years=kept_years(books),
        account=books.account,
        seen_mark=account.due_mark,
    )


def _open_from(account: LeaveAccount) -> date | None:
    closed = account.payroll_closed
    return None if closed is None else closed + timedelta(days=1)


def _next_change(movements: tuple[Movement, ...], *, after: date, horizon: date) -> date:
    """Return the next day on which time itself moves the balance: a grant, a lapse, a new year."""
    coming = (
        movement.on
        for movement in movements
        if movement.on > after and movement.counts_as not in _BY_PEOPLE
    )
    return min(coming, default=horizon + timedelta(days=1))

"""Writes the ledger and the balances after every change, from the one derivation.

What is kept is the difference between what the ledger says and what a replay of the facts
says, so a second run changes nothing and a change of the past leaves corrections behind
that name their cause.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from leavebook.domain.balances import YearSummary, year_summary
from leavebook.domain.corrections import difference
from leavebook.domain.ledger import LedgerFacts
from leavebook.domain.ledger_years import LedgerYear, ledger_years, year_on
from leavebook.domain.movements import Movement, MovementKind
from leavebook.domain.replay import replay
from leavebook.services.leave_facts import LeaveFacts
from leavebook.storage import ledger
from leavebook.storage.ledger import Account
from leavebook.storage.transaction import Transaction

_BY_PEOPLE = frozenset({MovementKind.USE, MovementKind.RESERVE, MovementKind.ADJUSTMENT})
"""What people did is written at once, whenever it takes effect; what time does, in its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What is kept of one person and leave type: ledger, balances and how far they reach."""

    entries: tuple[Movement, ...]
    years: tuple[tuple[LedgerYear, YearSummary], ...]
    account: Account


def post(tx: Transaction, facts: LeaveFacts, *, cause: str) -> None:
    """Bring ledger and balances of one person and leave type up to the facts and to today."""
    if not facts.ledger.policies:
        return
    books = books_on(facts.ledger, facts.today)
    which = {"employee_id": facts.person.id, "leave_type_id": facts.leave_type.id}
    ledger.append(tx, difference(facts.entries, books.entries, because=cause), **which, cause=cause)
    for year, summary in books.years:
        ledger.keep_balance(
            tx,
            summary,
            **which,
            year_end=year.end,
            as_of=facts.today,
            next_change=books.account.next_change,
        )
    ledger.keep_account(tx, **which, kept=books.account)


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


def horizon_of(facts: LedgerFacts, today: date) -> date:
    """Return the day up to which leave ahead is looked at: the end of the last year it touches."""
    furthest = max([today, *(use.on for use in facts.uses)])
    return year_on(facts, max(furthest, facts.joined)).end


def due_entries(movements: tuple[Movement, ...], *, through: date) -> tuple[Movement, ...]:
    """Return the movements that belong in the ledger once it is written through a day."""
    return tuple(
        movement
        for movement in movements
        if movement.on <= through or movement.counts_as in _BY_PEOPLE
    )


def _next_change(movements: tuple[Movement, ...], *, after: date, horizon: date) -> date:
    """Return the next day on which time itself moves the balance: a grant, a lapse, a new year."""
    coming = (
        movement.on
        for movement in movements
        if movement.on > after and movement.counts_as not in _BY_PEOPLE
    )
    return min(coming, default=horizon + timedelta(days=1))

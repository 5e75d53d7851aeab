"""Writes the ledger and the balances after every change, from the one derivation.

What is kept is the difference between what the ledger says and what a replay of the facts
says, so a second run changes nothing and a change of the past leaves corrections behind
that name their cause.
"""

from datetime import date, timedelta

from leavebook.domain.balances import year_summary
from leavebook.domain.corrections import difference
from leavebook.domain.ledger import LedgerFacts
from leavebook.domain.ledger_years import ledger_years, year_on
from leavebook.domain.movements import Movement, MovementKind
from leavebook.domain.replay import replay
from leavebook.services.leave_facts import LeaveFacts
from leavebook.storage import ledger
from leavebook.storage.ledger import Account
from leavebook.storage.transaction import Transaction

_BY_PEOPLE = frozenset({MovementKind.USE, MovementKind.RESERVE, MovementKind.ADJUSTMENT})
"""What people did is written at once, whenever it takes effect; what time does, in its time."""


def post(tx: Transaction, facts: LeaveFacts, *, cause: str) -> None:
    """Bring ledger and balances of one person and leave type up to the facts and to today."""
    if not facts.ledger.policies:
        return
    horizon = horizon_of(facts.ledger, facts.today)
    movements = replay(facts.ledger, horizon)
    due = due_entries(movements, through=facts.today)
    which = {"employee_id": facts.person.id, "leave_type_id": facts.leave_type.id}
    ledger.append(tx, difference(facts.entries, due, because=cause), **which, cause=cause)
    next_change = _next_change(movements, after=facts.today, horizon=horizon)
    for year in ledger_years(facts.ledger, horizon):
        ledger.keep_balance(
            tx,
            year_summary(movements, year.start, on=facts.today),
            **which,
            year_end=year.end,
            as_of=facts.today,
            next_change=next_change,
        )
    ledger.keep_account(
        tx,
        **which,
        kept=Account(posted_through=facts.today, horizon=horizon, next_change=next_change),
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

"""Somebody's working week changes, and a balance that is kept in weeks becomes other days.

Ten days are two weeks of five days; of four days they are eight. What was worked for, time off
in lieu, is the only thing that stays so many days whatever the week.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.books import Books
from leavebook.domain.ledger.grants import planned_grants
from leavebook.domain.ledger.ledger import LedgerFacts, Workload
from leavebook.domain.ledger.ledger_years import year_holding
from leavebook.domain.ledger.movements import Explanation, MovementKind
from leavebook.domain.ledger.pots import ZERO, Pot
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.entitlement import earned_of_year
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.policy import GrantMethod, NewSchedule, Per, Scale
from leavebook.domain.policy.rounding import stored
from leavebook.domain.policy.terms import version_on

Weeks = tuple[Decimal, Decimal]
"""How much a week was, and how much it is now, in the unit of the leave."""


def conversions(books: Books) -> Iterator[tuple[date, Callable[[], None]]]:
    """Yield the days on which the balance is kept in weeks, with what happens on each."""
    for on, weeks in _changes(books.facts):
        yield on, partial(convert, books, on, weeks)


def convert(books: Books, on: date, weeks: Weeks) -> None:
    """What is left is as many weeks as before; what was granted ahead is of the new week already.

    Entitlement that follows the contract is worked out stretch by stretch. So of a year that was
    granted at once only the part earned before the day was days of the old week.
    """
    was, now = weeks
    ahead = _granted_ahead(books, on)
    parts = _by_own_pot(books, on, ahead) if ahead else {}
    for pot in tuple(books.pots.all.values()):
        old = pot.rest - parts.get(pot.bucket.kind, ZERO) if _is_of(books, pot, on) else pot.rest
        amount = stored(old * (now - was) / was)
        if amount and pot.bucket.kind is not BucketKind.TOIL:
            why = Explanation(
                version_on(books.facts, on).id,
                "(rest - granted ahead) × (week now / week before - 1)",
                (
                    ("rest", str(pot.rest)),
                    ("granted ahead", str(stored(pot.rest - old))),
                    ("week before", str(was)),
                    ("week now", str(now)),
                ),
            )
            kind, source = MovementKind.CONVERSION, on.isoformat()
            books.post(on, kind, amount, pot=pot, source=source, why=why)


def _changes(facts: LedgerFacts) -> Iterator[tuple[date, Weeks]]:
    for before, after in pairwise(facts.workload):
        was, now = _week(before, facts.unit), _week(after, facts.unit)
        policy = version_on(facts, after.valid_from)
        keeps_weeks = policy.new_schedule is NewSchedule.KEEP_WEEKS
        is_there = facts.left is None or after.valid_from <= facts.left
        if keeps_weeks and is_there and was and was != now:
            yield after.valid_from, (was, now)


def _week(load: Workload, unit: Unit) -> Decimal:
    return load.days_per_week if unit is Unit.DAY else load.hours_per_week


def _granted_ahead(books: Books, on: date) -> Decimal:
    """Return what was posted before the day and is earned from it on.

    It is less than nothing where what has been earned is yet to be posted. A figure that does
    not follow the contract is nobody's for a part of the year: all of it was posted for good.
    """
    facts, policy = books.facts, version_on(books.facts, on)
    if policy.scale is Scale.FIXED or policy.method not in _BY_THE_YEAR:
        return ZERO
    year = year_holding(books.years, on)
    planned = planned_grants(facts, books.years, year.end)
    if policy.per is Per.YEAR:
        posted = (each.amount for each in planned if year.start <= each.on < on)
        return sum(posted, ZERO) - earned_of_year(facts, year, on - ONE_DAY)
    return -sum((each.amount for each in planned if each.earned[1] < on <= each.on), ZERO)


_BY_THE_YEAR: Final = frozenset({GrantMethod.UP_FRONT, GrantMethod.PERIODIC})


def _by_own_pot(books: Books, on: date, ahead: Decimal) -> dict[BucketKind, Decimal]:
    """Return which part of what was granted ahead is in which of the year's own pots."""
    books.own_pot(on)
    granted: dict[BucketKind, Decimal] = {}
    for row in books.movements:
        if row.counts_as is MovementKind.GRANT and row.year == books.year_of(on):
            granted[row.bucket.kind] = granted.get(row.bucket.kind, ZERO) + row.amount
    total = sum(granted.values(), ZERO)
    if not total:
        return {BucketKind.CONTRACTUAL: ahead}
    ahead = min(ahead, total)
    return {kind: ahead * part / total for kind, part in granted.items()}


def _is_of(books: Books, pot: Pot, on: date) -> bool:
    return pot.is_own and pot.bucket.year == books.year_of(on)

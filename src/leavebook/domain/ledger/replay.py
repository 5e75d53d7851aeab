"""The one derivation: from facts to dated movements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from functools import partial
from operator import itemgetter

from leavebook.domain.ledger.books import Books
from leavebook.domain.ledger.granting import adjust, enter_level, grant
from leavebook.domain.ledger.grants import planned_grants
from leavebook.domain.ledger.ledger import LedgerFacts, Use
from leavebook.domain.ledger.ledger_years import beginning, ledger_years
from leavebook.domain.ledger.movements import Movement
from leavebook.domain.ledger.new_schedule import conversions
from leavebook.domain.ledger.taking import leave_the_company, take
from leavebook.domain.ledger.waiting_changes import with_changes_reserved
from leavebook.domain.ledger.year_close import close_year, closing_rule
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.terms import level_starts, version_on


class Step(IntEnum):
    """The fixed order of everything that happens on one date."""

    CLOSE_BEFORE_EXPIRY = 0  # where the carry-over rule asks for it
    EXPIRE = 1
    CLOSE = 2
    NEW_SCHEDULE = 3
    BY_HAND = 4
    LAST_GRANT_OF_LEVEL = 5
    NEW_LEVEL = 6
    GRANT = 7
    USE = 8
    LEAVE_THE_COMPANY = 9


@dataclass(frozen=True, slots=True)
class Replay:
    """The movements up to a day, and the leave that no bucket paid for."""

    movements: tuple[Movement, ...]
    owed_after_uses: tuple[tuple[date, Decimal], ...]
    owed_at_closes: tuple[tuple[date, Decimal], ...]  # on the last day of every year reached


def replay(facts: LedgerFacts, until: date) -> tuple[Movement, ...]:
    """Return every movement of the balance up to the end of the day, in the order it happens.

    Accruals and closes to come are in it as well as leave booked ahead; the same facts give
    the same movements, whenever and however often.
    """
    return replay_with_debts(facts, until).movements


def replay_with_debts(facts: LedgerFacts, until: date) -> Replay:
    """Return the movements together with what leave owed after every use and every year."""
    facts = with_changes_reserved(facts)
    books = Books(facts, ledger_years(facts, until))
    before_expiry = Step.CLOSE_BEFORE_EXPIRY
    for on, step, happen in _happenings(books, until):
        books.expire(on - ONE_DAY if step is before_expiry else on)
        happen()
    books.expire(until)
    return Replay(
        tuple(books.movements),
        tuple(books.owed_after_uses),
        (*books.owed_at_closes, (until, books.owed)),
    )


Happening = tuple[date, Step, Callable[[], None]]


def _happenings(books: Books, until: date) -> list[Happening]:
    facts, first = books.facts, beginning(books.facts)
    found: list[Happening] = [
        *_closes(books),
        *((on, Step.NEW_SCHEDULE, convert) for on, convert in conversions(books)),
        *_new_levels(books),
        *((one.on, Step.BY_HAND, partial(adjust, books, one)) for one in facts.adjustments),
        *_grants(books, until),
        *(
            (use.on, Step.USE, partial(take, books, use))
            for use in sorted(facts.uses, key=_by_decision)
        ),
    ]
    if facts.left is not None:
        leaving = partial(leave_the_company, books, facts.left)
        found.append((facts.left, Step.LEAVE_THE_COMPANY, leaving))
    reached = [happening for happening in found if first <= happening[0] <= until]
    return sorted(reached, key=itemgetter(0, 1))


def _closes(books: Books) -> Iterator[Happening]:
    for year in books.years[1:]:
        if books.facts.left is None or year.start <= books.facts.left:
            rule = closing_rule(books.facts, year.start - ONE_DAY)
            step = Step.CLOSE_BEFORE_EXPIRY if rule.before_expiry else Step.CLOSE
            yield year.start, step, partial(close_year, books, year.start)


def _new_levels(books: Books) -> Iterator[Happening]:
    for policy in books.facts.policies:
        if policy.trim_to_cap:
            for day, level in level_starts(books.facts, policy):
                if version_on(books.facts, day) is policy:
                    yield day, Step.NEW_LEVEL, partial(enter_level, books, day, level)


def _grants(books: Books, until: date) -> Iterator[Happening]:
    usual, last = Step.GRANT, Step.LAST_GRANT_OF_LEVEL
    for planned in planned_grants(books.facts, books.years, until):
        step = last if planned.closes_level else usual
        yield planned.on, step, partial(grant, books, planned)


_UNDECIDED = datetime.max.replace(tzinfo=UTC)


def _by_decision(use: Use) -> tuple[date, datetime, str]:
    return use.on, use.decided_at or _UNDECIDED, use.request_id

"""The close of a leave year on the first day of the next one."""

from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.books import Books
from leavebook.domain.ledger.closing import (
    Carried,
    Rest,
    carried_at_close,
    kept_of_each,
    last_usable_day,
)
from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.movements import Bucket, Explanation, MovementKind
from leavebook.domain.ledger.pots import ZERO, Pot
from leavebook.domain.policy.carry_over import CARRY_ALL, BucketKind, CarryOver, NegativeRest
from leavebook.domain.policy.entitlement import entitlement_on
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.policy import GrantMethod, Per
from leavebook.domain.policy.terms import level_on, version_on

Rests = list[tuple[Pot, Rest]]

FORGET: Final = CarryOver(cap=ZERO, negative=NegativeRest.FORGIVE)
"""The close of a leave type without entitlement: what was used is not owed."""


def close_year(books: Books, start: date) -> None:
    """The year before the day is closed: what may be carried is, the rest has lapsed."""
    day_before = start - ONE_DAY
    books.owed_at_closes.append((day_before, books.owed))
    rule = closing_rule(books.facts, day_before)
    rests = _rests(books, start, rule)
    if not rests:
        return
    new_grant = _new_grant(books.facts, rule, start)
    carried = carried_at_close([rest for _, rest in rests], rule, new_grant=new_grant)
    why = _explained(books.facts, rests, rule, carried=carried, day_before=day_before)
    _close_out(books, start, rests, total=carried.total, why=why)
    _carry_in(books, start, rule, carried=carried, why=why)


def closing_rule(facts: LedgerFacts, last_day: date) -> CarryOver:
    """Return the carry-over in force on a year's last day; before the first level, all of it."""
    if version_on(facts, last_day).method is GrantMethod.UNLIMITED:
        return FORGET
    level = level_on(facts, last_day)
    return CARRY_ALL if level is None else level.carry_over


def _rests(books: Books, start: date, rule: CarryOver) -> Rests:
    """Return the closing pots: the year's own first, those that may carry most leading."""
    caps = dict(rule.cap_by_kind)
    rests = [
        (pot, Rest(pot.bucket.kind, pot.rest, own=pot.is_own)) for pot in books.pots.closing(start)
    ]
    return sorted(rests, key=lambda one: (not one[1].own, -caps.get(one[1].kind, ZERO)))


def _new_grant(facts: LedgerFacts, rule: CarryOver, start: date) -> Decimal:
    if rule.opening_cap is None:
        return ZERO
    if version_on(facts, start).per is Per.YEAR:
        return entitlement_on(facts, start)
    level = level_on(facts, start)
    return ZERO if level is None else level.amount


def _close_out(
    books: Books, start: date, rests: Rests, *, total: Decimal, why: Explanation
) -> None:
    year = books.year_of(start - ONE_DAY)
    kept_parts = kept_of_each([rest for _, rest in rests], total)
    for (pot, rest), kept in zip(rests, kept_parts, strict=True):
        parts = (
            (MovementKind.CARRY_OUT, kept),
            (MovementKind.FORFEIT, rest.amount - kept),
        )
        for kind, amount in parts:
            if amount:
                books.post(start, kind, -amount, pot=pot, source="", why=why, year=year)


def _carry_in(
    books: Books, start: date, rule: CarryOver, *, carried: Carried, why: Explanation
) -> None:
    year = books.year_of(start)
    if carried.total < 0:
        pots = [(books.debt_pot(start), carried.total)]
    else:
        lapsing = Bucket(BucketKind.CARRIED, year, usable_to=last_usable_day(rule, start))
        lasting = Bucket(BucketKind.CARRIED, year)
        pots = [
            (books.pots.of(bucket), amount)
            for bucket, amount in ((lapsing, carried.lapsing), (lasting, carried.protected))
            if amount
        ]
    for pot, amount in pots:
        books.post(start, MovementKind.CARRY_IN, amount, pot=pot, source="", why=why)


def _explained(
    facts: LedgerFacts, rests: Rests, rule: CarryOver, *, carried: Carried, day_before: date
) -> Explanation:
    own = sum((rest.amount for _, rest in rests if rest.own), ZERO)
    older = sum((rest.amount for _, rest in rests if not rest.own), ZERO)
    return Explanation(
        rule=version_on(facts, day_before).id,
        formula="min(cap, own rest) + what is carried once more, within the total caps",
        inputs=(
            ("year's own rest", str(own)),
            ("rest carried in before", str(older)),
            ("cap", str(rule.cap)),
            ("percent", str(rule.percent)),
            ("recarry", str(rule.recarry)),
            ("total cap", str(rule.total_cap)),
            ("opening cap", str(rule.opening_cap)),
            ("carried", str(carried.total)),
        ),
    )

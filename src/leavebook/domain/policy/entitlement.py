"""A leave year's entitlement: one figure rounded once, and how much of it is earned by when."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from leavebook.domain.calendar.working_time import suspended_days
from leavebook.domain.ledger.ledger import EntitlementMode, LedgerFacts
from leavebook.domain.ledger.ledger_years import LedgerYear, year_on
from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYear
from leavebook.domain.policy.pieces import Piece, all_pieces, rhythm_of
from leavebook.domain.policy.policy import GrantMethod
from leavebook.domain.policy.prorata import Days, ProRataMethod, prorated
from leavebook.domain.policy.rounding import rounded
from leavebook.domain.policy.terms import Stretch, stretches

ZERO: Final = Decimal(0)


def entitlement_on(facts: LedgerFacts, day: date) -> Decimal:
    """Return the rounded entitlement of the leave year that holds the day."""
    year = year_on(facts, day)
    return figure_of(facts, clipped(stretches(facts), year), year)


def earned_of_year(facts: LedgerFacts, year: LedgerYear, day: date) -> Decimal:
    """Return what of the year's rounded entitlement has been earned by the end of the day."""
    parts = clipped(stretches(facts), year)
    whole = _earned_by(facts, parts, year, parts[-1].last) if parts else ZERO
    if not whole:
        return ZERO
    return figure_of(facts, parts, year) * _earned_by(facts, parts, year, day) / whole


def clipped(service: Iterable[Stretch], year: LedgerYear) -> tuple[Stretch, ...]:
    """Return the stretches as far as they lie in the year."""
    first_day, last_day = max(year.start, year.whole.start), year.end
    return tuple(
        Stretch(
            max(stretch.first, first_day),
            min(stretch.last, last_day),
            stretch.policy,
            stretch.level,
            stretch.load,
        )
        for stretch in service
        if stretch.first <= last_day and stretch.last >= first_day
    )


def figure_of(facts: LedgerFacts, parts: tuple[Stretch, ...], year: LedgerYear) -> Decimal:
    """Return the year's rounded entitlement, or the person's own in its place."""
    if not parts:
        return ZERO
    figure = rounded(_earned_by(facts, parts, year, parts[-1].last), parts[-1].policy.rounding)
    for own in facts.own_entitlements:
        if year.start <= own.on <= year.end:
            figure = own.amount + (figure if own.mode is EntitlementMode.ADD else ZERO)
    return figure


def shares_so_far(
    facts: LedgerFacts, parts: tuple[Stretch, ...], pieces: list[Piece], year: LedgerYear
) -> list[Decimal]:
    """Return which part of the year's entitlement has been earned at the end of each piece."""
    if is_whole_year(facts, parts, year):
        return [piece.share_so_far for piece in pieces]
    total = _earned_by(facts, parts, year, parts[-1].last)
    if not total:
        return [ZERO for _ in pieces]
    return [_earned_by(facts, parts, year, piece.last) / total for piece in pieces]


def is_whole_year(facts: LedgerFacts, parts: tuple[Stretch, ...], year: LedgerYear) -> bool:
    """Whether one amount in one rhythm holds all year, whatever else a new version changed."""
    amount, rhythm = parts[0].amount(facts.unit), rhythm_of(parts[0])
    return (
        (parts[0].first, parts[-1].last) == (year.whole.start, year.whole.end)
        and all(one.last + ONE_DAY == following.first for one, following in pairwise(parts))
        and all(part.amount(facts.unit) == amount and rhythm_of(part) == rhythm for part in parts)
        and not (facts.absences and any(part.policy.suspended_by_absence for part in parts))
    )


def _earned_by(
    facts: LedgerFacts, parts: tuple[Stretch, ...], year: LedgerYear, day: date
) -> Decimal:
    """Return the unrounded sum of what every stretch has earned by the end of the day."""
    employed = parts[0].first, parts[-1].last
    return sum(
        (
            _part(facts, part, year.whole, employed=employed, until=min(day, part.last))
            for part in parts
            if part.first <= day
        ),
        ZERO,
    )


def _part(
    facts: LedgerFacts, part: Stretch, year: LeaveYear, *, employed: Days, until: date
) -> Decimal:
    amount = part.amount(facts.unit)
    if part.policy.prorata.method is ProRataMethod.NONE:
        return _by_started_pieces(part, year, amount, employed=employed, until=until)
    if part.policy.suspended_by_absence and part.policy.method is GrantMethod.PERIODIC:
        days = Decimal((until - part.first).days + 1)
        amount *= 1 - suspended_days(facts.absences, part.first, until) / days
    return prorated(
        amount, year, employed=employed, rule=part.policy.prorata, part=(part.first, until)
    )


def _by_started_pieces(
    part: Stretch, year: LeaveYear, amount: Decimal, *, employed: Days, until: date
) -> Decimal:
    earned = ZERO
    for piece in all_pieces(part, year):
        held = max(piece.first, employed[0]), min(piece.last, employed[1])
        mine = max(held[0], part.first), min(held[1], until)
        if mine[0] <= mine[1]:
            days_held = (held[1] - held[0]).days + 1
            share = Decimal((mine[1] - mine[0]).days + 1) / days_held
            earned += amount * share * piece.weight / piece.of_weight
    return earned

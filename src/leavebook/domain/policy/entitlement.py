"""A leave year's entitlement: one figure rounded once, and the instalments it comes in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from leavebook.domain.calendar.working_time import suspended_days
from leavebook.domain.ledger.ledger import EntitlementMode, LedgerFacts
from leavebook.domain.ledger.ledger_years import LedgerYear, year_on
from leavebook.domain.ledger.movements import Explanation
from leavebook.domain.policy.frequency import Frequency, periods_from
from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYear, YearKind
from leavebook.domain.policy.policy import Credit, GrantMethod
from leavebook.domain.policy.prorata import Days, ProRataMethod, prorated
from leavebook.domain.policy.rounding import rounded, stored
from leavebook.domain.policy.terms import Stretch, stretches
from leavebook.domain.requests.planned import PlannedGrant

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


def entitlement_on(facts: LedgerFacts, day: date) -> Decimal:
    """Return the rounded entitlement of the leave year that holds the day."""
    year = year_on(facts, day)
    return _figure(facts, _clipped(stretches(facts), year), year)


def earned_of_year(facts: LedgerFacts, year: LedgerYear, day: date) -> Decimal:
    """Return what of the year's rounded entitlement has been earned by the end of the day."""
    parts = _clipped(stretches(facts), year)
    whole = _earned_by(facts, parts, year, parts[-1].last) if parts else ZERO
    if not whole:
        return ZERO
    return _figure(facts, parts, year) * _earned_by(facts, parts, year, day) / whole


def year_instalments(
    facts: LedgerFacts, service: Iterable[Stretch], year: LedgerYear
) -> Iterator[PlannedGrant]:
    """Yield the instalments of one leave year; their sum is its rounded entitlement exactly.

    Instalment i is R(E × share up to i) - R(E × share up to i-1); in a year without joining,
    leaving or a change of terms the shares are i/n.
    """
    parts = _clipped(service, year)
    figure = _figure(facts, parts, year)
    pieces = [piece for group in _groups(parts) for piece in _pieces(group, year)]
    if not pieces:
        return
    shares = _shares(facts, parts, [piece for piece, _ in pieces], year)
    alike = {part.first: (_credit(part), _told(part, figure, year)) for part in parts}
    before = ZERO
    for (piece, stretch), share in zip(pieces, shares, strict=True):
        credit, told = alike[stretch.first]
        so_far = min(rounded(figure * share, stretch.policy.instalments), figure)
        if piece is pieces[-1][0]:
            so_far = figure
        yield PlannedGrant(
            on=_posting_day(piece, credit, parts[-1].last),
            amount=so_far - before,
            stretch=stretch,
            earned=(piece.first, piece.last),
            source=piece.first.isoformat(),
            why=_explained(piece, share, told),
        )
        before = so_far


@dataclass(frozen=True, slots=True)
class _Piece:
    first: date
    last: date
    weight: Decimal  # of a full period, cut by the leave year alone
    of_weight: Decimal  # the sum of the year's weights


def _clipped(service: Iterable[Stretch], year: LedgerYear) -> tuple[Stretch, ...]:
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


def _figure(facts: LedgerFacts, parts: tuple[Stretch, ...], year: LedgerYear) -> Decimal:
    if not parts:
        return ZERO
    figure = rounded(_earned_by(facts, parts, year, parts[-1].last), parts[-1].policy.rounding)
    for own in facts.own_entitlements:
        if year.start <= own.on <= year.end:
            figure = own.amount + (figure if own.mode is EntitlementMode.ADD else ZERO)
    return figure


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
    for piece in _all_pieces(part, year):
        held = max(piece.first, employed[0]), min(piece.last, employed[1])
        mine = max(held[0], part.first), min(held[1], until)
        if mine[0] <= mine[1]:
            days_held = (held[1] - held[0]).days + 1
            share = Decimal((mine[1] - mine[0]).days + 1) / days_held
            earned += amount * share * piece.weight / piece.of_weight
    return earned


def _shares(
    facts: LedgerFacts, parts: tuple[Stretch, ...], pieces: list[_Piece], year: LedgerYear
) -> list[Decimal]:
    if _is_whole_year(facts, parts, year):
        weight = ZERO
        shares = []
        for piece in pieces:
            weight += piece.weight
            shares.append(weight / piece.of_weight)
        return shares
    total = _earned_by(facts, parts, year, parts[-1].last)
    if not total:
        return [ZERO for _ in pieces]
    return [_earned_by(facts, parts, year, piece.last) / total for piece in pieces]


def _is_whole_year(facts: LedgerFacts, parts: tuple[Stretch, ...], year: LedgerYear) -> bool:
    """Whether one amount in one rhythm holds all year, whatever else a new version changed."""
    amount, rhythm = parts[0].amount(facts.unit), _rhythm(parts[0])
    return (
        (parts[0].first, parts[-1].last) == (year.whole.start, year.whole.end)
        and all(one.last + ONE_DAY == following.first for one, following in pairwise(parts))
        and all(part.amount(facts.unit) == amount and _rhythm(part) == rhythm for part in parts)
        and not (facts.absences and any(part.policy.suspended_by_absence for part in parts))
    )


def _rhythm(part: Stretch) -> object:
    up_front = part.policy.method is GrantMethod.UP_FRONT
    return "up front" if up_front else part.level.frequency


def _groups(parts: tuple[Stretch, ...]) -> Iterator[tuple[Stretch, ...]]:
    """Yield stretches that are paid out together: up-front ones at once, others by rhythm."""
    for _, group in groupby(parts, key=_rhythm):
        yield tuple(group)


def _pieces(group: tuple[Stretch, ...], year: LedgerYear) -> Iterator[tuple[_Piece, Stretch]]:
    first, last = group[0].first, group[-1].last
    stretch, others = group[0], iter(group[1:])
    for piece in _all_pieces(group[0], year.whole):
        if piece.first <= last and piece.last >= first:
            held = _within(piece, first, last)
            while stretch.last < held.first:
                stretch = next(others)
            yield held, stretch


def _within(piece: _Piece, first: date, last: date) -> _Piece:
    if first <= piece.first and piece.last <= last:
        return piece
    return replace(piece, first=max(piece.first, first), last=min(piece.last, last))


def _all_pieces(part: Stretch, year: LeaveYear) -> tuple[_Piece, ...]:
    if part.policy.method is GrantMethod.UP_FRONT or part.policy.leave_year.kind in _UNDIVIDED:
        return (_Piece(year.start, year.end, ONE, ONE),)
    return _cut(part.level.frequency, year.start, year.end)


# Everybody with the same rhythm has the same periods in the same year.
@lru_cache(maxsize=256)
def _cut(rhythm: Frequency, year_start: date, year_end: date) -> tuple[_Piece, ...]:
    cut: list[tuple[date, date, Decimal]] = []
    for first, last in periods_from(rhythm, year_start):
        if first > year_end:
            break
        start, end = max(first, year_start), min(last, year_end)
        weight = Decimal((end - start).days + 1) / ((last - first).days + 1)
        cut.append((start, end, weight))
    of_weight = sum((weight for _, _, weight in cut), ZERO)
    return tuple(_Piece(start, end, weight, of_weight) for start, end, weight in cut)


_UNDIVIDED: Final = frozenset({YearKind.ENDLESS, YearKind.ROLLING})


def _credit(part: Stretch) -> Credit:
    up_front = part.policy.method is GrantMethod.UP_FRONT
    return part.policy.credit or (Credit.START if up_front else Credit.END)


def _posting_day(piece: _Piece, credit: Credit, last_day: date) -> date:
    if credit is _AT_START:
        return piece.first
    return piece.last if credit is _AT_END else min(piece.last + ONE_DAY, last_day)


# Enum members are looked up slowly (until Python 3.12), and there are thousands of instalments.
_AT_START: Final = Credit.START
_AT_END: Final = Credit.END


def _told(part: Stretch, figure: Decimal, year: LedgerYear) -> Explanation:
    """Return what the explanations of all of a year's instalments have in common."""
    policy = part.policy
    return Explanation(
        rule=policy.id,
        formula="R(entitlement × share so far) - R(entitlement × share before)",
        inputs=(
            ("yearly amount", str(part.level.amount)),
            ("leave year", f"{year.whole.start} to {year.whole.end}"),
            ("pro rata", policy.prorata.method.value),
            ("entitlement", str(figure)),
        ),
        rounding=f"year: {policy.rounding}; instalments: {policy.instalments}",
    )


def _explained(piece: _Piece, share: Decimal, told: Explanation) -> Explanation:
    inputs = told.inputs + _told_of(piece.first, piece.last, share)
    return Explanation(told.rule, told.formula, inputs, told.rounding)


@lru_cache(maxsize=4096)
def _told_of(first: date, last: date, share: Decimal) -> tuple[tuple[str, str], ...]:
    return (
        ("earned from", first.isoformat()),
        ("earned to", last.isoformat()),
        ("share so far", str(stored(share))),
    )

"""The instalments that a leave year's entitlement comes in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.ledger.ledger_years import LedgerYear
from leavebook.domain.ledger.movements import Explanation
from leavebook.domain.policy.entitlement import clipped, figure_of, is_whole_year, shares_so_far
from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYear
from leavebook.domain.policy.pieces import Piece, all_pieces, pieces_granted
from leavebook.domain.policy.policy import Credit, GrantMethod
from leavebook.domain.policy.rounding import rounded, stored
from leavebook.domain.policy.terms import Stretch
from leavebook.domain.requests.planned import PlannedGrant

ZERO: Final = Decimal(0)

Earned = tuple[Piece, Stretch, Decimal]
"""A piece of the year, who is granted for it, and the share of the year up to its end."""


def year_instalments(
    facts: LedgerFacts, service: Iterable[Stretch], year: LedgerYear
) -> tuple[PlannedGrant, ...]:
    """Return the instalments of one leave year; their sum is its rounded entitlement exactly.

    Instalment i is R(E × share up to i) - R(E × share up to i-1); in a year without joining,
    leaving or a change of terms the shares are i/n.
    """
    parts = clipped(service, year)
    if not parts:
        return ()
    figure = figure_of(facts, parts, year)
    if len(parts) == 1 and is_whole_year(facts, parts, year):
        return _of_whole_year(parts[0], year.whole, figure, _told(parts[0], figure, year.whole))
    pieces = tuple(pieces_granted(parts, year.whole))
    shares = shares_so_far(facts, parts, [piece for piece, _ in pieces], year)
    earned = [(*granted, share) for granted, share in zip(pieces, shares, strict=True)]
    told = {part.first: _told(part, figure, year.whole) for part in parts}
    return tuple(_instalments(earned, figure, told, last_day=parts[-1].last))


# Most people have the same entitlement in most years; what a year of theirs comes to is the same
# then, day by day and word by word.
@lru_cache(maxsize=128)
def _of_whole_year(
    part: Stretch, year: LeaveYear, figure: Decimal, told: Explanation
) -> tuple[PlannedGrant, ...]:
    earned = [(piece, part, piece.share_so_far) for piece in all_pieces(part, year)]
    return tuple(_instalments(earned, figure, {part.first: told}, last_day=part.last))


def _instalments(
    earned: list[Earned],
    figure: Decimal,
    told_of_stretch: Mapping[date, Explanation],
    *,
    last_day: date,
) -> Iterator[PlannedGrant]:
    before = ZERO
    for place, (piece, stretch, share) in enumerate(earned, start=1):
        told = told_of_stretch[stretch.first]
        so_far = min(rounded(figure * share, stretch.policy.instalments), figure)
        if place == len(earned):
            so_far = figure
        days = _told_of(piece.first, piece.last, share)
        yield PlannedGrant(
            on=_posting_day(piece, _credit(stretch), last_day),
            amount=so_far - before,
            stretch=stretch,
            earned=(piece.first, piece.last),
            source=days[0][1],
            why=Explanation(told.rule, told.formula, told.inputs + days, told.rounding),
        )
        before = so_far


def _credit(part: Stretch) -> Credit:
    up_front = part.policy.method is GrantMethod.UP_FRONT
    return part.policy.credit or (Credit.START if up_front else Credit.END)


def _posting_day(piece: Piece, credit: Credit, last_day: date) -> date:
    if credit is Credit.START:
        return piece.first
    return piece.last if credit is Credit.END else min(piece.last + ONE_DAY, last_day)


def _told(part: Stretch, figure: Decimal, year: LeaveYear) -> Explanation:
    """Return what the explanations of all of a year's instalments have in common."""
    policy = part.policy
    return Explanation(
        rule=policy.id,
        formula="R(entitlement × share so far) - R(entitlement × share before)",
        inputs=(
            ("yearly amount", str(part.level.amount)),
            ("leave year", f"{year.start} to {year.end}"),
            ("pro rata", policy.prorata.method.value),
            ("entitlement", str(figure)),
        ),
        rounding=f"year: {policy.rounding}; instalments: {policy.instalments}",
    )


# Joiners and leavers share what they have been told with each other.
@lru_cache(maxsize=4096)
def _told_of(first: date, last: date, share: Decimal) -> tuple[tuple[str, str], ...]:
    return (
        ("earned from", first.isoformat()),
        ("earned to", last.isoformat()),
        ("share so far", str(stored(share))),
    )

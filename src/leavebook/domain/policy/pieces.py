"""The pieces that a rhythm cuts a leave year into, and who is granted for each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Final

from leavebook.domain.policy.frequency import Frequency, periods_from
from leavebook.domain.policy.leave_year import LeaveYear, YearKind
from leavebook.domain.policy.policy import GrantMethod
from leavebook.domain.policy.terms import Stretch

ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A period as far as it lies in the year."""

    first: date
    last: date
    weight: Decimal  # of a full period, cut by the leave year alone
    of_weight: Decimal  # the sum of the year's weights
    share_so_far: Decimal  # of the year, at the period's end


def rhythm_of(part: Stretch) -> object:
    """Return what stretches have in common that are paid out together."""
    up_front = part.policy.method is GrantMethod.UP_FRONT
    return "up front" if up_front else part.level.frequency


def pieces_granted(parts: tuple[Stretch, ...], year: LeaveYear) -> Iterator[tuple[Piece, Stretch]]:
    """Yield the pieces that somebody was there for, each with the stretch that grants it.

    Up-front stretches are granted for at once, others by their rhythm.
    """
    for _, group in groupby(parts, key=rhythm_of):
        yield from _of_one_rhythm(tuple(group), year)


def all_pieces(part: Stretch, year: LeaveYear) -> tuple[Piece, ...]:
    """Return the pieces of the whole year in the rhythm of the stretch."""
    if part.policy.method is GrantMethod.UP_FRONT or part.policy.leave_year.kind in _UNDIVIDED:
        return (Piece(year.start, year.end, ONE, ONE, ONE),)
    return _cut(part.level.frequency, year.start, year.end)


_UNDIVIDED: Final = frozenset({YearKind.ENDLESS, YearKind.ROLLING})


def _of_one_rhythm(group: tuple[Stretch, ...], year: LeaveYear) -> Iterator[tuple[Piece, Stretch]]:
    first, last = group[0].first, group[-1].last
    stretch, others = group[0], iter(group[1:])
    for piece in all_pieces(group[0], year):
        if piece.first <= last and piece.last >= first:
            held = _within(piece, first, last)
            while stretch.last < held.first:
                stretch = next(others)
            yield held, stretch


def _within(piece: Piece, first: date, last: date) -> Piece:
    if first <= piece.first and piece.last <= last:
        return piece
    return replace(piece, first=max(piece.first, first), last=min(piece.last, last))


# Everybody with the same rhythm has the same periods in the same year.
@lru_cache(maxsize=256)
def _cut(rhythm: Frequency, year_start: date, year_end: date) -> tuple[Piece, ...]:
    cut: list[tuple[date, date, Decimal]] = []
    for first, last in periods_from(rhythm, year_start):
        if first > year_end:
            break
        start, end = max(first, year_start), min(last, year_end)
        weight = Decimal((end - start).days + 1) / ((last - first).days + 1)
        cut.append((start, end, weight))
    so_far = tuple(accumulate(weight for _, _, weight in cut))
    return tuple(
        Piece(start, end, weight, so_far[-1], upto / so_far[-1])
        for (start, end, weight), upto in zip(cut, so_far, strict=True)
    )

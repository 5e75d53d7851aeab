"""Days on which a company closes and that are taken from people's leave."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from leavebook.domain.calendar.span_rest import Slot, spans_of, without
from leavebook.domain.calendar.spans import NOON, Half, Span

_NOON_MINUTE: Final = NOON.hour * 60


class WhenShort(StrEnum):
    """What becomes of the time that somebody's leave does not cover."""

    UNPAID = "unpaid"  # it is unpaid leave
    NEGATIVE = "negative"  # it is taken all the same, and the balance goes below zero
    PAID = "paid"  # the company gives it
    LIST = "list"  # nothing is taken for it; the office sees who is short and decides


Fits = Callable[[Sequence[Span]], bool]
"""Whether somebody's leave covers all of the time, later bookings included."""


@dataclass(frozen=True, slots=True)
class Taking:
    """The time that is taken from somebody's leave, and the time for which it is short.

    Together they are all the time that was to be taken; no half is in both.
    """

    covered: tuple[Span, ...]
    short: tuple[Span, ...] = ()


def open_time(days: Iterable[date], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of the days beside the leave that is on them already.

    A half day of which some hours are taken is left alone: nobody is charged for it twice.
    """
    rest = spans_of((day, half) for day in days for half in Half)
    for span in taken:
        for whole in _in_halves(span):
            rest = without(rest, whole)
    return rest


def taking(
    time: Sequence[Span],
    *,
    charged: frozenset[Slot],
    when_short: WhenShort,
    fits: Fits,
    half_days: bool = True,
) -> Taking:
    """Share the time out between the leave that covers it and what is short, from the first day.

    `charged` are the halves that cost anything; a stretch without any of them is left out. A
    day that the leave covers only in part is covered by a half where the leave type knows
    halves; a later day that fits again, such as one of the next leave year, is covered. What is
    free goes with the charged half before it.
    """
    costly = tuple(span for span in time if any(slot in charged for slot in _slots(span)))
    if when_short is WhenShort.NEGATIVE or fits(costly):
        return Taking(costly)
    covered = _covered(costly, charged, fits, half_days=half_days)
    found: dict[bool, list[Slot]] = {True: [], False: []}
    for span in costly:
        is_covered = next(slot in covered for slot in _slots(span) if slot in charged)
        for slot in _slots(span):
            is_covered = slot in covered if slot in charged else is_covered
            found[is_covered].append(slot)
    return Taking(spans_of(found[True]), spans_of(found[False]))


def halves_of(spans: Iterable[Span]) -> frozenset[Slot]:
    """Return every half that the spans cover."""
    return frozenset(_all_slots(spans))


def _in_halves(span: Span) -> Iterator[Span]:
    """Yield the halves that a span touches; hours touch the halves of the clock."""
    if span.start_minute is None or span.end_minute is None:
        yield span
        return
    first = Half.AM if span.start_minute < _NOON_MINUTE else Half.PM
    last = Half.AM if span.end_minute <= _NOON_MINUTE else Half.PM
    for day in span.days():
        yield Span(day, day, first, last)


def _covered(
    time: Sequence[Span], charged: frozenset[Slot], fits: Fits, *, half_days: bool
) -> frozenset[Slot]:
    covered: list[Slot] = []
    for _, of_day in groupby(_all_slots(time), key=lambda slot: slot[0]):
        day = [slot for slot in of_day if slot in charged]
        parts = [day, *([slot] for slot in day)] if half_days else [day]
        covered += next((part for part in parts if fits(spans_of([*covered, *part]))), [])
    return frozenset(covered)


def _all_slots(spans: Iterable[Span]) -> Iterator[Slot]:
    for span in spans:
        yield from _slots(span)


def _slots(span: Span) -> list[Slot]:
    return [(day, half) for day in span.days() for half in sorted(span.halves_on(day))]

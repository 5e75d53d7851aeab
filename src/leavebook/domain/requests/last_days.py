"""The last working days before somebody leaves, as far as what is left covers them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from leavebook.domain.calendar.span_rest import Slot, spans_of
from leavebook.domain.calendar.spans import Half, Span
from leavebook.domain.requests.shutdowns import halves_of

Costs = Callable[[Sequence[Span]], bool]
"""Whether spans cost anything, or whether they are covered."""


def last_days(
    time: Iterable[Span], *, costs: Costs, fits: Costs, half_days: bool
) -> tuple[Span, ...]:
    """Return the latest days of the time that fit together, going back without leaving one out.

    Days that cost nothing, such as weekends, are in it between days that do. Where only half
    of the earliest day fits, it is its afternoon, if leave is taken in halves at all.
    """
    taken: list[Slot] = []
    between: list[Slot] = []
    for day, slots in _days_back(time):
        if not costs(spans_of(slots)):
            between += slots if taken else ()
            continue
        parts = _parts(day, slots, half_days=half_days)
        part = next((each for each in parts if fits(spans_of((*taken, *between, *each)))), ())
        taken += (*between, *part) if part else ()
        between = []
        if len(part) < len(slots):
            break
    return spans_of(taken)


def _days_back(time: Iterable[Span]) -> Iterable[tuple[date, tuple[Slot, ...]]]:
    slots = sorted(halves_of(time), reverse=True)
    return ((day, tuple(of_day)) for day, of_day in groupby(slots, key=lambda slot: slot[0]))


def _parts(day: date, slots: tuple[Slot, ...], *, half_days: bool) -> tuple[tuple[Slot, ...], ...]:
    afternoon = ((day, Half.PM),)
    is_whole = len(slots) > len(afternoon)
    return (slots, afternoon) if half_days and is_whole else (slots,)

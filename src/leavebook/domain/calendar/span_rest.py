"""What is left of leave when a part of it becomes something else, such as sickness."""

from collections.abc import Iterable
from datetime import date

from leavebook.domain.calendar.spans import ONE_DAY, Half, Span

Slot = tuple[date, Half]


def without(spans: Iterable[Span], taken: Span) -> tuple[Span, ...]:
    """Return the spans less every half that the other one takes, in order.

    Hours of a date go whole when the other span takes any half of that date.
    """
    rest: list[Span] = []
    for span in spans:
        rest.extend(_hours_left(span, taken) if span.in_hours else _halves_left(span, taken))
    return tuple(rest)


def spans_of(slots: Iterable[Slot]) -> tuple[Span, ...]:
    """Return the spans that the halves make, each as long as halves follow one another."""
    runs: list[list[Slot]] = []
    for slot in sorted(slots):
        if runs and _follows(runs[-1][-1], slot):
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return tuple(_span(run) for run in runs)


def _hours_left(span: Span, taken: Span) -> Iterable[Span]:
    for day in span.days():
        if not taken.covers(day):
            yield Span(day, day, start_minute=span.start_minute, end_minute=span.end_minute)


def _halves_left(span: Span, taken: Span) -> Iterable[Span]:
    return spans_of(
        (day, half) for day in span.days() for half in span.halves_on(day) - taken.halves_on(day)
    )


def _follows(slot: Slot, later: Slot) -> bool:
    day, half = slot
    return later == ((day, Half.PM) if half is Half.AM else (day + ONE_DAY, Half.AM))


def _span(run: list[Slot]) -> Span:
    (first, first_half), (last, last_half) = run[0], run[-1]
    return Span(first, last, first_half, last_half)

"""How long somebody would be away in one piece, however many requests it is made of."""

from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import count, days_of
from leavebook.domain.calendar.spans import ONE_DAY, Span
from leavebook.domain.requests.asks import Ask, Facts


def consecutive_days(ask: Ask, facts: Facts) -> Decimal:
    """Return the length of the unbroken leave of this type that the request would be part of.

    Live requests of the same type join on where one ends on the day before the next begins.
    Days are those that the type charges, or calendar days where it says so.
    """
    joined = _joined_on(ask, facts)
    if facts.rules.longest_in_calendar_days:
        return Decimal(len({day for span in joined for day in span.days()}))
    return days_of(count(joined, facts.calendar, facts.rules.counting))


def _joined_on(ask: Ask, facts: Facts) -> tuple[Span, ...]:
    joined = list(ask.spans)
    others = [
        span
        for other in facts.booked
        if other.state.holds_time
        and other.request_id != ask.replaces
        and other.leave_type_id == ask.leave_type_id
        for span in other.spans
    ]
    while touching := [span for span in others if _touches(span, _reach(joined))]:
        joined.extend(touching)
        others = [span for span in others if span not in touching]
    return tuple(joined)


def _reach(spans: list[Span]) -> tuple[date, date]:
    return min(span.first for span in spans), max(span.last for span in spans)


def _touches(span: Span, reach: tuple[date, date]) -> bool:
    first, last = reach
    return span.last + ONE_DAY >= first and span.first - ONE_DAY <= last

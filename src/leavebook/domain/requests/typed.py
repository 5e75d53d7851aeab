"""An amount that somebody typed, shared out over the dates of the leave."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from leavebook.domain.calendar.counting import (
    EXACT,
    HOUR,
    DayRow,
    Unit,
    amount,
    days_of,
    minutes_of_rows,
)


def typed(rows: Iterable[DayRow], total: Decimal, unit: Unit) -> tuple[DayRow, ...]:
    """Return the rows with their charges scaled so that they come to the typed total.

    Rounding is carried from date to date, so nothing is lost. Leave that counts as nothing
    stays nothing.
    """
    rows = tuple(rows)
    counted = amount(rows, unit)
    if not counted:
        return rows
    scale = total / counted
    minutes, fraction = Decimal(minutes_of_rows(rows)) * scale, days_of(rows) * scale
    if unit is Unit.HOUR:
        minutes = total * HOUR
    return _shared_out(rows, minutes=minutes, fraction=fraction)


def _shared_out(
    rows: tuple[DayRow, ...], *, minutes: Decimal, fraction: Decimal
) -> tuple[DayRow, ...]:
    all_minutes, all_days = minutes_of_rows(rows), days_of(rows)
    shared: list[DayRow] = []
    for place, row in enumerate(rows, start=1):
        so_far = rows[:place]
        minutes_due = _part(minutes, Decimal(minutes_of_rows(so_far)), Decimal(all_minutes))
        days_due = _part(fraction, days_of(so_far), all_days)
        shared.append(
            replace(
                row,
                minutes=int(minutes_due.to_integral_value(ROUND_HALF_UP)) - minutes_of_rows(shared),
                fraction=days_due.quantize(EXACT, ROUND_HALF_UP) - days_of(shared),
            )
        )
    return tuple(shared)


def _part(total: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    return total * part / whole if whole else Decimal(0)

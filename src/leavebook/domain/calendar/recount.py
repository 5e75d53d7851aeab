"""What changes in leave already booked when a holiday or a pattern does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import DayRow, Unit, amount


@dataclass(frozen=True, slots=True)
class DayChange:
    """One date that is charged otherwise than before; None where it had, or has, no row."""

    on: date
    before: DayRow | None
    after: DayRow | None


def recount(before: Iterable[DayRow], after: Iterable[DayRow]) -> tuple[DayChange, ...]:
    """Return every date whose charge or reason differs, in order."""
    old = {row.on: row for row in before}
    new = {row.on: row for row in after}
    return tuple(
        DayChange(day, old.get(day), new.get(day))
        for day in sorted(old.keys() | new.keys())
        if old.get(day) != new.get(day)
    )


def difference(changes: Iterable[DayChange], unit: Unit) -> Decimal:
    """Return how much more the leave costs now; negative when days come back."""
    changes = tuple(changes)
    now = amount((change.after for change in changes if change.after), unit)
    return now - amount((change.before for change in changes if change.before), unit)

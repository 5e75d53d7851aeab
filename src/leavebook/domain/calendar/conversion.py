"""Days into hours and back, by what the person is planned to work."""

from decimal import ROUND_HALF_UP, Decimal

from leavebook.domain.calendar.calendar import DayWorth
from leavebook.domain.calendar.counting import EXACT, HOUR, STANDARD_DAY, Unit
from leavebook.domain.calendar.patterns import WorkingPattern


def day_minutes(worth: DayWorth, otherwise: int = STANDARD_DAY) -> int:
    """Return the minutes that a whole day of this date stands for; the default on a free one."""
    return worth.scheduled_minutes or otherwise


def average_day_minutes(pattern: WorkingPattern | None) -> int:
    """Return the length of the pattern's average worked day; a standard day when unknown."""
    worked = sum(week.worked_days for week in pattern.weeks) if pattern else 0
    if pattern is None or not worked:
        return STANDARD_DAY
    total = Decimal(sum(week.minutes for week in pattern.weeks))
    return int((total / worked).to_integral_value(ROUND_HALF_UP))


def converted(quantity: Decimal, *, from_unit: Unit, to_unit: Unit, minutes: int) -> Decimal:
    """Return the quantity in the other unit, where a day is the given number of minutes."""
    if from_unit is to_unit:
        return quantity
    hours = Decimal(minutes) / HOUR
    other = quantity * hours if to_unit is Unit.HOUR else quantity / hours
    return other.quantize(EXACT, ROUND_HALF_UP)

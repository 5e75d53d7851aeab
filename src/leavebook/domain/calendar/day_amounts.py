"""What each day of a request takes, so that the days add up to the request exactly."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from leavebook.domain.calendar.counting import DayRow, Unit, amount


def amounts_by_day(rows: Sequence[DayRow], unit: Unit) -> tuple[Decimal, ...]:
    """Return the amount of every row in the unit; their sum is the amount of all rows.

    Minutes that do not make whole hours are rounded on the running total, so no fraction
    is lost or made between the days.
    """
    totals = [amount(rows[:count], unit) for count in range(len(rows) + 1)]
    return tuple(after - before for before, after in pairwise(totals))

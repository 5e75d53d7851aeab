"""How much of a full week a working pattern is."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from leavebook.domain.calendar.patterns import WorkWeek
from leavebook.domain.ledger.ledger import Workload

FULL_TIME_MINUTES: Final = 40 * 60
_EXACT: Final = Decimal("0.0001")


def workload(valid_from: date, *, weekly_minutes: int, weeks: Sequence[WorkWeek]) -> Workload:
    """Return the workload from a day on; days per week are the average of rotating weeks."""
    days = Decimal(sum(week.worked_days for week in weeks)) / len(weeks)
    return Workload(
        valid_from,
        fte=_rounded(Decimal(weekly_minutes) / FULL_TIME_MINUTES),
        days_per_week=_rounded(days),
        hours_per_week=_rounded(Decimal(weekly_minutes) / 60),
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_EXACT, ROUND_HALF_UP)

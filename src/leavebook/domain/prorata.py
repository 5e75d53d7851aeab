"""The part of a year's entitlement that joiners, leavers and part-timers get."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MIDDLE_OF_A_MONTH: Final = 15


class ProRataMethod(StrEnum):
    """What counts as employed."""

    DAILY = "daily"  # calendar days out of the days of that leave year
    FULL_MONTHS = "full_months"  # complete months of employment
    STARTED_MONTHS = "started_months"  # months of the leave year that count when begun in time
    NONE = "none"  # whoever is employed at all gets the whole figure


@dataclass(frozen=True, slots=True)
class ProRata:
    """A method, and for started months the last day of joining and the first of leaving.

    Joined by 31 and left from 1 counts every month that employment touches.
    """

    method: ProRataMethod = ProRataMethod.DAILY
    joined_by: int = MIDDLE_OF_A_MONTH
    left_from: int = MIDDLE_OF_A_MONTH


BY_DAYS: Final = ProRata()
TOUCHED_MONTHS: Final = ProRata(ProRataMethod.STARTED_MONTHS, joined_by=31, left_from=1)

"""Policies to begin with: three countries, and the demo companies."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.limits import EARLIEST
from leavebook.domain.policy.carry_over import CARRY_ALL, CARRY_NOTHING, CarryOver
from leavebook.domain.policy.frequency import MONTHLY
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import (
    GrantMethod,
    LeaverOverdraft,
    LeaverRest,
    Level,
    PolicyVersion,
    Scale,
)
from leavebook.domain.policy.prorata import ProRata, ProRataMethod
from leavebook.domain.policy.rounding import EXACT, Rounding, RoundingMode, StepOf
from leavebook.domain.requests.discretion import SENSITIVE, USUAL, Discretion

END_OF_MARCH: Final = MonthDay(3, 31)
TO_THE_MINUTE: Final = Rounding(RoundingMode.NEAREST, Decimal(1), StepOf.MINUTE)
MONTHS_OF_EMPLOYMENT: Final = ProRata(ProRataMethod.FULL_MONTHS)


@dataclass(frozen=True, slots=True)
class Preset:
    """A leave type's unit, entitlement and discretion, ready to be copied into a company."""

    key: str
    name: str
    unit: Unit
    policy: PolicyVersion
    discretion: Discretion = USUAL


GERMANY: Final = (
    Preset(
        "de-annual",
        "Urlaub",
        Unit.DAY,
        PolicyVersion(
            id="de-annual",
            valid_from=EARLIEST,
            levels=(
                Level(
                    Decimal(30),
                    statutory=Decimal(20),
                    carry_over=CarryOver(last_usable=END_OF_MARCH),
                ),
            ),
            scale=Scale.DAYS_PER_WEEK,
            prorata=MONTHS_OF_EMPLOYMENT,
            rounding=Rounding(RoundingMode.DE),
            leaver_overdraft=LeaverOverdraft.WRITE_OFF,
            leaver_rest=LeaverRest.THEIRS,
        ),
    ),
)
"""30 days in a five-day week, 20 of them by law; BUrlG §§ 3, 5 and 7.

A leaver's rest is paid, and nothing is clawed back.
"""

UNITED_KINGDOM: Final = (
    Preset(
        "gb-annual",
        "Annual Leave",
        Unit.DAY,
        PolicyVersion(
            id="gb-annual",
            valid_from=EARLIEST,
            levels=(Level(Decimal("5.6")),),
            scale=Scale.WEEKS,
            most_per_year=Decimal(28),
            rounding=EXACT,
        ),
    ),
    Preset(
        "gb-irregular-hours",
        "Annual Leave (irregular hours)",
        Unit.HOUR,
        PolicyVersion(
            id="gb-irregular-hours",
            valid_from=EARLIEST,
            method=GrantMethod.PER_HOUR_WORKED,
            levels=(Level(Decimal("0.1207")),),
            instalments=TO_THE_MINUTE,
        ),
    ),
)
"""5.6 weeks, at most 28 days; 12.07 % of the hours worked for irregular hours."""


def _accrued_hours(key: str, hours: int) -> PolicyVersion:
    return PolicyVersion(
        id=key,
        valid_from=EARLIEST,
        method=GrantMethod.PERIODIC,
        levels=(Level(Decimal(hours), frequency=MONTHLY, carry_over=CARRY_ALL),),
        scale=Scale.FTE,
        leave_year=LeaveYearRule(YearKind.FIXED),
        rounding=EXACT,
        instalments=TO_THE_MINUTE,
    )


AUSTRALIA: Final = (
    Preset("au-annual", "Annual Leave", Unit.HOUR, _accrued_hours("au-annual", 152)),
    Preset(
        "au-personal", "Personal Leave", Unit.HOUR, _accrued_hours("au-personal", 76), SENSITIVE
    ),
)
"""Four weeks of annual and ten days of personal leave at 38 hours, accrued and kept."""


def _up_front(key: str, days: int, carry_over: CarryOver = CARRY_NOTHING) -> PolicyVersion:
    return PolicyVersion(
        id=key, valid_from=EARLIEST, levels=(Level(Decimal(days), carry_over=carry_over),)
    )


def _unlimited(key: str) -> PolicyVersion:
    return PolicyVersion(
        id=key, valid_from=EARLIEST, method=GrantMethod.UNLIMITED, negative_limit=None
    )


FIVE_UNTIL_MARCH: Final = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)

DEMO_DAYS: Final = (
    Preset("AL", "Annual Leave", Unit.DAY, _up_front("AL", 21, FIVE_UNTIL_MARCH)),
    Preset("SL", "Sick Leave", Unit.DAY, _up_front("SL", 14), SENSITIVE),
    Preset("UL", "Unpaid Leave", Unit.DAY, _unlimited("UL")),
    Preset("ML", "Maternity Leave", Unit.DAY, _up_front("ML", 90)),
    Preset("PL", "Paternity Leave", Unit.DAY, _up_front("PL", 7)),
    Preset("EL", "Emergency Leave", Unit.DAY, _up_front("EL", 3)),
)
"""The leave types of the demo companies that count days."""


def _ahead(key: str, name: str, hours: int, discretion: Discretion = USUAL) -> Preset:
    policy = replace(_accrued_hours(key, hours), borrow_ahead=True)
    return Preset(key, name, Unit.HOUR, policy, discretion)


DEMO_HOURS: Final = (
    _ahead("annual-hours", "Annual Leave", 152),
    _ahead("personal-hours", "Personal Leave", 76, SENSITIVE),
    Preset("unpaid-hours", "Unpaid Leave", Unit.HOUR, _unlimited("unpaid-hours")),
)
"""The leave types of the demo company that counts hours; leave to come may be booked ahead."""

PRESETS: Final = {
    preset.key: preset
    for preset in (*GERMANY, *UNITED_KINGDOM, *AUSTRALIA, *DEMO_DAYS, *DEMO_HOURS)
}

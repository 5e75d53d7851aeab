"""The accrual plans of the cases, told as a policy and the facts around it."""

from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.balances import balance, expiring
from leavebook.domain.ledger.ledger import Absence, Adjustment, LedgerFacts, Use
from leavebook.domain.ledger.movements import Movement, MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import CARRY_NOTHING, CarryOver, NegativeRest
from leavebook.domain.policy.frequency import Every, Frequency
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import LAST_DAY, Length, LengthUnit, MonthDay
from leavebook.domain.policy.policy import (
    Basis,
    Credit,
    GrantMethod,
    Level,
    Per,
    PolicyVersion,
    YearlyCapBy,
)
from tests.cases.adapters.common import WEEKDAYS, calendar_of, day
from tests.cases.runner import Data

COUNTS: Final = frozenset({"approved", "taken", "cancellation_requested"})
"""What the cases count as used."""

_EVERY: Final = {
    "hourly": Every.HOUR,
    "daily": Every.DAY,
    "weekly": Every.WEEK,
    "biweekly": Every.TWO_WEEKS,
    "semimonthly": Every.HALF_MONTH,
    "monthly": Every.MONTH,
    "quarterly": Every.QUARTER,
    "semiyearly": Every.HALF_YEAR,
    "yearly": Every.YEAR,
}


def plan(given: Data, expect: Data) -> list[str]:
    """Compare the balances of an accrual plan on the days listed."""
    checks = expect["balances"]
    movements = replay(facts_of(given), max(day(check["on"]) for check in checks))
    differences: list[str] = []
    for check in checks:
        differences += _compared(movements, check, hours_per_day=given.get("hours_per_day"))
    return differences


def facts_of(given: Data) -> LedgerFacts:
    """Return the facts that the plan's balance is derived from."""
    start = day(given["start"])
    return LedgerFacts(
        unit=Unit(given["unit"]),
        policies=(_policy(given["plan"]),),
        joined=start,
        left=None if given["end"] is None else day(given["end"]),
        patterns=calendar_of(given.get("schedule", ()), ()).patterns,
        uses=tuple(
            Use(str(place), day(leave["start"]), Decimal(leave["amount"]))
            for place, leave in enumerate(given["leaves"])
            if leave["status"] in COUNTS
        ),
        adjustments=(Adjustment("opening", start, Decimal(given["opening"])),),
        absences=tuple(_absence(entry) for entry in given["other_absences"]),
    )


def length_of(entry: Data | None) -> Length | None:
    """Return the count and unit as a length of time."""
    return None if entry is None else Length(entry["count"], LengthUnit(entry["unit"]))


def _policy(plan: Data) -> PolicyVersion:
    return PolicyVersion(
        id="plan",
        valid_from=date(1990, 1, 1),
        method=GrantMethod.PERIODIC,
        levels=tuple(_level(level) for level in plan["levels"]),
        per=Per.PERIOD,
        credit=Credit.START if plan["gain_at"] == "start" else Credit.AFTER,
        basis=Basis(plan["basis"]),
        leave_year=_leave_year(plan["carryover_date"]),
        prorate_first=plan["prorate_first"],
        prorate_last=False,
        trim_to_cap=plan["trim_to_cap"],
        yearly_cap_by=YearlyCapBy.CALENDAR_YEAR,
    )


def _level(level: Data) -> Level:
    return Level(
        amount=Decimal(level["amount"]),
        after=length_of(level["after"]) or Length(0),
        frequency=_frequency(level),
        cap=_decimal(level["cap"]),
        yearly_cap=_decimal(level["yearly_cap"]),
        carry_over=carry_over_of(level["carryover"]),
    )


def carry_over_of(entry: Data) -> CarryOver:
    """Return the carry-over of a plan: it meets the whole balance and renews what was carried."""
    if entry["mode"] == "none":
        return CarryOver(cap=CARRY_NOTHING.cap, negative=NegativeRest.FORGIVE)
    return CarryOver(
        recarry=True,
        total_cap=_decimal(entry["max"]) if entry["mode"] == "max" else None,
        expires_after=length_of(entry["expires_after"]),
        before_expiry=True,
    )


def _frequency(level: Data) -> Frequency:
    month_days = level.get("days") or [level.get("day", 1)]
    dates = level.get("dates") or [level.get("date", "01-01")]
    return Frequency(
        _EVERY[level["frequency"]],
        weekday=WEEKDAYS.index(level.get("weekday", "mon")),
        month_days=tuple(LAST_DAY if on == "last" else int(on) for on in month_days),
        dates=tuple(month_day(text) for text in dates),
    )


def month_day(text: str) -> MonthDay:
    """Return the day of the year that 04-20 or 04-last names."""
    month, on = text.split("-")
    return MonthDay(int(month), LAST_DAY if on == "last" else int(on))


def _leave_year(carryover_date: str | None) -> LeaveYearRule:
    if carryover_date is None:
        return LeaveYearRule(YearKind.ENDLESS)
    if carryover_date == "anniversary":
        return LeaveYearRule(YearKind.ANNIVERSARY)
    return LeaveYearRule(starts=month_day(carryover_date))


def _absence(entry: Data) -> Absence:
    hours = entry.get("hours_per_day_absent")
    return Absence(
        day(entry["start"]),
        day(entry["end"]),
        minutes_per_day=None if hours is None else int(Decimal(hours) * 60),
    )


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _compared(
    movements: tuple[Movement, ...], check: Data, *, hours_per_day: Decimal | int | None
) -> list[str]:
    on = day(check["on"])
    got = {"balance": balance(movements, on), "expiring": expiring(movements, on)}
    got["granted_total"] = got["balance"] + sum(
        -row.amount for row in movements if row.on <= on and row.kind is MovementKind.USE
    )
    if hours_per_day:
        got["balance_days"] = got["balance"] / hours_per_day
    tolerance = Decimal(check.get("tolerance", 0))
    return [
        f"{what} on {on}: expected {check[what]}, got {amount}"
        for what, amount in got.items()
        if what in check and abs(amount - Decimal(check[what])) > tolerance
    ]

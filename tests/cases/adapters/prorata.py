"""Cases about the entitlement of joiners and leavers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.balances import balance, year_summary
from leavebook.domain.ledger.ledger import Adjustment, LedgerFacts, OwnEntitlement
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import LATEST
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.entitlement import entitlement_on
from leavebook.domain.policy.frequency import DAILY
from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYear, LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import MONTHS_A_YEAR
from leavebook.domain.policy.policy import Credit, GrantMethod, Level, PolicyVersion
from leavebook.domain.policy.prorata import BY_DAYS, TOUCHED_MONTHS, prorated
from leavebook.domain.policy.rounding import Rounding, RoundingMode, rounded, stored
from tests.cases.adapters.common import day
from tests.cases.runner import Adapter, Data, differing

_MODES: Final = {
    "none": RoundingMode.NONE,
    "ceil": RoundingMode.UP,
    "floor": RoundingMode.DOWN,
    "half_up": RoundingMode.NEAREST,
}
_METHODS: Final = {"started_months": TOUCHED_MONTHS, "days": BY_DAYS}


def entitlement(given: Data, expect: Data) -> list[str]:
    """Compare the rounded entitlement of one leave year, or of one accrual period."""
    year = LeaveYear(day(given["leave_year"]["start"]), day(given["leave_year"]["end"]))
    part = prorated(
        Decimal(given["annual"]),
        year,
        employed=(day(given["employment"]["start"]), _end(given) or LATEST),
        rule=_METHODS[given["method"]],
    )
    got = rounded(part, _rounding(given["rounding"]))
    return differing((("entitlement", stored(Decimal(expect["entitlement"])), got),))


def accrued_to_date(given: Data, expect: Data) -> list[str]:
    """Compare what a year's entitlement has accrued day by day."""
    facts, as_of = _facts(given), day(given["as_of"])
    start = day(given["leave_year"]["start"])
    movements = replay(facts, day(given["leave_year"]["end"]))
    own = sum((own.amount for own in facts.own_entitlements), Decimal(0))
    got = {
        "entitlement": entitlement_on(facts, start) - own,
        "accrued": year_summary(movements, start, on=as_of).granted,
        "available": balance(movements, as_of),
    }
    return differing((what, Decimal(expect[what]), got[what]) for what in got if what in expect)


def _facts(given: Data) -> LedgerFacts:
    start = day(given["leave_year"]["start"])
    joined = day(given["employment"]["start"])
    first = max(start, joined)
    return LedgerFacts(
        unit=Unit.DAY,
        policies=(_policy(given, start),),
        joined=joined,
        left=_end(given),
        begins_on=start,
        adjustments=(
            Adjustment(
                "carried in", start, Decimal(given["carried_in"]), bucket=BucketKind.CARRIED
            ),
        ),
        own_entitlements=(OwnEntitlement("own", first, Decimal(given["adjustment"])),),
    )


def _policy(given: Data, start: date) -> PolicyVersion:
    return PolicyVersion(
        id="accrued",
        valid_from=start,
        method=GrantMethod.PERIODIC,
        levels=(Level(Decimal(given["annual"]), frequency=DAILY),),
        credit=Credit.AFTER,
        leave_year=_leave_year(given),
        prorata=_METHODS[given["method"]],
        rounding=_rounding(given["rounding"]),
        instalments=_rounding(given["accrued_rounding"]),
    )


def _leave_year(given: Data) -> LeaveYearRule:
    start, next_start = day(given["leave_year"]["start"]), day(given["leave_year"]["end"]) + ONE_DAY
    months = (next_start.year - start.year) * MONTHS_A_YEAR + next_start.month - start.month
    return LeaveYearRule(YearKind.CYCLE, months=months, anchor=start)


def _rounding(entry: Data) -> Rounding:
    return Rounding(_MODES[entry["mode"]], Decimal(entry.get("step") or 1))


def _end(given: Data) -> date | None:
    end = given["employment"]["end"]
    return None if end is None else day(end)


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "entitlement": entitlement,
    "accrued_to_date": accrued_to_date,
}

"""Cases about carrying over, lapsing, and which grant pays first."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import CountRules, Unit, count
from leavebook.domain.ledger.balances import ZERO, YearSummary, year_summary
from leavebook.domain.ledger.closing import Rest, carried_at_close, last_usable_day
from leavebook.domain.ledger.ledger import Adjustment, LedgerFacts, Use
from leavebook.domain.ledger.movements import Movement, MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import LATEST
from leavebook.domain.policy.carry_over import BucketKind, CarryOver, NegativeRest
from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYearRule, YearKind
from leavebook.domain.policy.policy import ConsumptionOrder, GrantMethod, PolicyVersion
from leavebook.domain.policy.rounding import EXACT, Rounding, RoundingMode
from tests.cases.adapters.common import calendar_of, day, spans_of
from tests.cases.adapters.plans import length_of, plan
from tests.cases.runner import Adapter, Data, differing

ALWAYS: Final = date(1990, 1, 1)


def by_hand(
    *, negative_limit: Decimal | None = ZERO, order: ConsumptionOrder | None = None
) -> PolicyVersion:
    """Return the policy of a leave type whose entitlement is given by hand alone."""
    return PolicyVersion(
        id="by hand",
        valid_from=ALWAYS,
        method=GrantMethod.MANUAL,
        leave_year=LeaveYearRule(YearKind.ENDLESS),
        negative_limit=negative_limit,
        order=order or ConsumptionOrder.EXPIRY_FIRST,
    )


def carry_in(given: Data, expect: Data) -> list[str]:
    """Compare one year's balance with days carried in, some of them lapsing."""
    facts = carry_in_facts(given, given["leaves"])
    movements = replay(facts, day(given["leave_year"]["end"]))
    got = carry_in_figures(movements, facts, on=day(given["as_of"]))
    return differing((what, Decimal(expect[what]), got[what]) for what in got if what in expect)


def carry_in_facts(given: Data, leaves: Iterable[Data]) -> LedgerFacts:
    """Return the year's facts: its grant, what was carried in, and the leave inside it."""
    start, end = day(given["leave_year"]["start"]), day(given["leave_year"]["end"])
    carried, expires_on = given["carried_in"], given["carried_in"]["expires_on"]
    total, lasting = Decimal(carried["amount"]), Decimal(carried["non_expiring"])
    last_usable = None if expires_on is None else day(expires_on) - ONE_DAY
    calendar = calendar_of(given["schedule"], given["holidays"])
    return LedgerFacts(
        unit=Unit.DAY,
        policies=(by_hand(),),
        joined=start,
        begins_on=start,
        adjustments=(
            Adjustment("annual", start, Decimal(given["annual"])),
            _carried("lasting", start, lasting, usable_to=None),
            _carried("lapsing", start, total - lasting, usable_to=last_usable),
        ),
        uses=tuple(
            Use(f"{place}", row.on, row.fraction)
            for place, leave in enumerate(leaves)
            if leave.get("deducts", True)
            for row in count(spans_of(leave), calendar, CountRules())
            if row.is_charged and start <= row.on <= end
        ),
    )


def carry_in_figures(
    movements: tuple[Movement, ...], facts: LedgerFacts, *, on: date
) -> dict[str, Decimal]:
    """Return the figures of the cases, all leave of the year counted and lapses up to the day."""
    lapsed = [row for row in movements if row.kind is MovementKind.EXPIRY and row.on <= on]
    standing = [row for row in movements if row.kind is not MovementKind.EXPIRY] + lapsed
    carried = [row for row in standing if row.bucket.kind is BucketKind.CARRIED]
    figures = {
        "annual_left": _sum(standing) - _sum(carried),
        "carried_left": _sum(carried),
        "carried_used": -_sum(row for row in carried if row.kind is MovementKind.USE),
        "expired": -_sum(lapsed),
    }
    summary: YearSummary = year_summary(movements, facts.joined, on=on)
    return {**figures, "available": summary.remaining}


def year_end(given: Data, expect: Data) -> list[str]:
    """Compare what the close of a year carries over."""
    policy, new_grant = given["policy"], Decimal(given["new_grant"])
    rule = CarryOver(
        cap={"none": ZERO, "all": None}.get(policy["mode"], _decimal(policy.get("max"))),
        opening_cap=_decimal(policy.get("max_total")),
        protected=Decimal(policy.get("non_expiring") or 0),
        negative=NegativeRest.FORGIVE,
        rounding=_to_decimals(policy.get("decimals")),
    )
    rest = Rest(BucketKind.CONTRACTUAL, Decimal(given["unused_at_year_end"]))
    carried = carried_at_close([rest], rule, new_grant=new_grant)
    got = {
        "carried": carried.total,
        "total": carried.total + new_grant,
        "carried_non_expiring": carried.protected,
    }
    return differing((what, Decimal(expect[what]), got[what]) for what in got if what in expect)


def expiry_date(given: Data, expect: Data) -> list[str]:
    """Compare the first day on which carried leave can no longer be used."""
    rule = CarryOver(expires_after=length_of(given["expires_after"]))
    last = last_usable_day(rule, day(given["carried_on"]))
    got = None if last is None else (last + ONE_DAY).isoformat()
    return differing((("first_unusable_day", expect["first_unusable_day"], got),))


def fifo(given: Data, expect: Data) -> list[str]:
    """Compare which grant pays for which day, the one that began first paying first."""
    facts = LedgerFacts(
        unit=Unit.DAY,
        policies=(by_hand(order=ConsumptionOrder.OLDEST_FIRST),),
        joined=ALWAYS,
        adjustments=tuple(
            allocated(entry, Decimal(entry["amount"]) - Decimal(entry["already_used"]))
            for entry in given["allocations"]
        ),
        uses=tuple(
            Use("request", day(entry["date"]), Decimal(entry["amount"]))
            for entry in given["leave_days"]
        ),
    )
    uses = [row for row in replay(facts, LATEST) if row.kind is MovementKind.USE]
    uncovered = sorted({row.on.isoformat() for row in uses if not row.bucket.source})
    accepted = given["allow_uncovered"] or not uncovered
    got: dict[str, object] = {"accepted": accepted, "uncovered": uncovered}
    got["consumption"] = _consumption(uses) if accepted else {}
    got["totals"] = _totals(uses, given["allocations"]) if accepted else {}
    return differing((what, _exact(expect[what]), got[what]) for what in got if what in expect)


def allocated(entry: Data, amount: Decimal) -> Adjustment:
    """Return an allocation of the cases: a grant by hand with its own validity."""
    return Adjustment(
        entry["id"],
        day(entry["from"]),
        amount,
        bucket=BucketKind.ADJUSTMENT,
        usable_to=None if entry["to"] is None else day(entry["to"]),
    )


def _carried(name: str, start: date, amount: Decimal, *, usable_to: date | None) -> Adjustment:
    return Adjustment(name, start, amount, bucket=BucketKind.CARRIED, usable_to=usable_to)


def _sum(rows: Iterable[Movement]) -> Decimal:
    return sum((row.amount for row in rows), ZERO)


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _to_decimals(decimals: int | None) -> Rounding:
    if decimals is None:
        return EXACT
    return Rounding(RoundingMode.NEAREST, Decimal(1).scaleb(-decimals))


def _consumption(uses: Iterable[Movement]) -> dict[str, dict[str, Decimal]]:
    consumed: dict[str, dict[str, Decimal]] = {}
    for row in uses:
        if row.bucket.source:
            of_day = consumed.setdefault(row.on.isoformat(), {})
            of_day[row.bucket.source] = of_day.get(row.bucket.source, ZERO) - row.amount
    return consumed


def _totals(uses: list[Movement], allocations: Iterable[Data]) -> dict[str, Decimal]:
    return {
        entry["id"]: -_sum(row for row in uses if row.bucket.source == entry["id"])
        for entry in allocations
    }


def _exact(expected: object) -> object:
    """Return the expectation with exact numbers wherever they stand."""
    if isinstance(expected, dict):
        return {key: _exact(value) for key, value in expected.items()}
    if isinstance(expected, int) and not isinstance(expected, bool):
        return Decimal(expected)
    return expected


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "plan": plan,
    "carry_in": carry_in,
    "year_end": year_end,
    "expiry_date": expiry_date,
    "fifo": fifo,
}

"""The grants that policy, service and calendar bring, before any cap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final

from leavebook.domain.calendar.working_time import scheduled_minutes, suspended_days, worked_minutes
from leavebook.domain.ledger.ledger import LedgerFacts, UseState
from leavebook.domain.ledger.ledger_years import LedgerYear, beginning, year_holding
from leavebook.domain.ledger.movements import Explanation
from leavebook.domain.policy.frequency import Every, periods_from
from leavebook.domain.policy.instalments import year_instalments
from leavebook.domain.policy.leave_year import ONE_DAY, YearKind
from leavebook.domain.policy.lengths import add_months
from leavebook.domain.policy.policy import Basis, Credit, GrantMethod, Per
from leavebook.domain.policy.prorata import Days
from leavebook.domain.policy.rounding import Rounding, rounded
from leavebook.domain.policy.terms import Stretch, stretches, version_on
from leavebook.domain.requests.planned import PlannedGrant

MINUTES_AN_HOUR: Final = 60
ZERO: Final = Decimal(0)


def planned_grants(
    facts: LedgerFacts, years: tuple[LedgerYear, ...], until: date
) -> tuple[PlannedGrant, ...]:
    """Return every grant up to the day in the order of posting, uncapped."""
    service = stretches(facts)
    planned = [
        *_by_year(facts, service, years),
        *_by_period(facts, service, years, until),
        *_by_hour_worked(facts, service),
        *_by_rolling_window(facts, service),
    ]
    first = beginning(facts)
    reached = [grant for grant in planned if grant.amount and first <= grant.on <= until]
    return tuple(sorted(reached, key=attrgetter("on")))


def _by_year(
    facts: LedgerFacts, service: tuple[Stretch, ...], years: tuple[LedgerYear, ...]
) -> Iterator[PlannedGrant]:
    yearly = tuple(
        stretch
        for stretch in service
        if stretch.policy.per is Per.YEAR
        and stretch.policy.method in {GrantMethod.UP_FRONT, GrantMethod.PERIODIC}
        and stretch.policy.leave_year.kind is not YearKind.ROLLING
    )
    for year in years if yearly else ():
        yield from year_instalments(facts, yearly, year)


def _by_period(
    facts: LedgerFacts,
    service: tuple[Stretch, ...],
    years: tuple[LedgerYear, ...],
    until: date,
) -> Iterator[PlannedGrant]:
    earned_in_year: dict[date, Decimal] = {}
    for place, stretch in enumerate(service):
        if stretch.policy.per is not Per.PERIOD or stretch.policy.method not in _BY_PERIOD:
            continue
        credit, amount = _credit(stretch), stretch.amount(facts.unit)
        rounding = stretch.policy.instalments
        told = _explained(stretch, "", rounding)
        for period in _periods(facts, stretch, until):
            on = _posting_day(credit, period)
            if on > until:
                break
            share, formula = _share(facts, stretch, period, is_first=place == 0)
            year = year_holding(years, on).start
            before = earned_in_year.get(year, ZERO)
            earned_in_year[year] = before + amount * share
            yield PlannedGrant(
                on=on,
                amount=rounded(earned_in_year[year], rounding) - rounded(before, rounding),
                stretch=stretch,
                earned=period.earned,
                source=period.earned[0].isoformat(),
                why=Explanation(told.rule, formula, told.inputs, told.rounding),
                closes_level=on > stretch.last,
            )


_BY_PERIOD: Final = frozenset({GrantMethod.UP_FRONT, GrantMethod.PERIODIC})


@dataclass(frozen=True, slots=True)
class _Period:
    whole: Days
    earned: Days


def _periods(facts: LedgerFacts, stretch: Stretch, until: date) -> Iterator[_Period]:
    for whole in periods_from(stretch.level.frequency, stretch.first):
        if whole[0] > min(stretch.last, until):
            return
        first, last = max(whole[0], stretch.first), min(whole[1], stretch.last)
        if facts.left == last < whole[1] and not stretch.policy.prorate_last:
            if _credit(stretch) is Credit.START:
                yield _Period(whole, (first, whole[1]))
            return
        yield _Period(whole, (first, last))


def _credit(stretch: Stretch) -> Credit:
    default = Credit.START if stretch.policy.method is GrantMethod.UP_FRONT else Credit.END
    return stretch.policy.credit or default


def _posting_day(credit: Credit, period: _Period) -> date:
    if credit is _AT_START:
        return period.earned[0]
    return period.earned[1] if credit is _AT_END else period.earned[1] + ONE_DAY


# Enum members are looked up slowly (until Python 3.12), and there are thousands of periods.
_AT_START: Final = Credit.START
_AT_END: Final = Credit.END
_WORKED_TIME: Final = Basis.WORKED_TIME
_HOURLY: Final = Every.HOUR


def _share(
    facts: LedgerFacts, stretch: Stretch, period: _Period, *, is_first: bool
) -> tuple[Decimal, str]:
    first, last = period.earned
    if is_first and first == stretch.first and not stretch.policy.prorate_first:
        first = period.whole[0]
    in_worked_time = stretch.policy.basis is _WORKED_TIME
    if stretch.level.frequency.every is _HOURLY:
        minutes = (worked_minutes if in_worked_time else scheduled_minutes)(facts, first, last)
        return Decimal(minutes) / MINUTES_AN_HOUR, f"amount × {minutes} min / 60"
    if in_worked_time:
        worked = worked_minutes(facts, first, last)
        planned = scheduled_minutes(facts, *period.whole)
        return Decimal(worked) / (planned or 1), f"amount × {worked} of {planned} min worked"
    days = Decimal((last - first).days + 1)
    if stretch.policy.suspended_by_absence:
        days -= suspended_days(facts.absences, first, last)
    of_days = (period.whole[1] - period.whole[0]).days + 1
    return days / of_days, f"amount × {days} of {of_days} days"


def _by_hour_worked(facts: LedgerFacts, service: Iterable[Stretch]) -> Iterator[PlannedGrant]:
    for stretch in service:
        if stretch.policy.method is not GrantMethod.PER_HOUR_WORKED:
            continue
        rounding = stretch.policy.instalments
        for worked in facts.worked:
            if stretch.first <= worked.on <= stretch.last:
                yield PlannedGrant(
                    on=worked.on,
                    amount=rounded(stretch.level.amount * worked.hours, rounding),
                    stretch=stretch,
                    earned=(worked.on, worked.on),
                    source=worked.id,
                    why=_explained(stretch, f"amount × {worked.hours} h worked", rounding),
                )


def _by_rolling_window(facts: LedgerFacts, service: Iterable[Stretch]) -> Iterator[PlannedGrant]:
    rolling = [s for s in service if s.policy.leave_year.kind is YearKind.ROLLING]
    if not rolling:
        return
    first = rolling[0]
    amount = rounded(first.amount(facts.unit), first.policy.rounding)
    why = _explained(first, "amount of the rolling window", first.policy.rounding)
    yield PlannedGrant(
        first.first, amount, first, (first.first, first.first), first.first.isoformat(), why
    )
    for use in facts.uses:
        rule = version_on(facts, use.on).leave_year
        if rule.kind is YearKind.ROLLING and use.state is UseState.APPROVED:
            on = add_months(use.on, rule.months)
            back = Explanation(first.policy.id, "leave that the window has passed comes back")
            source = f"{use.request_id}:{use.on.isoformat()}"
            yield PlannedGrant(on, use.amount, first, (on, on), source, back)


def _explained(stretch: Stretch, formula: str, rounding: Rounding) -> Explanation:
    return Explanation(
        rule=stretch.policy.id,
        formula=formula,
        inputs=(
            ("amount", str(stretch.level.amount)),
            ("from", stretch.first.isoformat()),
        ),
        rounding=str(rounding),
    )

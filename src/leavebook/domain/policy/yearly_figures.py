"""What a policy gives in a year, as one figure that people can name and change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from leavebook.domain.limits import LATEST
from leavebook.domain.policy.frequency import Every
from leavebook.domain.policy.leave_year import LeaveYear, YearKind, leave_year
from leavebook.domain.policy.policy import FULL_WEEK, GrantMethod, Level, Per, PolicyVersion, Scale

ZERO: Final = Decimal(0)
ONE_DAY: Final = timedelta(days=1)

PERIODS_A_YEAR: Final[Mapping[Every, int]] = MappingProxyType(
    {
        Every.HOUR: 0,  # what is earned by the hour has no yearly figure
        Every.DAY: 365,
        Every.WEEK: 52,
        Every.TWO_WEEKS: 26,
        Every.HALF_MONTH: 24,
        Every.MONTH: 12,
        Every.QUARTER: 4,
        Every.HALF_YEAR: 2,
        Every.YEAR: 1,
    }
)


def has_yearly_figure(policy: PolicyVersion) -> bool:
    """Whether the policy grants a known amount in a year at all."""
    by_year = policy.method in {GrantMethod.UP_FRONT, GrantMethod.PERIODIC}
    return by_year and bool(policy.levels) and bool(_per_year(policy, policy.levels[0]))


def yearly_figure(policy: PolicyVersion) -> Decimal:
    """Return what a newcomer who works full time gets in a year, in the leave type's unit."""
    if not has_yearly_figure(policy):
        return ZERO
    yearly = policy.levels[0].amount * _per_year(policy, policy.levels[0])
    return yearly if policy.most_per_year is None else min(yearly, policy.most_per_year)


def with_yearly_figure(policy: PolicyVersion, figure: Decimal, *, since: date) -> PolicyVersion:
    """Return the policy as it is from a day on when a newcomer gets another figure.

    Who has served longer keeps the same lead over a newcomer as before.
    """
    first = policy.levels[0]
    more = figure / _per_year(policy, first) - first.amount
    most = policy.most_per_year
    return replace(
        policy,
        valid_from=since,
        levels=tuple(_raised(level, more) for level in policy.levels),
        most_per_year=None if most is None else max(most, figure),
    )


def changed_figures(
    versions: Sequence[PolicyVersion], figure: Decimal, *, since: date, until: date | None
) -> tuple[PolicyVersion, ...]:
    """Return the versions to add so that the figure holds from a day to a day.

    Without a last day it holds until the next version that is agreed already. Afterwards
    everything is as it was to be.
    """
    ordered = sorted(versions, key=lambda version: version.valid_from)
    start = _in_force(ordered, since)
    added = [with_yearly_figure(start, figure, since=since)]
    if until is not None and until < LATEST:
        added += [
            with_yearly_figure(version, figure, since=version.valid_from)
            for version in ordered
            if since < version.valid_from <= until
        ]
        after = until + ONE_DAY
        if all(version.valid_from != after for version in ordered):
            added.append(replace(_in_force(ordered, after), valid_from=after))
    return tuple(added)


def shared_leave_year(policy: PolicyVersion | None, on: date) -> LeaveYear:
    """Return the leave year that holds the day for everybody.

    Where everybody has a leave year of their own it is the calendar year.
    """
    if policy is None or policy.leave_year.kind is not YearKind.FIXED:
        return LeaveYear(date(on.year, 1, 1), date(on.year, 12, 31))
    return leave_year(policy.leave_year, on, joined=on)


def _per_year(policy: PolicyVersion, level: Level) -> Decimal:
    periods = PERIODS_A_YEAR[level.frequency.every] if policy.per is Per.PERIOD else 1
    return periods * (FULL_WEEK if policy.scale is Scale.WEEKS else Decimal(1))


def _raised(level: Level, more: Decimal) -> Level:
    amount = max(ZERO, level.amount + more)
    guaranteed = None if level.statutory is None else min(level.statutory, amount)
    return replace(level, amount=amount, statutory=guaranteed)


def _in_force(ordered: Sequence[PolicyVersion], day: date) -> PolicyVersion:
    begun = [version for version in ordered if version.valid_from <= day]
    return begun[-1] if begun else ordered[0]

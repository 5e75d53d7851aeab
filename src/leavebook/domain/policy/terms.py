"""Which terms hold for a person on which days: policy version, level and contract."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.ledger import LedgerFacts, Workload
from leavebook.domain.limits import EARLIEST, LATEST
from leavebook.domain.policy.frequency import periods_from
from leavebook.domain.policy.leave_year import ONE_DAY, leave_year
from leavebook.domain.policy.policy import (
    GrantMethod,
    Level,
    PolicyVersion,
    Scale,
    TenureSwitch,
    WaitingMode,
)

FULL_TIMER: Final = Workload(valid_from=EARLIEST)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both ends included, on which one version, one level and one contract hold."""

    first: date
    last: date
    policy: PolicyVersion
    level: Level
    load: Workload

    def amount(self, unit: Unit) -> Decimal:
        """The level's amount for this contract, unrounded."""
        scaled = self.level.amount * _factor(self.policy, self.load, unit)
        most = self.policy.most_per_year
        return scaled if most is None else min(scaled, most)


def stretches(facts: LedgerFacts) -> tuple[Stretch, ...]:
    """Return the stretches of a person's service that may earn leave, in order."""
    return tuple(
        Stretch(first, last, policy, level, load)
        for policy, policy_first, policy_last in _versions(facts)
        for level, level_first, level_last in _levels(facts, policy, policy_first, policy_last)
        for load, first, last in _loads(facts, level_first, level_last)
    )


def version_on(facts: LedgerFacts, day: date) -> PolicyVersion:
    """Return the policy version in force on the day; the first one for any day before it."""
    if len(facts.policies) == 1:
        return facts.policies[0]
    place = bisect_right(facts.policies, day, key=lambda policy: policy.valid_from)
    return facts.policies[max(0, place - 1)]


def level_starts(facts: LedgerFacts, policy: PolicyVersion) -> tuple[tuple[date, Level], ...]:
    """Return every level of a policy with the day from which it counts for the person."""
    starts: list[tuple[date, Level]] = []
    for level in policy.levels:
        day = level.after.after(facts.joined)
        if starts and policy.tenure_switch is TenureSwitch.NEXT_PERIOD:
            day = _next_period(facts, policy, starts[-1][1], day)
        starts.append((day, level))
    return tuple(starts)


def level_on(facts: LedgerFacts, day: date) -> Level | None:
    """Return the level that counts for the person on the day; None before the first one."""
    held = [level for start, level in level_starts(facts, version_on(facts, day)) if start <= day]
    return held[-1] if held else None


def usable_from(facts: LedgerFacts, policy: PolicyVersion) -> date | None:
    """Return the day on which locked grants open; None where nothing is locked."""
    if policy.waiting is None or policy.waiting.mode is not WaitingMode.LOCKED:
        return None
    return policy.waiting.length.after(facts.joined)


def _versions(facts: LedgerFacts) -> Iterator[tuple[PolicyVersion, date, date]]:
    ends = [policy.valid_from - ONE_DAY for policy in facts.policies[1:]] + [LATEST]
    for policy, end in zip(facts.policies, ends, strict=True):
        first = max(policy.valid_from, facts.joined)
        if policy.waiting is not None and policy.waiting.mode is WaitingMode.NO_ACCRUAL:
            first = max(first, policy.waiting.length.after(facts.joined))
        last = min(end, facts.left or LATEST)
        if first <= last and policy.method is not GrantMethod.UNLIMITED:
            yield policy, first, last


def _levels(
    facts: LedgerFacts, policy: PolicyVersion, first: date, last: date
) -> Iterator[tuple[Level, date, date]]:
    starts = level_starts(facts, policy)
    if not starts:
        return
    ends = [start - ONE_DAY for start, _ in starts[1:]] + [last]
    for (start, level), end in zip(starts, ends, strict=True):
        if max(start, first) <= min(end, last):
            yield level, max(start, first), min(end, last)


def _loads(facts: LedgerFacts, first: date, last: date) -> Iterator[tuple[Workload, date, date]]:
    loads = facts.workload or (FULL_TIMER,)
    starts = [EARLIEST, *(load.valid_from for load in loads[1:])]
    ends = [start - ONE_DAY for start in starts[1:]] + [last]
    for load, start, end in zip(loads, starts, ends, strict=True):
        if max(start, first) <= min(end, last):
            yield load, max(start, first), min(end, last)


def _next_period(facts: LedgerFacts, policy: PolicyVersion, before: Level, day: date) -> date:
    if policy.method is GrantMethod.UP_FRONT:
        year = leave_year(policy.leave_year, day, joined=facts.joined)
        return day if year.start == day else year.end + ONE_DAY
    start, end = next(periods_from(before.frequency, day))
    return day if start == day else end + ONE_DAY


def _factor(policy: PolicyVersion, load: Workload, unit: Unit) -> Decimal:
    if policy.scale is Scale.FTE:
        return load.fte
    if policy.scale is Scale.DAYS_PER_WEEK:
        return load.days_per_week / policy.full_week
    if policy.scale is Scale.WEEKS:
        return load.days_per_week if unit is Unit.DAY else load.hours_per_week
    return Decimal(1)

"""What makes a policy impossible; every problem names its field."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from leavebook.domain.limits import EARLIEST, LATEST
from leavebook.domain.policy.carry_over import CarryOver
from leavebook.domain.policy.frequency import Every, Frequency
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import Length, LengthUnit, MonthDay
from leavebook.domain.policy.policy import (
    Basis,
    GrantMethod,
    Level,
    NewSchedule,
    Per,
    PolicyVersion,
    Scale,
)
from leavebook.domain.policy.rounding import Rounding
from leavebook.domain.problems import Code, Fact, Problem

DECIMALS: Final = 4
MOST: Final = Decimal(99_999_999)  # eight digits before the point
LAST_WEEKDAY: Final = 6
LONGEST_MONTH: Final = 31
LAST_MONTH: Final = 12
MOST_MONTHS: Final = 600
MOST_LENGTH: Final = {LengthUnit.DAY: 36_500, LengthUnit.MONTH: 1_200, LengthUnit.YEAR: 100}
PERCENT: Final = Decimal(100)
_DATES: Final = {Every.QUARTER: 4, Every.HALF_YEAR: 2, Every.YEAR: 1}
_MONTH_DAYS: Final = {Every.HALF_MONTH: 2, Every.MONTH: 1}


def problems_with_policy(policy: PolicyVersion) -> tuple[Problem, ...]:
    """Return every reason why the policy cannot be; nothing where it can."""
    return (
        *_day("valid_from", policy.valid_from),
        *_combinations(policy),
        *_levels(policy),
        *_leave_year(policy.leave_year),
        *_amount("negative_limit", policy.negative_limit),
        *_amount("most_per_year", policy.most_per_year),
        *_amount("payout.most", policy.payout.most),
        *_amount("payout.must_keep", policy.payout.must_keep),
        *_amount("full_week", policy.full_week, above_zero=True),
        *_rounding("rounding", policy.rounding),
        *_rounding("instalments", policy.instalments),
        *_between("prorata.joined_by", policy.prorata.joined_by, 1, LONGEST_MONTH),
        *_between("prorata.left_from", policy.prorata.left_from, 1, LONGEST_MONTH),
        *(_length("waiting.length", policy.waiting.length) if policy.waiting else ()),
    )


def problems_with_amount(field: str, amount: Decimal | None) -> tuple[Problem, ...]:
    """Return what is wrong with an amount of leave, which may be negative; None is none."""
    return tuple(_amount(field, None if amount is None else abs(amount)))


def _combinations(policy: PolicyVersion) -> Iterator[Problem]:
    grants = policy.method not in {GrantMethod.UNLIMITED, GrantMethod.MANUAL}
    if grants and not policy.levels:
        yield _wrong("levels", "required")
    divided = policy.method is GrantMethod.PERIODIC and policy.per is Per.YEAR
    if divided and policy.leave_year.kind in {YearKind.ENDLESS, YearKind.ROLLING}:
        yield _wrong("leave_year.kind", "has_no_yearly_amount")
    if policy.leave_year.kind is YearKind.ROLLING and policy.method is GrantMethod.PERIODIC:
        yield _wrong("method", "not_in_a_rolling_window")
    keeps_weeks = policy.new_schedule is NewSchedule.KEEP_WEEKS
    if keeps_weeks and policy.leave_year.kind is YearKind.ROLLING:
        yield _wrong("new_schedule", "not_in_a_rolling_window")
    if policy.basis is Basis.WORKED_TIME and policy.per is not Per.PERIOD:
        yield _wrong("basis", "only_per_period")
    if policy.scale is Scale.WEEKS and policy.per is not Per.YEAR:
        yield _wrong("scale", "only_per_year")
    if policy.borrow_ahead and policy.leave_year.kind in {YearKind.ENDLESS, YearKind.ROLLING}:
        yield _wrong("borrow_ahead", "needs_a_leave_year")


def _levels(policy: PolicyVersion) -> Iterator[Problem]:
    for place, level in enumerate(policy.levels):
        name = f"levels[{place}]"
        yield from _level(name, level)
        if level.frequency.every is Every.HOUR and policy.per is Per.YEAR:
            yield _wrong(f"{name}.frequency.every", "only_per_period")
    starts = [level.after.after(date(2000, 1, 1)) for level in policy.levels if _sane(level)]
    if any(later <= one for one, later in pairwise(starts)):
        yield _wrong("levels", "not_in_order_of_service")


def _sane(level: Level) -> bool:
    return not any(_length("after", level.after))


def _level(name: str, level: Level) -> Iterator[Problem]:
    yield from _amount(f"{name}.amount", level.amount)
    yield from _length(f"{name}.after", level.after)
    yield from _amount(f"{name}.cap", level.cap)
    yield from _amount(f"{name}.yearly_cap", level.yearly_cap)
    yield from _amount(f"{name}.statutory", level.statutory)
    yield from _frequency(f"{name}.frequency", level.frequency)
    yield from _carry_over(f"{name}.carry_over", level.carry_over)
    if level.statutory is not None and level.statutory > level.amount:
        yield _wrong(f"{name}.statutory", "above_the_amount")


def _carry_over(name: str, rule: CarryOver) -> Iterator[Problem]:
    for field, amount in (
        ("cap", rule.cap),
        ("total_cap", rule.total_cap),
        ("opening_cap", rule.opening_cap),
        ("protected", rule.protected),
        *((f"cap_by_kind.{kind.value}", cap) for kind, cap in rule.cap_by_kind),
    ):
        yield from _amount(f"{name}.{field}", amount)
    yield from _amount(f"{name}.percent", rule.percent, most=PERCENT)
    yield from _rounding(f"{name}.rounding", rule.rounding)
    if rule.last_usable is not None:
        yield from _month_day(f"{name}.last_usable", rule.last_usable)
    if rule.expires_after is not None:
        yield from _length(f"{name}.expires_after", rule.expires_after, least=1)
    if rule.last_usable is not None and rule.expires_after is not None:
        yield _wrong(f"{name}.expires_after", "not_together_with_last_usable")


def _frequency(name: str, frequency: Frequency) -> Iterator[Problem]:
    yield from _between(f"{name}.weekday", frequency.weekday, 0, LAST_WEEKDAY)
    for day in frequency.month_days:
        yield from _between(f"{name}.month_days", day, 1, LONGEST_MONTH)
    for month_day in frequency.dates:
        yield from _month_day(f"{name}.dates", month_day)
    yield from _count_of(f"{name}.month_days", frequency.month_days, _MONTH_DAYS, frequency.every)
    yield from _count_of(f"{name}.dates", frequency.dates, _DATES, frequency.every)
    if frequency.every is Every.TWO_WEEKS:
        if frequency.anchor is None:
            yield _wrong(f"{name}.anchor", "required")
        yield from _day(f"{name}.anchor", frequency.anchor)


def _count_of(
    name: str, values: Iterable[object], wanted: dict[Every, int], every: Every
) -> Iterator[Problem]:
    if every in wanted and len(set(values)) != wanted[every]:
        yield _wrong(name, "wrong_number", wanted=wanted[every])


def _leave_year(rule: LeaveYearRule) -> Iterator[Problem]:
    yield from _month_day("leave_year.starts", rule.starts)
    yield from _between("leave_year.months", rule.months, 1, MOST_MONTHS)
    yield from _day("leave_year.anchor", rule.anchor)


def _amount(
    field: str,
    amount: Decimal | None,
    *,
    most: Decimal = MOST,
    above_zero: bool = False,
) -> Iterator[Problem]:
    if amount is None:
        return
    if not amount.is_finite():
        yield _wrong(field, "not_a_number")
        return
    exponent = amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        yield _wrong(field, "too_many_decimals", most=DECIMALS)
    if amount < 0 or amount > most or (above_zero and not amount):
        yield _wrong(field, "out_of_range", least=0, most=most)


def _rounding(name: str, rounding: Rounding) -> Iterator[Problem]:
    yield from _amount(f"{name}.step", rounding.step, above_zero=True)


def _length(field: str, length: Length, *, least: int = 0) -> Iterator[Problem]:
    yield from _between(field, length.count, least, MOST_LENGTH[length.unit])


def _month_day(field: str, day: MonthDay) -> Iterator[Problem]:
    yield from _between(field, day.month, 1, LAST_MONTH)
    yield from _between(field, day.day, 1, LONGEST_MONTH)


def _day(field: str, day: date | None) -> Iterator[Problem]:
    if day is not None and not EARLIEST <= day <= LATEST:
        yield _wrong(field, "out_of_range", earliest=EARLIEST, latest=LATEST)


def _between(field: str, value: int, least: int, most: int) -> Iterator[Problem]:
    if not least <= value <= most:
        yield _wrong(field, "out_of_range", least=least, most=most)


def _wrong(field: str, problem: str, **allowed: Fact) -> Problem:
    return Problem(Code.INVALID, {"field": field, "problem": problem, **allowed})

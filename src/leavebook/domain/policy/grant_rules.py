"""What somebody may be granted by hand, beside what their policy grants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import EXACT
from leavebook.domain.problems import Code, Fact, Problem


@dataclass(frozen=True, slots=True)
class HandGrant:
    """An amount given to one person, usable from the first day to the last one included."""

    amount: Decimal
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class GrantRules:
    """The limits on grants of one leave type, in its unit; None is "no limit".

    The yearly maximum counts grants by the calendar year they begin in. The negative limit
    bounds how far a correction may take what has been granted below nothing.
    """

    yearly_max: Decimal | None = None
    negative_limit: Decimal | None = None
    one_per_period: bool = False
    no_longer_than_period: bool = False


def problems_with_grant(
    grant: HandGrant, rules: GrantRules, existing: Iterable[HandGrant] = ()
) -> tuple[Problem, ...]:
    """Return every reason against the grant, given the person's others of the same type."""
    if grant.last is not None and grant.last < grant.first:
        return (Problem(Code.ENDS_BEFORE_START),)
    return tuple(_problems(grant, rules, tuple(existing)))


def _problems(
    grant: HandGrant, rules: GrantRules, existing: tuple[HandGrant, ...]
) -> Iterator[Problem]:
    if grant.amount != grant.amount.quantize(EXACT):
        yield _about("amount", "too_precise")
    if rules.one_per_period and any(_overlap(grant, other) for other in existing):
        yield _about("valid_from", "overlapping_grant")
    if rules.no_longer_than_period and grant.last is not None:
        period = (grant.last - grant.first).days + 1
        if grant.amount > period:
            yield _about("amount", "more_than_period", most=period)
    in_year = sum(
        (other.amount for other in existing if other.first.year == grant.first.year), grant.amount
    )
    if rules.yearly_max is not None and in_year > rules.yearly_max:
        yield _about("amount", "above_yearly_max", most=rules.yearly_max)
    total = sum((other.amount for other in existing), grant.amount)
    is_below = rules.negative_limit is not None and total < -rules.negative_limit
    if grant.amount < 0 and is_below:
        yield _about("amount", "below_negative_limit", limit=rules.negative_limit)


def _overlap(one: HandGrant, other: HandGrant) -> bool:
    begins_in_time = other.last is None or one.first <= other.last
    return begins_in_time and (one.last is None or other.first <= one.last)


def _about(field: str, problem: str, **allowed: Fact) -> Problem:
    return Problem(Code.INVALID, {"field": field, "problem": problem, **allowed})

"""Asking for leave: what it costs, and every reason to refuse it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from leavebook.domain.calendar.counting import DayRow, amount, count
from leavebook.domain.policy.lengths import add_months
from leavebook.domain.problems import Code, Problem
from leavebook.domain.requests.asks import Ask, Facts
from leavebook.domain.requests.blackouts import blocked_days
from leavebook.domain.requests.bookings import in_the_way
from leavebook.domain.requests.longest import consecutive_days
from leavebook.domain.requests.staffing import TooFew, too_few_present
from leavebook.domain.requests.typed import typed


def cost(ask: Ask, facts: Facts) -> tuple[DayRow, ...]:
    """Return the day rows that the leave is charged, to be frozen when it is booked.

    Under a sandwich rule the person's other live requests of such types count as neighbours.
    Where the type lets people type an amount, the rows share that out.
    """
    counting = facts.rules.counting
    rows = count(ask.spans, facts.calendar, counting, linked=_neighbours(ask, facts))
    if ask.given is None or not facts.rules.typed_amounts_allowed:
        return rows
    return typed(rows, ask.given.amount, ask.given.unit)


def problems_with(ask: Ask, facts: Facts) -> tuple[Problem, ...]:
    """Return every reason to refuse, in the order a person should read them."""
    rows = cost(ask, facts)
    return (
        *_with_the_type(ask, facts),
        *_with_the_person(ask, facts),
        *_with_the_form(ask, facts),
        *(_with_the_timing(ask, facts) if ask.self_service else ()),
        *_with_the_days(ask, facts, rows),
        *_with_the_amount(ask, facts, rows),
        *_with_the_staffing(ask, facts, rows),
        *_with_the_balance(facts),
    )


def warnings_about(ask: Ask, facts: Facts, rows: Sequence[DayRow]) -> tuple[Problem, ...]:
    """Return what does not stop the leave but should be known: soft and overruled limits.

    The rows are what the leave costs, or was charged when it was booked.
    """
    soft = _blocked(ask, facts, are_hard=False)
    overruled = _overrules(ask)
    few = (each for each in _too_few(facts, rows) if not each.is_hard or overruled)
    return (*soft, *(_too_few_on(each) for each in few))


def _neighbours(ask: Ask, facts: Facts) -> frozenset[date]:
    return frozenset(
        day
        for other in facts.booked
        if other.state.holds_time
        and other.request_id != ask.replaces
        and other.leave_type_id in facts.sandwich_types
        for day in other.charged
    )


def _with_the_type(ask: Ask, facts: Facts) -> Iterator[Problem]:
    rules = facts.rules
    if not rules.active:
        yield Problem(Code.TYPE_NOT_ACTIVE)
    differs = facts.gender not in {None, rules.applicable_gender}
    if ask.self_service and rules.applicable_gender is not None and differs:
        yield Problem(Code.NOT_FOR_THIS_PERSON, {"gender": rules.applicable_gender})


def _with_the_person(ask: Ask, facts: Facts) -> Iterator[Problem]:
    calendar = facts.calendar
    if not (calendar.employs_on(ask.first_day) and calendar.employs_on(ask.last_day)):
        yield Problem(Code.NOT_EMPLOYED)
    until = _waits_until(facts)
    if until is not None and ask.first_day < until:
        yield Problem(Code.STILL_WAITING, {"until": until})


def _waits_until(facts: Facts) -> date | None:
    joined = facts.calendar.employed_from
    ends = [] if facts.usable_from is None else [facts.usable_from]
    if joined is not None and facts.rules.min_service_days:
        ends.append(joined + timedelta(days=facts.rules.min_service_days))
    return max(ends, default=None)


def _with_the_form(ask: Ask, facts: Facts) -> Iterator[Problem]:
    rules = facts.rules
    if not rules.half_days_allowed and any(span.has_half_day for span in ask.spans):
        yield Problem(Code.HALF_DAYS_NOT_ALLOWED)
    if not rules.hours_allowed and any(span.in_hours for span in ask.spans):
        yield Problem(Code.HOURS_NOT_ALLOWED)
    if rules.single_year_only and ask.first_day.year != ask.last_day.year:
        yield Problem(Code.CROSSES_YEAR)
    if rules.reason_required and not ask.reason.strip():
        yield Problem(Code.REASON_REQUIRED)


def _with_the_timing(ask: Ask, facts: Facts) -> Iterator[Problem]:
    rules = facts.rules
    ahead = (ask.first_day - facts.today).days
    if rules.backdate_days is not None and -ahead > rules.backdate_days:
        yield Problem(Code.TOO_FAR_BACK, {"days": rules.backdate_days})
    elif rules.min_notice_days and ahead < rules.min_notice_days:
        yield Problem(Code.NOTICE_TOO_SHORT, {"days": rules.min_notice_days})
    months = rules.ahead_months
    if months is not None and ask.last_day > add_months(facts.today, months):
        yield Problem(Code.TOO_FAR_AHEAD, {"months": months})


def _with_the_days(ask: Ask, facts: Facts, rows: Sequence[DayRow]) -> Iterator[Problem]:
    rules = facts.rules
    # Days off between two days of the type are nobody's fault; days off alone are.
    asked = {row.on for row in rows if row.is_charged} or set(ask.days())
    if rules.only_on is not None and not asked <= rules.only_on:
        yield Problem(Code.ONLY_ON_CERTAIN_DAYS, {"days": tuple(sorted(asked - rules.only_on))})
    yield from _blocked(ask, facts, are_hard=True)
    if overlapping := in_the_way(ask.spans, facts.booked, replaces=ask.replaces):
        yield Problem(Code.OVERLAPS, {"requests": overlapping})


def _blocked(ask: Ask, facts: Facts, *, are_hard: bool) -> Iterator[Problem]:
    if blocked := blocked_days(
        ask.days(),
        (each for each in facts.blackouts if each.is_hard is are_hard),
        departments=facts.departments,
        leave_type_id=facts.rules.leave_type_id,
        role=ask.by_role,
    ):
        yield Problem(Code.BLOCKED_DAY, {"days": blocked})


def _with_the_amount(ask: Ask, facts: Facts, rows: Sequence[DayRow]) -> Iterator[Problem]:
    rules = facts.rules
    if not any(row.is_charged for row in rows):
        yield Problem(Code.NOTHING_TO_TAKE)
    if ask.given is not None:
        given, unit = ask.given.amount, ask.given.unit
        counted = _in_steps(amount(rows, unit), ask.given.rounded_up_to)
        if given != counted:
            yield Problem(Code.AMOUNT_DIFFERS, {"given": given, "counted": counted, "unit": unit})
    longest = rules.max_consecutive_days
    if longest is not None and consecutive_days(ask, facts) > longest:
        yield Problem(Code.TOO_LONG, {"days": longest})


def _in_steps(counted: Decimal, step: Decimal | None) -> Decimal:
    if step is None:
        return counted
    return (counted / step).to_integral_value(ROUND_CEILING) * step


def _with_the_staffing(ask: Ask, facts: Facts, rows: Sequence[DayRow]) -> Iterator[Problem]:
    if not _overrules(ask):
        yield from (_too_few_on(each) for each in _too_few(facts, rows) if each.is_hard)


def _overrules(ask: Ask) -> bool:
    """Whether somebody who answers for the person books regardless, and says why."""
    return bool(ask.override.strip()) and not ask.self_service


def _too_few(facts: Facts, rows: Sequence[DayRow]) -> tuple[TooFew, ...]:
    return too_few_present((row.on for row in rows if row.is_charged), facts.crews)


def _too_few_on(missing: TooFew) -> Problem:
    return Problem(Code.TOO_FEW_PRESENT, {"group": missing.group, "day": missing.on})


def _with_the_balance(facts: Facts) -> Iterator[Problem]:
    short = facts.shortfall
    if short is not None and facts.rules.has_balance:
        amounts = {"asked": short.asked, "left": short.left}
        yield Problem(Code.NOT_ENOUGH_LEFT, {**amounts, "unit": short.unit, "on": short.on})

"""How many days a leave type gives in a year: to everybody, and to somebody instead."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.conversion import converted
from leavebook.domain.counting import Unit
from leavebook.domain.leave_year import ONE_DAY, LeaveYear
from leavebook.domain.limits import invalid
from leavebook.domain.permissions import may_adjust_balances, may_configure_leave
from leavebook.domain.policy import PolicyVersion
from leavebook.domain.policy_problems import problems_with_versions
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.yearly_figures import (
    changed_figures,
    has_yearly_figure,
    shared_leave_year,
    yearly_figure,
)
from leavebook.services import today
from leavebook.services.leave_facts import LeaveFacts, gather, leave_type_named, lock_person
from leavebook.services.posting import books_of, post
from leavebook.storage import due_accounts, events, own_entitlements, policies
from leavebook.storage.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_MOST_YEARS: Final = 10
_BY_HAND: Final = "Number of days set by hand."


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many days of a leave type in a year, from a day to a day, and why.

    Without a first day it is the current leave year's; without a last day it holds until
    something else is agreed, or for somebody alone to the end of that leave year.
    """

    leave_type_id: int
    days: Decimal
    since: date | None = None
    until: date | None = None
    reason: str | None = None


def assert_may_configure(tx: Transaction) -> None:
    """Raise Refused unless the actor may say how many days there are."""
    if not (may_configure_leave(tx.actor) and may_adjust_balances(tx.actor)):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "configure leave"}))


def set_allowance(tx: Transaction, allowance: Allowance, *, employee_id: int | None = None) -> None:
    """Everybody has this many days, or the one person who is named has them instead."""
    assert_may_configure(tx)
    if employee_id is None:
        _set_for_everybody(tx, allowance)
    else:
        _set_for_person(tx, employee_id, allowance)


def _set_for_everybody(tx: Transaction, allowance: Allowance) -> None:
    """The leave type grants this many days; everybody's account is found due for it.

    What is taken already holds nothing back: a balance may fall below zero, and says so.
    The same figure again changes nothing.
    """
    leave_type = leave_type_named(tx, allowance.leave_type_id)
    versions = _versions(tx, leave_type)
    since = _first_day(tx, allowance, versions)
    figure = _in_unit(leave_type, allowance.days)
    if allowance.until is None and _is_so_already(versions, figure, since):
        return
    added = changed_figures(versions, figure, since=since, until=allowance.until)
    if problems := problems_with_versions(added):
        raise Refused(*problems)

    for version in added:
        policies.add(tx, leave_type.id, version)
    due_accounts.mark(tx, leave_type.id, because="allowance changed", today=today.of_company(tx))
    _tell(tx, leave_type, allowance, since=since)


def _set_for_person(tx: Transaction, employee_id: int, allowance: Allowance) -> None:
    """The person has this many days in every leave year that the allowance touches.

    Raises Refused when more is taken already.
    """
    person = lock_person(tx, employee_id)
    leave_type = leave_type_named(tx, allowance.leave_type_id)
    versions = _versions(tx, leave_type)
    since = _first_day(tx, allowance, versions)
    for year in _years(versions, since, allowance.until):
        own_entitlements.set_for_year(
            tx,
            employee_id=person.id,
            leave_type_id=leave_type.id,
            year=year,
            on=max(since, year.start),
            amount=_in_unit(leave_type, allowance.days),
            reason=allowance.reason or _BY_HAND,
        )

    day = today.of_person(tx, person)
    facts = gather(tx, person, leave_type, first=day, last=day)
    _assert_covered(facts, since)
    post(tx, facts, cause="allowance changed")
    _tell(tx, leave_type, allowance, since=since, employee_id=person.id)


def _versions(tx: Transaction, leave_type: LeaveType) -> tuple[PolicyVersion, ...]:
    rows = tx.rows(policies.VERSIONS, leave_type_id=leave_type.id)
    versions = tuple(policies.read_versions(rows).get(policies.STANDARD, ()))
    if not versions or not all(has_yearly_figure(version) for version in versions):
        raise invalid("days", "not_allowed_here")
    return versions


def _is_so_already(versions: tuple[PolicyVersion, ...], figure: Decimal, since: date) -> bool:
    begun = [version for version in versions if version.valid_from <= since]
    return bool(begun) and yearly_figure(begun[-1]) == figure


def _first_day(tx: Transaction, allowance: Allowance, versions: tuple[PolicyVersion, ...]) -> date:
    year = shared_leave_year(versions[-1], today.of_company(tx))
    since = allowance.since or max(year.start, versions[0].valid_from)
    if allowance.until is not None and allowance.until < since:
        raise Refused(Problem(Code.ENDS_BEFORE_START))
    return since


def _in_unit(leave_type: LeaveType, days: Decimal) -> Decimal:
    minutes = leave_type.rules.counting.day_minutes
    return converted(days, from_unit=Unit.DAY, to_unit=leave_type.unit, minutes=minutes)


def _years(
    versions: tuple[PolicyVersion, ...], since: date, until: date | None
) -> tuple[LeaveYear, ...]:
    years = [shared_leave_year(versions[-1], since)]
    while until is not None and years[-1].end < until:
        if len(years) == _MOST_YEARS:
            raise invalid("end_date", "too_large", at_most=years[-1].end)
        years.append(shared_leave_year(versions[-1], years[-1].end + ONE_DAY))
    return tuple(years)


def _assert_covered(facts: LeaveFacts, since: date) -> None:
    for year, summary in books_of(facts.account).years:
        taken = summary.used + summary.pending
        if year.end >= since and summary.remaining < 0 and taken:
            raise Refused(Problem(Code.BELOW_ALREADY_TAKEN, {"field": "days", "taken": taken}))


def _tell(
    tx: Transaction,
    leave_type: LeaveType,
    allowance: Allowance,
    *,
    since: date,
    employee_id: int | None = None,
) -> None:
    events.record(
        tx,
        "allowance.changed",
        employee_id=employee_id,
        comment=allowance.reason,
        leave_type=leave_type.id,
        days=str(allowance.days),
        since=since.isoformat(),
        until=None if allowance.until is None else allowance.until.isoformat(),
    )

"""How many days a leave type gives in a year: to everybody, or to somebody instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.conversion import converted
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.limits import invalid
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.policy.yearly_figures import (
    changed_figures,
    has_yearly_figure,
    shared_leave_year,
    yearly_figure,
)
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.books.own_entitlements import OwnFigure, set_own_entitlement
from leavebook.services.policies.policies import STANDARD, add_version, assert_may_configure
from leavebook.storage.policies import policies
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

__all__ = ["Allowance", "assert_may_configure", "set_allowance"]

_MOST_YEARS: Final = 10
_BY_HAND: Final = "Number of days set by hand."


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many days of a leave type in a year, from a day to a day, and why.

    Without a first day it is the current leave year's. Without a last day it holds until
    something else is agreed, and for one person to the end of that leave year.
    """

    leave_type_id: int
    days: Decimal
    since: date | None = None
    until: date | None = None
    reason: str | None = None


def set_allowance(tx: Transaction, allowance: Allowance, *, employee_id: int | None = None) -> None:
    """Everybody has this many days, or the one person who is named has them instead.

    For everybody what is taken already holds nothing back: a balance may fall below zero, and
    says so. For one person that is refused. Raises Refused also where the leave type has no
    number of days, such as unpaid leave.
    """
    assert_may_configure(tx)
    leave_type = leave_type_named(tx, allowance.leave_type_id)
    versions = _versions(tx, leave_type)
    if not all(has_yearly_figure(version) for version in versions):
        _assert_none_is_wanted(allowance)
        return
    since = _first_day(tx, allowance, versions)
    figure = _in_unit(leave_type, allowance.days)
    if employee_id is None:
        _change_policy(tx, leave_type, versions, figure, since=since, until=allowance.until)
        return
    for day in _one_of_each_year(versions[-1], since, allowance.until):
        own = OwnFigure(
            employee_id=employee_id,
            leave_type_id=leave_type.id,
            day=day,
            amount=figure,
            reason=allowance.reason or _BY_HAND,
        )
        set_own_entitlement(tx, own)


def _change_policy(
    tx: Transaction,
    leave_type: LeaveType,
    versions: Sequence[PolicyVersion],
    figure: Decimal,
    *,
    since: date,
    until: date | None,
) -> None:
    """The policy gives the figure; one that it gives already changes nothing."""
    begun = [version for version in versions if version.valid_from <= since]
    if until is None and begun and yearly_figure(begun[-1]) == figure:
        return
    for version in changed_figures(versions, figure, since=since, until=until):
        add_version(tx, leave_type.id, version)


def _versions(tx: Transaction, leave_type: LeaveType) -> Sequence[PolicyVersion]:
    rows = tx.rows(policies.VERSIONS, leave_type_id=leave_type.id)
    versions = policies.read_versions(rows).get(STANDARD, ())
    if not versions:
        raise invalid("leave_type", "not_allowed_here")
    return versions


def _assert_none_is_wanted(allowance: Allowance) -> None:
    """Unpaid leave and its like have no number of days, which is shown and taken back as 0."""
    if allowance.days:
        raise invalid("days", "not_allowed_here")


def _first_day(tx: Transaction, allowance: Allowance, versions: Sequence[PolicyVersion]) -> date:
    year = shared_leave_year(versions[-1], today.of_company(tx))
    since = allowance.since or max(year.start, versions[0].valid_from)
    if allowance.until is not None and allowance.until < since:
        raise Refused(Problem(Code.ENDS_BEFORE_START))
    return since


def _in_unit(leave_type: LeaveType, days: Decimal) -> Decimal:
    minutes = leave_type.rules.counting.day_minutes
    return converted(days, from_unit=Unit.DAY, to_unit=leave_type.unit, minutes=minutes)


def _one_of_each_year(policy: PolicyVersion, since: date, until: date | None) -> Sequence[date]:
    """Return a day of every leave year from the one day to the other."""
    days = [since]
    while until is not None and (end := shared_leave_year(policy, days[-1]).end) < until:
        if len(days) == _MOST_YEARS:
            raise invalid("end_date", "too_large", at_most=end)
        days.append(end + ONE_DAY)
    return days

"""What a policy change would mean for everybody, without making it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.what_if import Effect, effect
from leavebook.domain.limits import invalid
from leavebook.domain.people.permissions import may_configure_leave
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.policy.policy_problems import problems_with_policy
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.books import leave_accounts
from leavebook.services.books.batches import AT_ONCE, Open, Progress, unheard
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.storage.policies import policies
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.policies.policies import STANDARD, Versions
from leavebook.storage.transaction import Transaction

_NOTHING = Decimal(0)
_FURTHEST_AHEAD: Final = timedelta(days=1_096)  # three years: every year until then is worked out

_PEOPLE = """
SELECT e.id, e.full_name FROM employee AS e
 WHERE e.left_on IS NULL OR e.left_on > %(day)s
 ORDER BY e.id
"""

_REQUESTS = """
SELECT id, first_day, last_day, amount, state
  FROM leave_request WHERE id = ANY (%(ids)s)
 ORDER BY first_day, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version that a policy would have from its first day on."""

    leave_type_id: int
    version: PolicyVersion
    policy: str = STANDARD


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRequest:
    """Leave that would not be covered any more."""

    id: int
    first_day: date
    last_day: date
    amount: Decimal
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """One person, with what the leave year gives and what will be left of it at its end."""

    employee_id: int
    full_name: str
    year: date
    entitled_before: Decimal
    entitled_after: Decimal
    remaining_before: Decimal
    remaining_after: Decimal
    broken: tuple[BrokenRequest, ...]

    @property
    def changes(self) -> bool:
        """Whether anything would be different for the person."""
        before = (self.entitled_before, self.remaining_before)
        return before != (self.entitled_after, self.remaining_after) or bool(self.broken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What a change would do from a day on, for everybody who has not left by then."""

    leave_type: str
    unit: Unit
    day: date
    people: tuple[Affected, ...]

    @property
    def changed(self) -> tuple[Affected, ...]:
        """Those for whom anything would be different, by name; first who has leave at stake."""
        found = [each for each in self.people if each.changes]
        return tuple(sorted(found, key=lambda each: (not each.broken, each.full_name)))

    @property
    def unchanged(self) -> tuple[Affected, ...]:
        """Those for whom nothing would be different, by name."""
        found = [each for each in self.people if not each.changes]
        return tuple(sorted(found, key=lambda each: each.full_name))

    @property
    def entitled_before(self) -> Decimal:
        """What the leave year gives to all of them together, as it is."""
        return sum((each.entitled_before for each in self.people), _NOTHING)

    @property
    def entitled_after(self) -> Decimal:
        """What the leave year would give to all of them together."""
        return sum((each.entitled_after for each in self.people), _NOTHING)

    @property
    def broken(self) -> int:
        """The number of requests that would not be covered any more."""
        return sum(len(each.broken) for each in self.people)


def simulate(open_tx: Open, change: Change, *, progress: Progress = unheard) -> Simulation:
    """Return everybody's leave year under both rules; nothing is written.

    The year is the one that holds the change's first day, which lies at most three years ahead.
    Raises Refused for an impossible version, naming every field.
    """
    with open_tx() as tx:
        leave_type = _checked(tx, change)
        now = policies.read_versions(tx.rows(policies.VERSIONS, leave_type_id=change.leave_type_id))
        day = change.version.valid_from
        people = {row.id: row.full_name for row in tx.rows(_PEOPLE, day=day)}
    changed = _with(now, change)
    found: list[Affected] = []
    ids = list(people)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        with open_tx() as tx:
            accounts = leave_accounts.read_facts(tx, leave_type, some)
            effects = list(_effects(accounts, changed, day))
            broken = _requests(tx, [each for _, effect in effects for each in effect.broken])
        found += [_affected(account, people, each, broken) for account, each in effects]
        progress(start + len(some), len(ids))
    return Simulation(
        leave_type=leave_type.name, unit=leave_type.unit, day=day, people=tuple(found)
    )


def versions_of(tx: Transaction, leave_type_id: int, policy: str) -> tuple[PolicyVersion, ...]:
    """Return the versions of a policy, earliest first."""
    rows = tx.rows(policies.VERSIONS, leave_type_id=leave_type_id)
    return tuple(policies.read_versions(rows).get(policy, ()))


def _checked(tx: Transaction, change: Change) -> LeaveType:
    if not may_configure_leave(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "configure leave"}))
    if problems := problems_with_policy(change.version):
        raise Refused(*problems)
    latest = today.of_company(tx) + _FURTHEST_AHEAD
    if change.version.valid_from > latest:
        raise invalid("valid_from", "out_of_range", latest=latest)
    return leave_type_named(tx, change.leave_type_id)


def _with(versions: Versions, change: Change) -> Versions:
    since = change.version.valid_from
    others = [each for each in versions.get(change.policy, ()) if each.valid_from != since]
    timeline = sorted([*others, change.version], key=lambda version: version.valid_from)
    return {**versions, change.policy: timeline}


def _effects(
    accounts: Sequence[LeaveAccount], changed: Versions, day: date
) -> Iterator[tuple[LeaveAccount, Effect]]:
    for account in accounts:
        after = replace(account.ledger, policies=policies.in_force(changed, account.assigned))
        if account.ledger.policies and after.policies:
            yield account, effect(account.ledger, after, max(day, account.ledger.joined))


def _requests(tx: Transaction, ids: Sequence[str]) -> dict[str, BrokenRequest]:
    if not ids:
        return {}
    rows = tx.rows(_REQUESTS, ids=[int(each) for each in ids])
    return {str(row.id): BrokenRequest(**row._asdict()) for row in rows}


def _affected(
    account: LeaveAccount,
    people: dict[int, str],
    found: Effect,
    broken: dict[str, BrokenRequest],
) -> Affected:
    return Affected(
        employee_id=account.employee_id,
        full_name=people[account.employee_id],
        year=found.after.year,
        entitled_before=found.before.allocated,
        entitled_after=found.after.allocated,
        remaining_before=found.before.remaining,
        remaining_after=found.after.remaining,
        broken=tuple(broken[each] for each in found.broken if each in broken),
    )

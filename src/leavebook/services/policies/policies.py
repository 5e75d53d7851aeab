"""What leave types grant: new versions, who has which policy, and everybody's books after it.

A change marks the accounts that it concerns in its own transaction; the worker replays them
a few at a time, and what is read meanwhile is worked out anew. Corrections name the change.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.people.permissions import may_configure_leave
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.policy.policy_problems import problems_with_policy
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.books.leave_facts import leave_type_named, lock_person
from leavebook.storage import events
from leavebook.storage.books import due_accounts
from leavebook.storage.policies import policies
from leavebook.storage.policies.policies import STANDARD
from leavebook.storage.transaction import Transaction

__all__ = ["STANDARD", "add_version", "assert_may_configure", "assign", "end_assignment", "replay"]

_LONGEST_NAME: Final = 100
_ONE_DAY: Final = timedelta(days=1)


def add_version(
    tx: Transaction, leave_type_id: int, version: PolicyVersion, *, policy: str = STANDARD
) -> int:
    """Have the policy say something else from a day on, and return the version's id.

    Raises Refused with every reason, each naming its field; nothing is written then.
    """
    assert_may_configure(tx)
    leave_type_named(tx, leave_type_id)
    faults = Faults()
    name = faults.keep(lambda: one_line(policy, field="policy", at_most=_LONGEST_NAME))
    for problem in problems_with_policy(version):
        faults.add(problem)
    faults.refuse_if_any()

    version_id = policies.add(tx, leave_type_id, version, policy=name or STANDARD)
    events.record(
        tx,
        "policy.changed",
        leave_type_id=leave_type_id,
        policy=policy,
        version=version_id,
        valid_from=version.valid_from.isoformat(),
    )
    concerned = None if policy == STANDARD else policies.people_with(tx, leave_type_id, policy)
    because = f"policy {policy} changed from {version.valid_from.isoformat()}"
    replay(tx, leave_type_id, because=because, employee_ids=concerned)
    return version_id


def assign(
    tx: Transaction,
    *,
    employee_id: int,
    leave_type_id: int,
    policy: str,
    valid_from: date,
    valid_to: date | None = None,
) -> None:
    """Give a person another policy from a day to a day, or to no end; replay them."""
    assert_may_configure(tx)
    leave_type_named(tx, leave_type_id)
    lock_person(tx, employee_id)
    faults = Faults()
    faults.keep(lambda: known_day(valid_from, field="valid_from"))
    if valid_to is not None:
        faults.keep(lambda: known_day(valid_to, field="valid_to"))
        if valid_to < valid_from:
            faults.add(Problem(Code.INVALID, {"field": "valid_to", "problem": "before_start"}))
    if not policies.exists(tx, leave_type_id, policy):
        faults.add(Problem(Code.UNKNOWN_REFERENCE, {"field": "policy"}))
    if policies.overlaps_assigned(tx, employee_id, leave_type_id, first=valid_from, last=valid_to):
        faults.add(Problem(Code.INVALID, {"field": "valid_from", "problem": "overlapping"}))
    faults.refuse_if_any()

    policies.assign(
        tx,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        policy=policy,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _assigned(tx, employee_id, leave_type_id, policy=policy, since=valid_from)


def end_assignment(tx: Transaction, *, employee_id: int, leave_type_id: int, last: date) -> None:
    """Let the policy in force on the day be the person's for the last time on it."""
    assert_may_configure(tx)
    lock_person(tx, employee_id)
    known_day(last, field="last")
    ended = policies.end_assigned(tx, employee_id, leave_type_id, last=last)
    if ended is None:
        raise invalid("last", "not_assigned")
    _assigned(tx, employee_id, leave_type_id, policy=STANDARD, since=last + _ONE_DAY)


def replay(
    tx: Transaction,
    leave_type_id: int,
    *,
    because: str,
    employee_ids: Sequence[int] | None = None,
) -> None:
    """Have the accounts of a leave type replayed soon; their corrections will name the reason."""
    due_accounts.mark(
        tx,
        leave_type_id,
        because=because,
        today=today.of_company(tx),
        employee_ids=employee_ids,
    )


def assert_may_configure(tx: Transaction) -> None:
    """Raise Refused unless the actor looks after the company's leave rules."""
    if not may_configure_leave(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "configure leave"}))


def _assigned(
    tx: Transaction, employee_id: int, leave_type_id: int, *, policy: str, since: date
) -> None:
    events.record(
        tx,
        "policy.assigned",
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        policy=policy,
        since=since.isoformat(),
    )
    because = f"policy {policy} assigned from {since.isoformat()}"
    replay(tx, leave_type_id, because=because, employee_ids=[employee_id])

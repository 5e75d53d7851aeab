"""Versions of what leave types grant, and who has another policy than the standard one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from leavebook.domain.policy.assignments import Assignment, policies_in_force
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import document, value_of
from leavebook.storage.transaction import Transaction

STANDARD = "standard"

VERSIONS = """
SELECT id, policy, valid_from, terms
  FROM policy_version
 WHERE leave_type_id = %(leave_type_id)s AND superseded_at IS NULL
 ORDER BY valid_from, id
"""

_ADD = """
INSERT INTO policy_version (company_id, leave_type_id, policy, valid_from, terms, recorded_at,
                            recorded_by)
VALUES (%(company_id)s, %(leave_type_id)s, %(policy)s, %(valid_from)s, %(terms)s, %(now)s,
        %(recorded_by)s)
RETURNING id
"""

_SUPERSEDE = """
UPDATE policy_version SET superseded_at = %(now)s
 WHERE leave_type_id = %(leave_type_id)s AND policy = %(policy)s
   AND valid_from = %(valid_from)s AND superseded_at IS NULL
"""

_ASSIGN = """
INSERT INTO policy_assignment (company_id, employee_id, leave_type_id, policy, valid_from, valid_to)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(policy)s, %(valid_from)s,
        %(valid_to)s)
"""

_PEOPLE_WITH = """
SELECT DISTINCT employee_id FROM policy_assignment
 WHERE leave_type_id = %(leave_type_id)s AND policy = %(policy)s
 ORDER BY employee_id
"""

_EXISTS = """
SELECT EXISTS (SELECT 1 FROM policy_version
                WHERE leave_type_id = %(leave_type_id)s AND policy = %(policy)s
                  AND superseded_at IS NULL) AS found
"""

_OVERLAPS = """
SELECT EXISTS (SELECT 1 FROM policy_assignment
                WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
                  AND valid_from <= coalesce(%(last)s::date, 'infinity')
                  AND coalesce(valid_to, 'infinity') >= %(first)s) AS found
"""

_END = """
UPDATE policy_assignment SET valid_to = %(last)s
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
   AND valid_from <= %(last)s AND coalesce(valid_to, 'infinity') > %(last)s
RETURNING id
"""


def add(
    tx: Transaction, leave_type_id: int, version: PolicyVersion, *, policy: str = STANDARD
) -> int:
    """Add a version from its first day on; one of the same day stays on record, superseded."""
    named = {"leave_type_id": leave_type_id, "policy": policy, "valid_from": version.valid_from}
    tx.run(_SUPERSEDE, **named, now=tx.now)
    version_id: int = tx.value(
        _ADD,
        **named,
        company_id=tx.company.id,
        terms=document(version),
        now=tx.now,
        recorded_by=tx.actor.user_id,
    )
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
    """Give a person another policy for a leave type from a day to a day."""
    tx.run(
        _ASSIGN,
        company_id=tx.company.id,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        policy=policy,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def people_with(tx: Transaction, leave_type_id: int, policy: str) -> tuple[int, ...]:
    """Return everybody who has, had or will have the policy."""
    rows = tx.rows(_PEOPLE_WITH, leave_type_id=leave_type_id, policy=policy)
    return tuple(row.employee_id for row in rows)


def exists(tx: Transaction, leave_type_id: int, policy: str) -> bool:
    """Return whether the leave type has a policy of the name."""
    return bool(tx.value(_EXISTS, leave_type_id=leave_type_id, policy=policy))


def overlaps_assigned(
    tx: Transaction, employee_id: int, leave_type_id: int, *, first: date, last: date | None
) -> bool:
    """Return whether the person has another policy on some of the days already."""
    found = tx.value(
        _OVERLAPS, employee_id=employee_id, leave_type_id=leave_type_id, first=first, last=last
    )
    return bool(found)


def end_assigned(
    tx: Transaction, employee_id: int, leave_type_id: int, *, last: date
) -> int | None:
    """End what is assigned on the day after it, and return its id; None where nothing is."""
    ended: int | None = tx.value(
        _END, employee_id=employee_id, leave_type_id=leave_type_id, last=last
    )
    return ended


Versions = Mapping[str, Sequence[PolicyVersion]]
"""The versions of a leave type that are in force, by policy."""


def read_versions(rows: Iterable[Row]) -> Versions:
    """Return a leave type's versions, from rows of `VERSIONS`."""
    by_policy: dict[str, list[PolicyVersion]] = {}
    for row in rows:
        version = replace(
            value_of(row.terms, PolicyVersion), id=str(row.id), valid_from=row.valid_from
        )
        by_policy.setdefault(row.policy, []).append(version)
    return by_policy


def in_force(versions: Versions, assigned: Iterable[Row]) -> tuple[PolicyVersion, ...]:
    """Return the versions that hold for one person, given the rows of what was assigned."""
    return policies_in_force(
        versions.get(STANDARD, ()),
        [
            Assignment(tuple(versions.get(row.policy, ())), row.valid_from, row.valid_to)
            for row in assigned
        ],
    )


def read(versions: Iterable[Row], assigned: Iterable[Row]) -> tuple[PolicyVersion, ...]:
    """Return the policy versions that hold for a person, from rows asked for together."""
    return in_force(read_versions(versions), assigned)

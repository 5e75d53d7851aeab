"""What leave types have granted and will grant, who said so when, and who has something else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from leavebook.domain.approval.states import Chain
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.queries.leave.kinds import Kind
from leavebook.queries.policies.policies_in_force import TypeInForce
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.policies.policies import STANDARD, assert_may_configure
from leavebook.storage.database import Row
from leavebook.storage.policies import leave_type_changes
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

_APPROVAL = "SELECT approval FROM leave_type WHERE id = %(id)s"

_VERSIONS = """
SELECT v.id, v.policy, v.valid_from, v.terms, v.recorded_at, v.superseded_at, u.name AS recorded_by
  FROM policy_version AS v
  LEFT JOIN user_account AS u ON u.id = v.recorded_by
 WHERE v.leave_type_id = %(leave_type_id)s
 ORDER BY v.policy <> 'standard', v.policy, v.valid_from DESC, v.id DESC
"""

_ASSIGNED = """
SELECT a.id, a.employee_id, e.full_name, a.policy, a.valid_from, a.valid_to
  FROM policy_assignment AS a
  JOIN employee AS e ON e.id = a.employee_id
 WHERE a.leave_type_id = %(leave_type_id)s
 ORDER BY a.valid_from DESC, e.full_name, a.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version of a policy as it was written down; a superseded one holds for nobody."""

    id: int
    policy: str
    valid_from: date
    version: PolicyVersion
    recorded_at: datetime
    recorded_by: str | None
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedLine:
    """Somebody with another policy than the standard one, on the days named."""

    id: int
    employee_id: int
    full_name: str
    policy: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTypePage:
    """One leave type for those who look after it.

    `chain` is its own, without the company's; `earning` is the part of other leave that is
    still earned while away under it.
    """

    kind: Kind
    chain: Chain | None
    earning: Decimal
    versions: tuple[VersionLine, ...]
    assigned: tuple[AssignedLine, ...]

    @property
    def policies(self) -> tuple[str, ...]:
        """The names of its policies, the standard one first."""
        return tuple(dict.fromkeys((STANDARD, *(line.policy for line in self.versions))))

    def in_force(self, policy: str, on: date) -> PolicyVersion | None:
        """Return the version that holds on the day; the first one for any day before it."""
        held = [
            line.version
            for line in self.versions
            if line.policy == policy and line.superseded_at is None
        ]
        begun = [version for version in held if version.valid_from <= on]
        return begun[0] if begun else (held[-1] if held else None)

    def offering(self, version: PolicyVersion | None) -> TypeInForce:
        """Return the leave type as it would be offered under the version."""
        return TypeInForce(
            id=self.kind.id,
            name=self.kind.name,
            code=self.kind.code,
            unit=self.kind.unit,
            paid=self.kind.paid,
            discretion=self.kind.discretion,
            rules=self.kind.rules,
            chain=self.kind.rules.approval.chain,
            policy=version,
        )


def leave_type_page(tx: Transaction, leave_type_id: int) -> LeaveTypePage:
    """Return the leave type; raises Refused for who does not look after leave, or without it."""
    assert_may_configure(tx)
    kind = leave_type_named(tx, leave_type_id)
    chain = tx.value(_APPROVAL, id=leave_type_id)
    return LeaveTypePage(
        kind=kind,
        chain=None if chain is None else Chain(chain),
        earning=leave_type_changes.earning_of(tx, leave_type_id),
        versions=_versions(tx.rows(_VERSIONS, leave_type_id=leave_type_id)),
        assigned=tuple(
            AssignedLine(**row._asdict()) for row in tx.rows(_ASSIGNED, leave_type_id=leave_type_id)
        ),
    )


def _versions(rows: Sequence[Row]) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            id=row.id,
            policy=row.policy,
            valid_from=row.valid_from,
            version=replace(
                value_of(row.terms, PolicyVersion), id=str(row.id), valid_from=row.valid_from
            ),
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
            superseded_at=row.superseded_at,
        )
        for row in rows
    )

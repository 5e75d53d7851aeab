"""The leave types in use, each with the policy that holds today."""

from dataclasses import dataclass

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.requests.discretion import Discretion, Visibility
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.services import today
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

# Of the standard policy the version of today, or else the one that will be the first.
_IN_FORCE = """
SELECT t.id, t.name, t.code, t.unit, t.paid, t.sensitive, t.visibility, t.rules, t.approval, v.terms
  FROM leave_type AS t
  LEFT JOIN LATERAL (
       SELECT terms FROM policy_version
        WHERE leave_type_id = t.id AND policy = 'standard' AND superseded_at IS NULL
        ORDER BY valid_from <= %(today)s DESC,
                 CASE WHEN valid_from <= %(today)s THEN valid_from END DESC, valid_from
        LIMIT 1) AS v ON true
 WHERE t.active
 ORDER BY t.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeInForce:
    """A leave type as it is offered now; without a policy nothing is granted."""

    id: int
    name: str
    code: str
    unit: Unit
    paid: bool
    discretion: Discretion
    rules: LeaveTypeRules
    chain: Chain
    policy: PolicyVersion | None


def policies_in_force(tx: Transaction) -> tuple[TypeInForce, ...]:
    """Return the leave types in use, in the order they were made."""
    return tuple(
        TypeInForce(
            id=row.id,
            name=row.name,
            code=row.code,
            unit=Unit(row.unit),
            paid=row.paid,
            discretion=Discretion(visibility=Visibility(row.visibility), sensitive=row.sensitive),
            rules=value_of(row.rules, LeaveTypeRules),
            chain=Chain(row.approval or tx.company.approval_policy),
            policy=None if row.terms is None else value_of(row.terms, PolicyVersion),
        )
        for row in tx.rows(_IN_FORCE, today=today.of_company(tx))
    )

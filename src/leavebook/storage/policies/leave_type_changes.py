"""Changes of leave types."""

from decimal import Decimal

from leavebook.domain.approval.states import Chain
from leavebook.domain.requests.discretion import Discretion
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.storage.policies.stored import document
from leavebook.storage.transaction import Transaction

_DESCRIBE = """
UPDATE leave_type
   SET name = %(name)s, code = %(code)s, color = %(color)s, paid = %(paid)s,
       sensitive = %(sensitive)s, visibility = %(visibility)s, approval = %(approval)s
 WHERE id = %(id)s
"""


def describe(
    tx: Transaction,
    leave_type_id: int,
    *,
    name: str,
    code: str,
    color: str,
    paid: bool,
    discretion: Discretion,
    chain: Chain | None,
) -> None:
    """Keep how the type is called and shown; without a chain the company's policy decides."""
    tx.run(
        _DESCRIBE,
        id=leave_type_id,
        name=name,
        code=code,
        color=color,
        paid=paid,
        sensitive=discretion.sensitive,
        visibility=discretion.visibility,
        approval=chain,
    )


def set_rules(tx: Transaction, leave_type_id: int, rules: LeaveTypeRules) -> None:
    """Keep what the type says about requests; the company's approval policy stays apart."""
    tx.run(
        "UPDATE leave_type SET rules = %(rules)s WHERE id = %(id)s",
        id=leave_type_id,
        rules=document(rules),
    )


def set_active(tx: Transaction, leave_type_id: int, *, active: bool) -> None:
    """Offer the type, or do not."""
    tx.run(
        "UPDATE leave_type SET active = %(active)s WHERE id = %(id)s",
        id=leave_type_id,
        active=active,
    )


def set_earning(tx: Transaction, leave_type_id: int, earning: Decimal) -> None:
    """Keep which part of other leave is earned while away under this type."""
    tx.run(
        "UPDATE leave_type SET earning = %(earning)s WHERE id = %(id)s",
        id=leave_type_id,
        earning=earning,
    )


def earning_of(tx: Transaction, leave_type_id: int) -> Decimal:
    """Return which part of other leave is earned while away under this type, 0 to 1."""
    earning: Decimal = tx.value(
        "SELECT earning FROM leave_type WHERE id = %(id)s", id=leave_type_id
    )
    return earning

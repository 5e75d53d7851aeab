"""Changes of leave types."""

from decimal import Decimal

from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.storage.stored import document
from leavebook.storage.transaction import Transaction


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

"""People's own yearly figures, in place of what their policy gives everybody."""

from datetime import date
from decimal import Decimal

from leavebook.domain.leave_year import LeaveYear
from leavebook.domain.ledger import EntitlementMode
from leavebook.storage.transaction import Transaction

_SUPERSEDE = """
UPDATE own_entitlement SET superseded_at = %(now)s
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
   AND "on" BETWEEN %(first)s AND %(last)s AND superseded_at IS NULL
"""

_ADD = """
INSERT INTO own_entitlement (company_id, employee_id, leave_type_id, "on", amount, mode, reason,
                             recorded_at, recorded_by)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(on)s, %(amount)s, %(mode)s,
        %(reason)s, %(now)s, %(recorded_by)s)
"""


def set_for_year(
    tx: Transaction,
    *,
    employee_id: int,
    leave_type_id: int,
    year: LeaveYear,
    on: date,
    amount: Decimal,
    reason: str,
) -> None:
    """Let the person have this amount in the leave year; figures of before stay on record."""
    whose = {"employee_id": employee_id, "leave_type_id": leave_type_id, "now": tx.now}
    tx.run(_SUPERSEDE, **whose, first=year.start, last=year.end)
    tx.run(
        _ADD,
        **whose,
        company_id=tx.company.id,
        on=on,
        amount=amount,
        mode=EntitlementMode.SET,
        reason=reason,
        recorded_by=tx.actor.user_id,
    )

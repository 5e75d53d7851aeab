"""What officers give, take or set for one person by hand; facts that a replay looks at."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from leavebook.domain.ledger.ledger import EntitlementMode
from leavebook.storage.transaction import Transaction

_ADJUST = """
INSERT INTO adjustment (company_id, employee_id, leave_type_id, kind, "on", amount, last_usable,
                        reason, recorded_at, recorded_by)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(kind)s, %(on)s, %(amount)s,
        %(last_usable)s, %(reason)s, %(now)s, %(recorded_by)s)
RETURNING id
"""

_SUPERSEDE = """
UPDATE own_entitlement SET superseded_at = %(now)s
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
   AND "on" BETWEEN %(first)s AND %(last)s AND superseded_at IS NULL
"""

_SET_OWN = """
INSERT INTO own_entitlement (company_id, employee_id, leave_type_id, "on", amount, mode, reason,
                             recorded_at, recorded_by)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(on)s, %(amount)s, %(mode)s,
        %(reason)s, %(now)s, %(recorded_by)s)
RETURNING id
"""

_WORK = """
INSERT INTO worked_time (company_id, employee_id, "on", minutes)
VALUES (%(company_id)s, %(employee_id)s, %(on)s, %(minutes)s)
    ON CONFLICT (company_id, employee_id, "on") DO UPDATE SET minutes = excluded.minutes
"""


class AdjustmentKind(StrEnum):
    """What is adjusted: the year's own pot, or a pot of its own that may lapse."""

    ADJUSTMENT = "adjustment"
    OPENING = "opening"
    CARRIED = "carried"
    TOIL = "toil"
    BONUS = "bonus"


def add(
    tx: Transaction,
    *,
    employee_id: int,
    leave_type_id: int,
    kind: AdjustmentKind,
    on: date,
    amount: Decimal,
    reason: str,
    last_usable: date | None = None,
) -> int:
    """Write down an adjustment by hand and return its id."""
    adjustment_id: int = tx.value(
        _ADJUST,
        company_id=tx.company.id,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        kind=kind,
        on=on,
        amount=amount,
        last_usable=last_usable,
        reason=reason,
        now=tx.now,
        recorded_by=tx.actor.user_id,
    )
    return adjustment_id


def set_own(
    tx: Transaction,
    *,
    employee_id: int,
    leave_type_id: int,
    year: tuple[date, date],
    amount: Decimal,
    mode: EntitlementMode,
    reason: str,
) -> int:
    """Give the person an own figure for a leave year; an earlier one stays on record."""
    which = {"employee_id": employee_id, "leave_type_id": leave_type_id}
    tx.run(_SUPERSEDE, **which, first=year[0], last=year[1], now=tx.now)
    own_id: int = tx.value(
        _SET_OWN,
        **which,
        company_id=tx.company.id,
        on=year[0],
        amount=amount,
        mode=mode,
        reason=reason,
        now=tx.now,
        recorded_by=tx.actor.user_id,
    )
    return own_id


def record_work(tx: Transaction, employee_id: int, on: date, minutes: int) -> None:
    """Keep how much somebody worked on a date; what was kept for the date before is replaced."""
    tx.run(_WORK, company_id=tx.company.id, employee_id=employee_id, on=on, minutes=minutes)

"""Holds that keep data from being emptied: of one person, or of the whole company."""

from dataclasses import dataclass
from datetime import datetime

from leavebook.storage.transaction import Transaction

_STANDING = """
SELECT h.id, h.employee_id, h.reason, h.placed_at, u.name AS placed_by
  FROM legal_hold AS h
  LEFT JOIN user_account AS u ON u.id = h.placed_by
 WHERE h.lifted_at IS NULL AND h.employee_id IS NOT DISTINCT FROM %(employee_id)s
"""

_PLACE = """
INSERT INTO legal_hold (company_id, employee_id, reason, placed_at, placed_by)
VALUES (%(company_id)s, %(employee_id)s, %(reason)s, %(now)s, %(placed_by)s)
    ON CONFLICT (company_id, employee_id) WHERE lifted_at IS NULL
    DO UPDATE SET reason = excluded.reason
"""

_LIFT = """
UPDATE legal_hold SET lifted_at = %(now)s, lifted_by = %(lifted_by)s
 WHERE lifted_at IS NULL AND employee_id IS NOT DISTINCT FROM %(employee_id)s
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """A hold that stands; `placed_by` is None where an operator's command placed it."""

    id: int
    employee_id: int | None
    reason: str
    placed_at: datetime
    placed_by: str | None


def standing(tx: Transaction, employee_id: int | None) -> LegalHold | None:
    """Return the hold on the person's data, or on the company's for None; None where is none."""
    row = tx.row(_STANDING, employee_id=employee_id)
    return None if row is None else LegalHold(**row._asdict())


def place(tx: Transaction, employee_id: int | None, reason: str) -> None:
    """Keep the data from now on; a hold that stands already gets the new reason."""
    tx.run(
        _PLACE,
        company_id=tx.company.id,
        employee_id=employee_id,
        reason=reason,
        now=tx.now,
        placed_by=tx.actor.user_id,
    )


def lift(tx: Transaction, employee_id: int | None) -> bool:
    """Lift the hold; return whether there was one."""
    lifted = tx.value(_LIFT, employee_id=employee_id, now=tx.now, lifted_by=tx.actor.user_id)
    return lifted is not None


def let_nobody_change_the_companys(tx: Transaction) -> None:
    """Have whoever places or lifts the company's hold wait until this transaction ends."""
    tx.rows(
        "SELECT company_id FROM company WHERE company_id = %(company_id)s FOR SHARE",
        company_id=tx.company.id,
    )


def wait_for_those_who_empty(tx: Transaction) -> None:
    """Wait until nobody empties data of the company any more, and keep others from beginning."""
    tx.rows(
        "SELECT company_id FROM company WHERE company_id = %(company_id)s FOR NO KEY UPDATE",
        company_id=tx.company.id,
    )

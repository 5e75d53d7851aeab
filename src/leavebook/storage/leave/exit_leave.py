"""Which leave somebody's exit made, so that it goes again when the exit does."""

from datetime import date

from leavebook.storage.transaction import Transaction

_MADE = """
INSERT INTO exit_leave (company_id, request_id)
VALUES (%(company_id)s, %(request_id)s)
"""

# What has begun was taken, whatever becomes of the exit.
_TO_TAKE_BACK = """
SELECT r.id
  FROM exit_leave AS x
  JOIN leave_request AS r ON r.id = x.request_id
 WHERE r.employee_id = %(employee_id)s AND r.first_day > %(today)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
 ORDER BY r.id
"""


def made(tx: Transaction, request_id: int) -> None:
    """Note that somebody's exit made the request."""
    tx.run(_MADE, company_id=tx.company.id, request_id=request_id)


def to_take_back(tx: Transaction, employee_id: int, *, today: date) -> tuple[int, ...]:
    """Return the leave of the person's exit that has not begun."""
    rows = tx.rows(_TO_TAKE_BACK, employee_id=employee_id, today=today)
    return tuple(row.id for row in rows)

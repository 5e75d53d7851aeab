"""What the days of a request are charged, for those who are told of it."""

from datetime import date

from leavebook.storage.transaction import Transaction


def charged_days(tx: Transaction, request_id: int) -> tuple[tuple[date, int], ...]:
    """Return each day that takes time, with its minutes, in order."""
    rows = tx.rows(
        """
        SELECT "on", minutes FROM leave_request_day
         WHERE request_id = %(request_id)s AND minutes > 0
         ORDER BY "on"
        """,
        request_id=request_id,
    )
    return tuple((row.on, row.minutes) for row in rows)

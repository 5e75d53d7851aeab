"""The colours that a company gave its leave types."""

from leavebook.storage.transaction import Transaction


def type_colours(tx: Transaction) -> tuple[tuple[int, str], ...]:
    """Return id and colour, as #rrggbb, of every leave type in the order they were made."""
    rows = tx.rows("SELECT id, color FROM leave_type ORDER BY id")
    return tuple((row.id, row.color) for row in rows)

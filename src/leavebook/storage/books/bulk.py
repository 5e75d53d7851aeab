"""Many rows at once, as JSON documents that PostgreSQL reads by the table's own columns.

COPY would be a little faster, but PostgreSQL refuses it into tables with row-level security;
one INSERT for thousands of rows keeps every guard: the wall, the keys and the constraints.
"""

from collections.abc import Sequence

from leavebook.storage.transaction import Transaction

_IDS = """
SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')) AS id
  FROM generate_series(1, %(count)s)
 ORDER BY 1
"""


def take_ids(tx: Transaction, table: str, count: int) -> tuple[int, ...]:
    """Return so many ids of the table that nobody else will get, smallest first."""
    return tuple(row.id for row in tx.rows(_IDS, table=table, count=count))


def add_rows(tx: Transaction, table: str, columns: Sequence[str], rows: str) -> None:
    """Add the rows of a JSON array of objects; columns that are not named get their defaults."""
    names = ", ".join(f'"{column}"' for column in columns)
    # Table and columns are names in our own code; only the rows come from outside.
    tx.run(
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE"  # noqa: S608  our own names
        f" SELECT {names} FROM json_populate_recordset(NULL::{table}, %(rows)s::json)",
        rows=rows,
    )

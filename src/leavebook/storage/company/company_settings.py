"""What a company has chosen, where it differs from what everybody gets."""

from collections.abc import Mapping

from psycopg.types.json import Jsonb

from leavebook.storage.transaction import Transaction

Chosen = str | int | bool | Mapping[str, object] | None


def is_on(tx: Transaction, name: str, *, default: bool) -> bool:
    """Return whether the company has switched something on; the default where it has not chosen."""
    chosen = read(tx, name)
    return chosen if isinstance(chosen, bool) else default


def read(tx: Transaction, name: str) -> Chosen:
    """Return what the company has chosen, or None where it has not."""
    chosen: Chosen = tx.value(
        "SELECT settings -> %(name)s FROM company WHERE company_id = %(company_id)s",
        name=name,
        company_id=tx.company.id,
    )
    return chosen


def choose(tx: Transaction, name: str, value: Chosen) -> None:
    """Keep what the company has chosen; whatever else it has chosen stays."""
    tx.run(
        """
        UPDATE company
           SET settings = settings || jsonb_build_object(%(name)s::text, %(value)s::jsonb)
         WHERE company_id = %(company_id)s
        """,
        name=name,
        value=Jsonb(value),
        company_id=tx.company.id,
    )

"""What providers of leave types and balances told us, with when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leavebook.storage.stored import document
from leavebook.storage.transaction import Transaction

_READ = """
SELECT fetched_at, seen, body
  FROM provider_cache
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
   AND fetched_at IS NOT NULL
"""

_OPEN = """
INSERT INTO provider_cache (company_id, provider, employee_id)
VALUES (%(company_id)s, %(provider)s, %(employee_id)s)
    ON CONFLICT (company_id, provider, employee_id) DO NOTHING
"""

_HOLD = """
SELECT id FROM provider_cache
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
   FOR UPDATE
"""

_KEEP = """
UPDATE provider_cache
   SET fetched_at = %(now)s, seen = %(seen)s, body = %(body)s
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer of a provider, the moment it came and the state the provider was in."""

    fetched_at: datetime
    seen: str
    body: Any


def read(tx: Transaction, provider: str, employee_id: int | None) -> Kept | None:
    """Return the last answer about a person, or for None about the leave types."""
    row = tx.row(_READ, provider=provider, employee_id=employee_id)
    return None if row is None else Kept(**row._asdict())


def hold(tx: Transaction, provider: str, employee_id: int | None) -> Kept | None:
    """Return the last answer, when nobody else is asking the provider the same any more."""
    which = {"provider": provider, "employee_id": employee_id}
    tx.run(_OPEN, company_id=tx.company.id, **which)
    tx.run(_HOLD, **which)
    return read(tx, provider, employee_id)


def keep(
    tx: Transaction, provider: str, employee_id: int | None, *, seen: str, body: object
) -> None:
    """Keep an answer that came just now, for whoever holds the row."""
    tx.run(
        _KEEP,
        provider=provider,
        employee_id=employee_id,
        now=tx.now,
        seen=seen,
        body=document(body),
    )

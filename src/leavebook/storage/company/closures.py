"""Days that companies give away."""

from dataclasses import dataclass
from datetime import date

from leavebook.storage.transaction import Transaction

_ADD = """
INSERT INTO closure (company_id, name, first_day, last_day, site_id)
VALUES (%(company_id)s, %(name)s, %(first)s, %(last)s, %(site_id)s)
RETURNING id
"""

_REMOVE = """
DELETE FROM closure WHERE id = %(id)s
RETURNING id, name, first_day, last_day, site_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days given away at one site, or everywhere where the site is None; both ends included."""

    id: int
    name: str
    first_day: date
    last_day: date
    site_id: int | None


def add(tx: Transaction, *, name: str, first: date, last: date, site_id: int | None) -> int:
    """Add a closure and return the id."""
    closure_id: int = tx.value(
        _ADD, company_id=tx.company.id, name=name, first=first, last=last, site_id=site_id
    )
    return closure_id


def remove(tx: Transaction, closure_id: int) -> Closure | None:
    """Remove the closure and return what it was, or None when there is none with the id."""
    row = tx.row(_REMOVE, id=closure_id)
    return None if row is None else Closure(**row._asdict())

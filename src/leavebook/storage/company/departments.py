"""Departments with those who lead them."""

from dataclasses import dataclass

from leavebook.storage.transaction import Transaction

_ALL = """
SELECT d.id, d.name, d.lead_id, lead.full_name AS lead, d.deputy_id, deputy.full_name AS deputy
  FROM department AS d
  LEFT JOIN employee AS lead ON lead.id = d.lead_id
  LEFT JOIN employee AS deputy ON deputy.id = d.deputy_id
 ORDER BY d.name, d.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department; its lead decides on the leave of its people, and so does the deputy."""

    id: int
    name: str
    lead_id: int | None
    lead: str | None
    deputy_id: int | None
    deputy: str | None


def all_of_company(tx: Transaction) -> tuple[Department, ...]:
    """Return the departments by name."""
    return tuple(Department(**row._asdict()) for row in tx.rows(_ALL))

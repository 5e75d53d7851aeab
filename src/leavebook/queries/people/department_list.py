"""The departments with how many belong to them, for the office that looks after people."""

from dataclasses import dataclass
from datetime import date

from leavebook.services.people.people import assert_may_manage
from leavebook.storage.transaction import Transaction

_LINES = """
SELECT d.id, d.name, lead.full_name AS lead, deputy.full_name AS deputy,
       (SELECT count(*) FROM employee AS e
         WHERE e.department_id = d.id AND e.joined_on <= %(today)s
           AND (e.left_on IS NULL OR e.left_on > %(today)s)) AS people
  FROM department AS d
  LEFT JOIN employee AS lead ON lead.id = d.lead_id
  LEFT JOIN employee AS deputy ON deputy.id = d.deputy_id
 ORDER BY d.name, d.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLine:
    """A department, who leads it, and how many belong to it today."""

    id: int
    name: str
    lead: str | None
    deputy: str | None
    people: int


def department_list(tx: Transaction, *, today: date) -> tuple[DepartmentLine, ...]:
    """Return the departments by name."""
    assert_may_manage(tx)
    return tuple(DepartmentLine(**row._asdict()) for row in tx.rows(_LINES, today=today))

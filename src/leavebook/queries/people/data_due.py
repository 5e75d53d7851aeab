"""Whose data has been kept long enough, and what keeps it all the same."""

from dataclasses import dataclass
from datetime import date, datetime

from leavebook.domain.people.retention import Retention, data_due_on
from leavebook.services import today
from leavebook.services.people.people import assert_may_manage
from leavebook.services.people.retention import retention_of
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_LEFT = """
SELECT e.id, e.full_name, e.employee_number, e.left_on, e.anonymised_at,
       own.reason IS NOT NULL AS is_held, companys.reason IS NOT NULL AS is_company_held
  FROM employee AS e
  LEFT JOIN legal_hold AS own ON own.employee_id = e.id AND own.lifted_at IS NULL
  LEFT JOIN legal_hold AS companys ON companys.employee_id IS NULL AND companys.lifted_at IS NULL
"""

# A month's overflow is cut to its end, here as in the rule: it is the same calendar.
_DUE = f"""
{_LEFT}
 WHERE e.anonymised_at IS NULL
   AND e.left_on + make_interval(months => %(months)s) <= %(today)s
   AND e.id > %(after)s
 ORDER BY e.id
 LIMIT %(limit)s
"""

_ONE = f"{_LEFT} WHERE e.id = %(employee_id)s"

_OLD_ENTRIES = """
SELECT count(*) FROM log_before(%(now)s - make_interval(months => %(months)s))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverData:
    """Somebody's data: since when it is due, whether a hold keeps it, whether it is empty."""

    id: int
    full_name: str
    employee_number: str
    left_on: date | None
    due_on: date | None
    is_held: bool
    is_company_held: bool
    anonymised_at: datetime | None

    @property
    def may_go(self) -> bool:
        """Whether nothing but a word of the office is missing, once the day has come."""
        return not (self.is_held or self.is_company_held)


def people_due(tx: Transaction, *, after: int = 0, limit: int) -> tuple[LeaverData, ...]:
    """Return those whose data is due today, held or not, in the order of their ids."""
    assert_may_manage(tx)
    retention = retention_of(tx)
    rows = tx.rows(
        _DUE,
        months=retention.after_exit,
        today=today.of_company(tx),
        after=after,
        limit=limit,
    )
    return tuple(_data(row, retention) for row in rows)


def data_of(tx: Transaction, employee_id: int) -> LeaverData | None:
    """Return how it stands with one person's data; None when this company has nobody such."""
    assert_may_manage(tx)
    row = tx.row(_ONE, employee_id=employee_id)
    return None if row is None else _data(row, retention_of(tx))


def old_entries(tx: Transaction) -> int:
    """Return how many entries of the log are older than it is kept and still say who."""
    assert_may_manage(tx)
    found: int = tx.value(_OLD_ENTRIES, now=tx.now, months=retention_of(tx).audit)
    return found


def _data(row: Row, retention: Retention) -> LeaverData:
    due_on = None if row.left_on is None else data_due_on(row.left_on, retention)
    return LeaverData(**row._asdict(), due_on=due_on)

"""What was posted in a period, for payroll: by the day of posting, not the day it is about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.services.books.adjustments import assert_may_adjust
from leavebook.storage.transaction import Transaction

_POSTED = """
SELECT e.employee_number, e.full_name, t.code AS leave_type, t.unit,
       coalesce(l.posted_on, l."on") AS posted_on, l."on" AS about, l.kind,
       l.amount, l.cause
  FROM ledger_entry AS l
  JOIN employee AS e ON e.id = l.employee_id
  JOIN leave_type AS t ON t.id = l.leave_type_id
 WHERE coalesce(l.posted_on, l."on") BETWEEN %(first)s AND %(last)s AND l.amount <> 0
 ORDER BY e.full_name, e.id, coalesce(l.posted_on, l."on"), l.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One entry: whose, of which leave, how much in its unit, and which day it is about."""

    employee_number: str
    full_name: str
    leave_type: str
    unit: str
    posted_on: date
    about: date
    kind: str
    amount: Decimal
    cause: str


def postings(tx: Transaction, *, first: date, last: date) -> tuple[Posting, ...]:
    """Return everything posted on the days, both included, by person and day.

    A correction of a closed day stands on the first day that was open when it was made.
    """
    assert_may_adjust(tx)
    rows = tx.rows(_POSTED, first=first, last=last)
    return tuple(Posting(**row._asdict()) for row in rows)

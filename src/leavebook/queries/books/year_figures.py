"""The figures of one leave year as they truly are today.

They are read where every change writes them. But time moves balances as well: a row that a
missed night has left behind, and a year that nobody has opened yet, are worked out on the
spot by the one replay, so no figure that is shown is ever older than today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.balances import ZERO, YearSummary, year_summary
from leavebook.domain.ledger.ledger_years import LedgerYear, ledger_years
from leavebook.domain.ledger.replay import replay
from leavebook.services.books.leave_facts import gather, leave_type_named
from leavebook.services.books.posting import horizon_of
from leavebook.storage.database import Row
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction

STORED = """
SELECT t.id AS leave_type_id, t.name AS leave_type, t.unit, t.visibility,
       coalesce((t.rules ->> 'has_balance')::boolean, true) AS has_balance,
       t.rules ->> 'applicable_gender' AS for_gender,
       b.year_start, b.year_end, b.as_of, b.next_change,
       b.granted + b.adjusted - b.other_expired AS allocated,
       b.carried_in - b.carried_expired AS carried_forward, b.used, b.pending
  FROM leave_type AS t
  LEFT JOIN balance AS b
         ON b.employee_id = %(employee_id)s AND b.leave_type_id = t.id
        AND b.year_start <= %(last)s AND b.year_end >= %(first)s
 WHERE t.active
 ORDER BY t.id, b.year_start
"""
"""Every leave type on offer, with the kept leave years of a person that touch some days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotals:
    """What a leave year of one leave type comes to; all zeros where nothing is kept."""

    allocated: Decimal = ZERO
    carried_forward: Decimal = ZERO
    used: Decimal = ZERO
    pending: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What the year gives and what came in and has not expired."""
        return self.allocated + self.carried_forward

    @property
    def remaining(self) -> Decimal:
        """What is left when everything booked and asked for is deducted."""
        return self.total - self.used - self.pending


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """Asks for the leave year that begins in a calendar year, or that is longer and holds it."""

    year: int

    @property
    def last(self) -> date:
        """The last day that the wanted leave year can begin on."""
        return date(self.year, 12, 31)

    def fits(self, start: date, end: date) -> bool:
        """Return whether this is such a leave year."""
        return start.year == self.year or (start.year < self.year and end >= self.last)


@dataclass(frozen=True, slots=True)
class YearHolding:
    """Asks for the leave year that a day belongs to."""

    last: date

    def fits(self, start: date, end: date) -> bool:
        """Return whether the day lies in the leave year."""
        return start <= self.last <= end


WhichYear = CalendarYear | YearHolding


def kept(rows: Iterable[Row], which: WhichYear, today: date) -> Row | None:
    """Return the row to believe: of the wanted year, begun, and not overtaken by time."""
    fitting = [row for row in rows if row.year_start and which.fits(row.year_start, row.year_end)]
    row = fitting[-1] if fitting else None
    return row if row and row.year_start <= today and _is_of_today(row, today) else None


def worked_out(
    tx: Transaction, employee_id: int, leave_type_id: int, which: WhichYear, today: date
) -> YearSummary | None:
    """Return the figures by a replay of the facts; None when there is no such leave year.

    A year that has not begun is shown as it will open.
    """
    person = people.find(tx, employee_id, today=today)
    if person is None:
        return None
    leave_type = leave_type_named(tx, leave_type_id)
    facts = gather(tx, person, leave_type, first=today, last=today).ledger
    if not facts.policies:
        return None
    year = _wanted(ledger_years(facts, which.last), which)
    if year is None:
        return None
    movements = replay(facts, max(year.end, horizon_of(facts, today)))
    return year_summary(movements, year.start, on=max(today, year.start))


def _is_of_today(row: Row, today: date) -> bool:
    # Without a next change the year is over, and time itself moves it no more.
    return bool(row.as_of <= today and (row.next_change is None or today < row.next_change))


def _wanted(years: Sequence[LedgerYear], which: WhichYear) -> LedgerYear | None:
    fitting = [year for year in years if which.fits(year.start, year.end)]
    return fitting[-1] if fitting else None

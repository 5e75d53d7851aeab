"""The parts of a request: the wall-clock time it holds, and what each of its days is charged."""

from collections.abc import Iterable, Sequence

from leavebook.domain.calendar.counting import DayRow, Unit
from leavebook.domain.calendar.day_amounts import amounts_by_day
from leavebook.domain.calendar.spans import Span, clock_ranges
from leavebook.storage.transaction import Transaction

_ADD_SPAN = """
INSERT INTO leave_span (company_id, request_id, employee_id, span, holds)
VALUES (%(company_id)s, %(request_id)s, %(employee_id)s, tsrange(%(start)s, %(end)s), %(holds)s)
"""

_ADD_SPAN_BESIDE = """
INSERT INTO leave_span (company_id, request_id, employee_id, span, holds)
SELECT %(company_id)s, %(request_id)s, %(employee_id)s, part, %(holds)s
  FROM unnest(tsmultirange(tsrange(%(start)s, %(end)s)) - coalesce(
         (SELECT range_agg(held.span) FROM leave_span AS held
           WHERE held.request_id = %(beside)s AND held.holds), '{}')) AS part
"""

_ADD_DAY = """
INSERT INTO leave_request_day (company_id, request_id, "on", minutes, fraction, amount, excluded)
VALUES (%(company_id)s, %(request_id)s, %(on)s, %(minutes)s, %(fraction)s, %(amount)s, %(why)s)
"""


def add_spans(
    tx: Transaction,
    spans: Iterable[Span],
    *,
    request_id: int,
    employee_id: int,
    holds: bool,
    beside: int | None = None,
) -> None:
    """Write the time that a request takes; while it holds, nothing else may overlap it.

    Of that time, what the request `beside` it holds is left out: there it is to take its place.
    """
    for span in spans:
        for start, end in clock_ranges(span):
            tx.run(
                _ADD_SPAN if beside is None else _ADD_SPAN_BESIDE,
                company_id=tx.company.id,
                request_id=request_id,
                employee_id=employee_id,
                start=start,
                end=end,
                holds=holds,
                beside=beside,
            )


def add_days(tx: Transaction, days: Sequence[DayRow], unit: Unit, *, request_id: int) -> None:
    """Write what each day of a request is charged, in the unit of its leave type."""
    for row, charged in zip(days, amounts_by_day(days, unit), strict=True):
        tx.run(
            _ADD_DAY,
            company_id=tx.company.id,
            request_id=request_id,
            on=row.on,
            minutes=row.minutes,
            fraction=row.fraction,
            amount=charged,
            why=row.reason,
        )


def remove(tx: Transaction, request_id: int) -> None:
    """Remove the days of a request and the time it takes, for others to be written."""
    tx.run("DELETE FROM leave_request_day WHERE request_id = %(id)s", id=request_id)
    remove_spans(tx, request_id)


def remove_spans(tx: Transaction, request_id: int) -> None:
    """Remove the time that a request takes, for other time to be written."""
    tx.run("DELETE FROM leave_span WHERE request_id = %(id)s", id=request_id)

"""Payroll has paid a period: what changes in it afterwards is posted in the open one."""

from datetime import date

from leavebook.domain.limits import invalid, known_day
from leavebook.services import today
from leavebook.services.books.adjustments import assert_may_adjust
from leavebook.storage import events
from leavebook.storage.books.leave_accounts import PAYROLL_CLOSED
from leavebook.storage.company import company_settings
from leavebook.storage.transaction import Transaction


def close_through(tx: Transaction, last: date) -> None:
    """Post nothing on days up to the last one any more; what is posted there already stays.

    The difference that a change of those days makes is posted on the first open day. Closed
    days are never opened again.
    """
    assert_may_adjust(tx)
    known_day(last, field="last")
    if last >= today.of_company(tx):
        raise invalid("last", "in_the_future")
    before = closed_through(tx)
    if before is not None and last < before:
        raise invalid("last", "out_of_range", least=before)
    company_settings.choose(tx, PAYROLL_CLOSED, last.isoformat())
    events.record(tx, "payroll.closed", through=last.isoformat())


def closed_through(tx: Transaction) -> date | None:
    """Return the last day that payroll has closed; None while every day is open."""
    chosen = company_settings.read(tx, PAYROLL_CLOSED)
    return date.fromisoformat(chosen) if isinstance(chosen, str) else None

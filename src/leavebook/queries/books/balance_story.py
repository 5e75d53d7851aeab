"""Why a balance is what it is, as a page tells it: every movement and what each left behind."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.explanation import ExplainedMovement
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.books.explanation import explained
from leavebook.services import today
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceStory:
    """A balance on a day with the way it came about, in the leave type's unit."""

    full_name: str
    leave_type: str
    code: str
    unit: Unit
    on: date
    lines: tuple[ExplainedMovement, ...]
    balance: Decimal
    available: Decimal


def balance_story(
    tx: Transaction, employee_id: int, leave_type_id: int, *, on: date, known_on: date | None
) -> BalanceStory:
    """Return the story up to the end of a day; with `known_on` as the books told it by then.

    Raises Refused in the same way for whom the actor may not see and for who does not exist.
    """
    known_at = None if known_on is None else _end_of(tx, employee_id, known_on)
    found = explained(tx, employee_id, leave_type_id, on=on, known_at=known_at)
    return BalanceStory(
        full_name=found.full_name,
        leave_type=found.leave_type,
        code=leave_type_named(tx, leave_type_id).code,
        unit=found.unit,
        on=on,
        lines=found.lines,
        balance=found.balance,
        available=found.available,
    )


def _end_of(tx: Transaction, employee_id: int, day: date) -> datetime:
    """Return the last moment of the day where the person works."""
    person = people.find(tx, employee_id, today=today.of_company(tx))
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(person.timezone))
    return midnight - timedelta(microseconds=1)

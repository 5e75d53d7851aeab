"""When somebody works, as it is agreed for a day."""

from dataclasses import dataclass
from datetime import date

from leavebook.services.people.people import find
from leavebook.storage.people import terms
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingWeek:
    """Whose week it is, its days (Monday is 0) and its minutes; several weeks may rotate."""

    employee_id: int
    full_name: str
    since: date | None
    days: frozenset[int]
    minutes: int
    rotates: bool


def working_week(tx: Transaction, employee_id: int, *, on: date) -> WorkingWeek:
    """Return what is agreed for the day; raises Refused for who does not look after people."""
    person = find(tx, employee_id)
    begun = [each for each in terms.of_person(tx, employee_id) if each.valid_from <= on]
    agreed = begun[-1] if begun else None
    weeks = agreed.weeks if agreed else ()
    return WorkingWeek(
        employee_id=employee_id,
        full_name=person.full_name,
        since=agreed.valid_from if agreed else None,
        days=frozenset(day for week in weeks for day, work in enumerate(week.days) if work),
        minutes=agreed.weekly_minutes if agreed else 0,
        rotates=len(weeks) > 1,
    )

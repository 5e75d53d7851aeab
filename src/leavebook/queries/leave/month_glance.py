"""A month as somebody sees it who chooses days: what is free, what is taken, who is away."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from leavebook.domain.approval.states import SPENDS
from leavebook.domain.calendar.calendar import Why
from leavebook.queries.leave.colleagues_away import colleagues_away
from leavebook.services.books.leave_facts import LeaveFacts, gather, leave_type_named
from leavebook.services.company.company_facts import week_start
from leavebook.services.people.people import Employee
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A date: why it is free, the holiday's name, whether leave covers it, colleagues away."""

    on: date
    why: Why | None
    holiday: str | None
    is_taken: bool
    is_asked: bool
    away: int


Week = tuple[Glance | None, ...]
"""Seven dates; None lies in another month."""


def month_glance(
    tx: Transaction, person: Employee, leave_type_id: int, *, month: date
) -> tuple[Week, ...]:
    """Return the weeks of the month that begins on a day, as the company begins its weeks."""
    weeks = Calendar(week_start(tx) - 1).monthdatescalendar(month.year, month.month)
    first = month.replace(day=1)
    last = max(day for day in weeks[-1] if day.month == month.month)
    kind = leave_type_named(tx, leave_type_id)
    facts = gather(tx, person, kind, first=first, last=last)
    away = [
        (each.first_day, each.last_day)
        for each in colleagues_away(tx, person.id, first=first, last=last)
    ]
    names = {each.on: each.name for each in facts.calendar.holidays}

    def seen(day: date) -> Glance | None:
        if day.month != month.month:
            return None
        return Glance(
            on=day,
            why=facts.calendar.worth(day).why_nothing,
            holiday=names.get(day),
            is_taken=_covers(facts, day, agreed=True),
            is_asked=_covers(facts, day, agreed=False),
            away=sum(begins <= day <= ends for begins, ends in away),
        )

    return tuple(tuple(map(seen, week)) for week in weeks)


def _covers(facts: LeaveFacts, day: date, *, agreed: bool) -> bool:
    return any(
        (each.state in SPENDS) is agreed
        and any(span.first <= day <= span.last for span in each.spans)
        for each in facts.booked
    )

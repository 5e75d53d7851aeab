"""Whose turn it is to decide on a request that waits, and when to remind them.

Waiting never decides anything by itself: the last on the ladder keeps the request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.calendar.spans import ONE_DAY, days_between
from leavebook.domain.limits import invalid
from leavebook.domain.people.people import EmployeeId

MOST_PATIENCE: Final = 30
"""The most working days that a company may wait before it asks the next."""
LONGEST_WAIT: Final = timedelta(days=90)
"""How long that may take: six weeks, and as much again for holidays and closures."""


class Rung(StrEnum):
    """Who is asked, one after the other."""

    APPROVER = "approver"
    DEPUTY = "deputy"
    NEXT_MANAGER = "next_manager"
    OFFICE = "office"


HIGHER: Final = tuple(Rung)
"""The rungs in their order, the first to be asked first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could decide; `away_until` is the last day of leave they are on."""

    rung: Rung
    employee_id: EmployeeId | None = None
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How many working days to wait before reminding, and before asking the next."""

    remind_after: int = 2
    escalate_after: int = 3

    def __post_init__(self) -> None:
        for name, days in (
            ("remind_after", self.remind_after),
            ("escalate_after", self.escalate_after),
        ):
            if not 1 <= days <= MOST_PATIENCE:
                raise invalid(name, "out_of_range", least=1, most=MOST_PATIENCE)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is to decide now, since when, and whether they are to be reminded by now."""

    who: Candidate
    since: date
    is_to_be_reminded: bool


def still_ahead(ladder: Sequence[Candidate], rung: Rung) -> tuple[Candidate, ...]:
    """Return the candidates from a rung on: what has come to somebody never goes back down."""
    place = HIGHER.index(rung)
    return tuple(each for each in ladder if HIGHER.index(each.rung) >= place)


def turn(
    asked_on: date,
    today: date,
    ladder: Sequence[Candidate],
    *,
    calendar: WorkCalendar,
    patience: Patience = Patience(),
) -> Turn:
    """Return whose turn it is today; the calendar says which days are working days.

    Somebody who is away until after the request would move on is passed over at once.
    """
    since = asked_on
    for candidate in ladder[:-1]:
        moves_on = _working_days_after(since, patience.escalate_after, calendar)
        if candidate.away_until is not None and candidate.away_until >= moves_on:
            continue
        if today < moves_on:
            return _turn(candidate, since, today, calendar, patience)
        since = moves_on
    return _turn(ladder[-1], since, today, calendar, patience)


def _turn(
    who: Candidate, since: date, today: date, calendar: WorkCalendar, patience: Patience
) -> Turn:
    remind_on = _working_days_after(since, patience.remind_after, calendar)
    return Turn(who, since, is_to_be_reminded=today >= remind_on)


def _working_days_after(day: date, count: int, calendar: WorkCalendar) -> date:
    # A calendar without work must not hold a request back for ever.
    for ahead in days_between(day + ONE_DAY, day + LONGEST_WAIT):
        count -= bool(calendar.worth(ahead).fraction)
        if count == 0:
            return ahead
    return day + LONGEST_WAIT

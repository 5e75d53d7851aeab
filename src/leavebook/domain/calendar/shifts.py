"""Shifts: who plans them, and which leave keeps somebody from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from leavebook.domain.calendar.spans import ClockRange, Span, clock_ranges
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.people.actors import Actor, Subject
from leavebook.domain.people.people import OFFICE, Role
from leavebook.domain.people.permissions import may_file_for

PLANNERS: Final = OFFICE | {Role.MANAGER}
LONGEST: Final = timedelta(days=7)
SUNDAY: Final = 7


class ShiftState(StrEnum):
    """Whether a shift takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class AssignmentState(StrEnum):
    """Whether the person works the shift."""

    ASSIGNED = "assigned"
    REMOVED_BY_LEAVE = "removed_by_leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent:
    """What recurs, on days of the week from 1, Monday, to 7.

    An end that is not after the start lies on the next day.
    """

    name: str
    starts: time
    ends: time
    days_of_week: tuple[int, ...] = ()
    department_id: int | None = None

    def __post_init__(self) -> None:
        if self.starts == self.ends:
            raise invalid("end_time", "not_after_start")
        days = self.days_of_week
        if len(set(days)) != len(days) or not all(1 <= day <= SUNDAY for day in days):
            raise invalid("days_of_week", "out_of_range", least=1, most=SUNDAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftContent:
    """One shift, in moments."""

    title: str
    starts_at: datetime
    ends_at: datetime
    state: ShiftState = ShiftState.PLANNED
    template_id: int | None = None
    department_id: int | None = None

    def __post_init__(self) -> None:
        known_day(self.starts_at.date(), field="start_at")
        known_day(self.ends_at.date(), field="end_at")
        if self.ends_at <= self.starts_at:
            raise invalid("end_at", "not_after_start")
        if self.ends_at - self.starts_at > LONGEST:
            raise invalid("end_at", "out_of_range")


def may_plan_shifts(actor: Actor) -> bool:
    """Whether the actor may plan shifts; everybody else reads their own."""
    return actor.role in PLANNERS


def may_assign(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may give the person a shift, or take one away."""
    return may_plan_shifts(actor) and may_file_for(actor, subject)


def wall_clock(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> ClockRange:
    """Return the time that clocks on the wall of a place show during a shift given in UTC.

    In the night in which clocks go back a shift may end before it began by the clock; its true
    length counts then.
    """
    first, last = (moment.astimezone(zone).replace(tzinfo=None) for moment in (starts_at, ends_at))
    return first, last if last > first else first + (ends_at - starts_at)


def is_away(spans: Iterable[Span], shift: ClockRange) -> bool:
    """Whether leave takes any moment of the shift; half days and hours only what they cover."""
    starts, ends = shift
    return any(
        starts < away_until and away_from < ends
        for span in spans
        for away_from, away_until in clock_ranges(span)
    )

"""What keeps somebody from a shift."""

from zoneinfo import ZoneInfo

from leavebook.domain.approval.states import SPENDS
from leavebook.domain.calendar.shifts import ShiftContent, is_away, wall_clock
from leavebook.domain.people.leaving import has_left
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.leave import booked_time
from leavebook.storage.people.people import Employee
from leavebook.storage.shifts import shift_assignments
from leavebook.storage.transaction import Transaction


def assert_free(tx: Transaction, person: Employee, *, shift_id: int, content: ShiftContent) -> None:
    """Raise Refused with every reason why the person, who is locked, cannot work the shift."""
    problems = (
        *_with_employment(person, content),
        *_with_other_shifts(tx, person, shift_id=shift_id, content=content),
        *_with_leave(tx, person, content),
    )
    if problems:
        raise Refused(*problems)


def _with_employment(person: Employee, content: ShiftContent) -> tuple[Problem, ...]:
    zone = ZoneInfo(person.timezone)
    first = content.starts_at.astimezone(zone).date()
    is_outside = first < person.joined_on or has_left(person.left_on, first)
    return (Problem(Code.NOT_EMPLOYED),) if is_outside else ()


def _with_other_shifts(
    tx: Transaction, person: Employee, *, shift_id: int, content: ShiftContent
) -> tuple[Problem, ...]:
    others = shift_assignments.in_the_way(
        tx, person.id, shift_id=shift_id, starts_at=content.starts_at, ends_at=content.ends_at
    )
    if not others:
        return ()
    return (Problem(Code.OVERLAPS, {"assignments": tuple(other.uuid for other in others)}),)


def _with_leave(tx: Transaction, person: Employee, content: ShiftContent) -> tuple[Problem, ...]:
    """Approved leave is in the way; what is only asked for is decided on first."""
    clock = wall_clock(content.starts_at, content.ends_at, ZoneInfo(person.timezone))
    rows = tx.rows(
        booked_time.BOOKED,
        employee_id=person.id,
        first=clock[0].date(),
        last=clock[1].date(),
    )
    away = [
        booked.request_id
        for booked in booked_time.read_booked(rows)
        if booked.state in SPENDS and is_away(booked.spans, clock)
    ]
    return (Problem(Code.OVERLAPS, {"leave": tuple(away)}),) if away else ()

"""Shifts: planning them, moving them, calling them off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.shifts import (
    AssignmentState,
    ShiftContent,
    ShiftState,
    TemplateContent,
)
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.shifts.shift_conflicts import assert_free
from leavebook.services.shifts.shift_templates import assert_may_assign, assert_may_plan
from leavebook.storage import events
from leavebook.storage.shifts import shift_assignments, shifts
from leavebook.storage.shifts.shifts import Shift
from leavebook.storage.transaction import Transaction


def plan(tx: Transaction, content: ShiftContent) -> int:
    """Plan a shift and return its id."""
    assert_may_plan(tx)
    shift_id = shifts.add(tx, content)
    events.record(tx, "shift.planned", shift=shift_id)
    return shift_id


def change(
    tx: Transaction,
    uuid: UUID,
    edit: Callable[[ShiftContent], ShiftContent],
    *,
    version: int | None = None,
) -> int:
    """Change a shift and return its id; what changes nothing is not recorded.

    Whoever is assigned moves along, so other times are refused when one of them cannot. A
    shift that is called off lets everybody go; one that was called off stays so. Neither is
    for planners who do not answer for everybody in it.
    """
    assert_may_plan(tx)
    shift = locked(tx, uuid, version=version)
    content = edit(shift.content)
    if content == shift.content:
        return shift.id
    is_off = content.state is ShiftState.CANCELLED
    if shift.content.state is ShiftState.CANCELLED and not is_off:
        raise Refused(
            Problem(Code.ILLEGAL_MOVE, {"state": shift.content.state, "action": "plan again"})
        )
    if not is_off and _is_moved(shift.content, content):
        _move_everybody(tx, shift, content)
    if is_off:
        _let_everybody_go(tx, shift)
    shifts.change(tx, shift.id, content)
    events.record(tx, "shift.cancelled" if is_off else "shift.changed", shift=shift.id)
    return shift.id


def remove(tx: Transaction, uuid: UUID, *, version: int | None = None) -> int:
    """Take the shift and its assignments out of sight, and return its id."""
    assert_may_plan(tx)
    shift = locked(tx, uuid, version=version)
    _let_everybody_go(tx, shift)
    shifts.remove(tx, shift.id)
    events.record(tx, "shift.removed", shift=shift.id)
    return shift.id


def locked(tx: Transaction, uuid: UUID, *, version: int | None = None) -> Shift:
    """Return the shift, which nobody else changes; raises Refused for none or another version."""
    shift = shifts.lock(tx, uuid)
    if shift is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "shift"}))
    if version is not None and shift.version != version:
        raise Refused(Problem(Code.STALE, {"version": shift.version}))
    return shift


def on_day(tx: Transaction, template: TemplateContent, day: date) -> tuple[datetime, datetime]:
    """Return the moments of a template's shift that begins on a day of the company's zone."""
    zone = ZoneInfo(tx.company.timezone)
    is_overnight = template.ends < template.starts
    last = day + timedelta(days=1) if is_overnight else day
    return (
        datetime.combine(day, template.starts, zone).astimezone(UTC),
        datetime.combine(last, template.ends, zone).astimezone(UTC),
    )


def _is_moved(before: ShiftContent, after: ShiftContent) -> bool:
    return (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)


def _move_everybody(tx: Transaction, shift: Shift, content: ShiftContent) -> None:
    for assignment in shift_assignments.of_shift(tx, shift.id):
        if assignment.request_id is None:
            person = lock_person(tx, assignment.employee_id)
            assert_may_assign(tx, person)
            assert_free(tx, person, shift_id=shift.id, content=content)
    shift_assignments.reschedule(tx, shift.id, starts_at=content.starts_at, ends_at=content.ends_at)


def _let_everybody_go(tx: Transaction, shift: Shift) -> None:
    for assignment in shift_assignments.of_shift(tx, shift.id):
        if assignment.state is AssignmentState.ASSIGNED:
            assert_may_assign(tx, lock_person(tx, assignment.employee_id))
    shift_assignments.remove_all(tx, shift.id)

"""Assigning people to shifts."""

from uuid import UUID

from leavebook.domain.calendar.shifts import AssignmentState, ShiftState
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.shifts.shift_conflicts import assert_free
from leavebook.services.shifts.shift_templates import assert_may_assign, assert_may_plan
from leavebook.services.shifts.shifts import locked
from leavebook.storage import events
from leavebook.storage.leave import references
from leavebook.storage.people.people import Employee
from leavebook.storage.shifts import shift_assignments, shifts
from leavebook.storage.shifts.shift_assignments import Assignment
from leavebook.storage.shifts.shifts import Shift
from leavebook.storage.transaction import Transaction


def assign(tx: Transaction, shift_uuid: UUID, user_uuid: UUID) -> int:
    """Assign somebody to a shift and return the assignment's id.

    Refused while they are away on approved leave or work another shift at that time.
    """
    assert_may_plan(tx)
    shift = _shift_named(tx, shift_uuid)
    person = _person_named(tx, user_uuid)
    assert_may_assign(tx, person)
    assert_free(tx, person, shift_id=shift.id, content=shift.content)
    _assert_not_in(tx, shift, person)
    assignment_id = shift_assignments.add(
        tx,
        shift_id=shift.id,
        employee_id=person.id,
        starts_at=shift.content.starts_at,
        ends_at=shift.content.ends_at,
    )
    events.record(tx, "shift.assigned", employee_id=person.id, shift=shift.id)
    return assignment_id


def hand_over(tx: Transaction, uuid: UUID, user_uuid: UUID, *, version: int | None = None) -> int:
    """Give somebody's place in a shift to another person, and return the assignment's id."""
    assert_may_plan(tx)
    to = references.employee(tx, user_uuid)
    assignment, shift = _locked(tx, uuid, version=version, and_person=to)
    if assignment.state is not AssignmentState.ASSIGNED:
        raise Refused(
            Problem(Code.ILLEGAL_MOVE, {"state": assignment.state, "action": "hand over"})
        )
    person = _person_known(tx, to)
    if person.id == assignment.employee_id:
        return assignment.id
    assert_may_assign(tx, person)
    _assert_not_in(tx, shift, person)
    assert_free(tx, person, shift_id=shift.id, content=shift.content)
    shift_assignments.hand_over(tx, assignment.id, person.id)
    events.record(tx, "shift.unassigned", employee_id=assignment.employee_id, shift=shift.id)
    events.record(tx, "shift.assigned", employee_id=person.id, shift=shift.id)
    return assignment.id


def remove(tx: Transaction, uuid: UUID, *, version: int | None = None) -> int:
    """Take somebody out of a shift and return the assignment's id."""
    assert_may_plan(tx)
    assignment, _ = _locked(tx, uuid, version=version)
    shift_assignments.remove(tx, assignment.id)
    events.record(
        tx, "shift.unassigned", employee_id=assignment.employee_id, shift=assignment.shift_id
    )
    return assignment.id


def _shift_named(tx: Transaction, uuid: UUID) -> Shift:
    try:
        shift = locked(tx, uuid)
    except Refused as unknown:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "shift_id"})) from unknown
    if shift.content.state is ShiftState.CANCELLED:
        raise Refused(Problem(Code.ILLEGAL_MOVE, {"state": "cancelled", "action": "assign"}))
    return shift


def _person_named(tx: Transaction, user_uuid: UUID) -> Employee:
    return _person_known(tx, references.employee(tx, user_uuid))


def _person_known(tx: Transaction, employee_id: int | None) -> Employee:
    if employee_id is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "user_id"}))
    return lock_person(tx, employee_id)


def _locked(
    tx: Transaction, uuid: UUID, *, version: int | None, and_person: int | None = None
) -> tuple[Assignment, Shift]:
    """Return the assignment once its shift and then its person are locked, always in that order.

    Two people are locked in the order of their ids, so that handing over crosswise never
    waits in a circle.
    """
    found = shift_assignments.find(tx, uuid)
    if found is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "shift assignment"}))
    shift = shifts.lock_id(tx, found.shift_id)
    people = sorted({found.employee_id, and_person or found.employee_id})
    locked_people = {each: lock_person(tx, each) for each in people}
    assert_may_assign(tx, locked_people[found.employee_id])
    assignment = shift_assignments.find(tx, uuid)
    if assignment is None or assignment.employee_id != found.employee_id:
        raise Refused(Problem(Code.STALE, {"version": found.version}))
    if version is not None and assignment.version != version:
        raise Refused(Problem(Code.STALE, {"version": assignment.version}))
    return assignment, shift


def _assert_not_in(tx: Transaction, shift: Shift, person: Employee) -> None:
    if any(
        each.employee_id == person.id and each.state is AssignmentState.ASSIGNED
        for each in shift_assignments.of_shift(tx, shift.id)
    ):
        raise Refused(Problem(Code.TAKEN, {"field": "user_id"}))

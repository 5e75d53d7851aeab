"""What leave does to shifts: an approval takes the person out of those it overlaps.

Every door comes by here, because every door approves and cancels through the same verbs.
"""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from leavebook.domain.approval.states import SPENDS, State
from leavebook.domain.calendar.shifts import AssignmentState, is_away, wall_clock
from leavebook.domain.calendar.spans import Span
from leavebook.storage import events
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.shifts import shift_assignments
from leavebook.storage.shifts.shift_assignments import Assignment
from leavebook.storage.transaction import Transaction

FREED_AGAIN = "shifts.freed_again"
"""Leave that had removed somebody from shifts lets go of the time: their planners hear of it."""


def follow(
    tx: Transaction, person: Employee, request: LeaveRequest, *, was: State | None
) -> dict[str, object]:
    """Take the person out of the shifts that the leave overlaps; return what its event tells.

    A shift and the leave overlap by the clock on the wall of the person's site, so half days
    and hours remove only what they cover. Run twice, the second time finds nothing. Nobody is
    assigned again when leave lets go of its time: planners hear of it and decide.
    """
    takes = request.state in SPENDS
    if not takes and was not in SPENDS:
        return {}
    touched = shift_assignments.touched_by_leave(
        tx, person.id, request_id=request.id, first=request.first_day, last=request.last_day
    )
    spans = request.spans if takes else ()
    overlapped = _overlapped(person, touched, spans)
    removed = [each for each in overlapped if each.state is AssignmentState.ASSIGNED]
    _tell_freed(tx, person, request, (each for each in touched if _is_freed(each, overlapped)))
    if not removed:
        return {}
    shift_assignments.remove_by_leave(tx, (each.id for each in removed), request_id=request.id)
    return {"removed_assignments": [str(each.uuid) for each in removed]}


def hand_over(tx: Transaction, person: Employee, old: LeaveRequest, new: LeaveRequest) -> None:
    """Shifts that the old leave had taken, and the new one in its place overlaps, stay taken."""
    touched = shift_assignments.touched_by_leave(
        tx, person.id, request_id=old.id, first=old.first_day, last=old.last_day
    )
    kept = [
        each.id
        for each in _overlapped(person, touched, new.spans)
        if each.state is AssignmentState.REMOVED_BY_LEAVE
    ]
    shift_assignments.remove_by_leave(tx, kept, request_id=new.id)


def _tell_freed(
    tx: Transaction, person: Employee, request: LeaveRequest, freed: Iterable[Assignment]
) -> None:
    freed = tuple(freed)
    if not freed:
        return
    shift_assignments.note_freed(tx, (each.id for each in freed))
    events.record(
        tx,
        FREED_AGAIN,
        request_id=request.id,
        employee_id=person.id,
        assignments=[str(each.uuid) for each in freed],
    )


def _overlapped(
    person: Employee, assignments: Iterable[Assignment], spans: tuple[Span, ...]
) -> list[Assignment]:
    zone = ZoneInfo(person.timezone)
    return [each for each in assignments if _overlaps(each, spans, zone)]


def _overlaps(assignment: Assignment, spans: tuple[Span, ...], zone: ZoneInfo) -> bool:
    return is_away(spans, wall_clock(assignment.starts_at, assignment.ends_at, zone))


def _is_freed(assignment: Assignment, overlapped: list[Assignment]) -> bool:
    was_removed = assignment.state is AssignmentState.REMOVED_BY_LEAVE
    return was_removed and assignment not in overlapped

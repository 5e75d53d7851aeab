"""Days on which leave may not be taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from leavebook.domain.people.people import DepartmentId, Role
from leavebook.domain.requests.leave_types import LeaveTypeId

HIGHER_THAN_HR: Final = frozenset({Role.OWNER, Role.ADMIN})

Parents = Mapping[DepartmentId, DepartmentId | None]
"""Each department's parent; None at the top."""


@dataclass(frozen=True, slots=True)
class Blackout:
    """Blocked days of the company or of a department and all below it.

    A type narrows it to one kind of leave. A soft one warns. Whoever acts in an exempt role
    may book regardless.
    """

    dates: frozenset[date]
    name: str = ""
    department_id: DepartmentId | None = None
    leave_type_id: LeaveTypeId | None = None
    exempt_roles: frozenset[Role] = frozenset()
    is_hard: bool = True

    def exempts(self, role: Role) -> bool:
        """Whether somebody acting in the role may book; what HR may, those above may too."""
        is_above = role in HIGHER_THAN_HR and Role.HR in self.exempt_roles
        return is_above or role in self.exempt_roles


def blocked_days(
    days: Iterable[date],
    blackouts: Iterable[Blackout],
    *,
    departments: frozenset[DepartmentId],
    leave_type_id: LeaveTypeId,
    role: Role,
) -> tuple[date, ...]:
    """Return those of the days that a blackout keeps from leave of the type, in order.

    `departments` are the person's own and all above it.
    """
    asked = frozenset(days)
    blocked = {
        day
        for blackout in blackouts
        if (blackout.department_id is None or blackout.department_id in departments)
        and blackout.leave_type_id in {None, leave_type_id}
        and not blackout.exempts(role)
        for day in blackout.dates & asked
    }
    return tuple(sorted(blocked))


def with_all_above(department: DepartmentId | None, parents: Parents) -> frozenset[DepartmentId]:
    """Return the department and every one above it."""
    found: set[DepartmentId] = set()
    while department is not None and department not in found:
        found.add(department)
        department = parents.get(department)
    return frozenset(found)

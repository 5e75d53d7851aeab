"""What somebody asks for, and everything that the rules may look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.spans import Span, disjoint
from leavebook.domain.ledger.shortfall import Shortfall
from leavebook.domain.limits import invalid
from leavebook.domain.people.people import DepartmentId, EmployeeId, Gender, Role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.blackouts import Blackout
from leavebook.domain.requests.bookings import Booked, RequestId
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.domain.requests.staffing import Crew

LONGEST_DAYS: Final = 366
"""A request is one stretch of life, not a way to write a row for every day of a century."""


@dataclass(frozen=True, slots=True)
class Given:
    """The amount that the caller typed; `rounded_up_to` is how coarsely their API speaks."""

    amount: Decimal
    unit: Unit
    rounded_up_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Leave that somebody asks for, for themselves or for somebody else.

    `self_service` is a person's own request in the role of an employee. `override` is the
    reason given for booking although a hard staffing rule speaks against it.
    """

    employee_id: EmployeeId
    leave_type_id: LeaveTypeId
    spans: tuple[Span, ...]
    by_role: Role = Role.EMPLOYEE
    self_service: bool = True
    reason: str = ""
    given: Given | None = None
    replaces: RequestId | None = None
    override: str = ""

    def __post_init__(self) -> None:
        if not self.spans:
            raise invalid("start_date", "required")
        if not disjoint(self.spans):
            raise invalid("spans", "overlapping")
        if (self.last_day - self.first_day).days >= LONGEST_DAYS:
            raise Refused(Problem(Code.TOO_LONG, {"days": LONGEST_DAYS}))

    @property
    def first_day(self) -> date:
        """The first date of the leave."""
        return min(span.first for span in self.spans)

    @property
    def last_day(self) -> date:
        """The last date of the leave."""
        return max(span.last for span in self.spans)

    def days(self) -> Iterator[date]:
        """Yield every date of the leave once, in order."""
        yield from sorted({day for span in self.spans for day in span.days()})


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the rules may look at; `today` is the person's own.

    `shortfall` is the ledger's answer to what the leave costs. `departments` are the person's
    own and all above it. `usable_from` is the end of a policy's waiting period.
    """

    today: date
    rules: LeaveTypeRules
    calendar: WorkCalendar
    booked: tuple[Booked, ...] = ()
    gender: Gender | None = None
    departments: frozenset[DepartmentId] = frozenset()
    blackouts: tuple[Blackout, ...] = ()
    crews: tuple[Crew, ...] = ()
    sandwich_types: frozenset[LeaveTypeId] = field(default_factory=frozenset)
    usable_from: date | None = None
    shortfall: Shortfall | None = None

"""Everything about a person that their leave follows from, and who decides on it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from leavebook.domain.calendar.calendar import Holiday, WorkCalendar
from leavebook.domain.calendar.patterns import WorkingPattern
from leavebook.domain.calendar.workloads import workload
from leavebook.domain.ledger.ledger import Workload
from leavebook.domain.people.actors import Actor, Subject
from leavebook.domain.people.people import AccessLevel, CompanyId, EmployeeId, Role, UserId
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.storage.people import terms
from leavebook.storage.people.terms import Terms
from leavebook.storage.policies.leave_types import LeaveType

OWNER: Final = EmployeeId(-1)
"""Stands for the person concerned until ids are known."""

_OWNER_LOGIN: Final = UserId(-1)
_MANAGER_LOGIN: Final = UserId(-2)
_EXECUTIVE_LOGIN: Final = UserId(-3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A leave type with the policies behind it."""

    leave_type: LeaveType
    policies: tuple[PolicyVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A person as the rules see them at a moment; `today` is the person's own.

    Somebody who reports to nobody has no manager: their leave is entered as a fact.
    """

    company_id: int
    now: datetime
    today: date
    joined: date
    terms: Terms
    role: Role
    level: AccessLevel
    manager_role: Role | None
    manager_level: AccessLevel | None
    holidays: tuple[Holiday, ...]

    @property
    def patterns(self) -> tuple[WorkingPattern, ...]:
        """When the person works."""
        return terms.patterns((self.terms,))

    @property
    def workload(self) -> tuple[Workload, ...]:
        """How much of a full week the person works."""
        agreed = self.terms
        return (
            workload(agreed.valid_from, weekly_minutes=agreed.weekly_minutes, weeks=agreed.weeks),
        )

    @property
    def calendar(self) -> WorkCalendar:
        """What a day is worth to the person."""
        return WorkCalendar(
            patterns=self.patterns, holidays=self.holidays, employed_from=self.joined
        )

    @property
    def subject(self) -> Subject:
        """The person as those see them who decide."""
        return Subject(CompanyId(self.company_id), employee_id=OWNER, user_id=_OWNER_LOGIN)

    @property
    def owner(self) -> Actor:
        """The person as somebody who acts."""
        return Actor(
            CompanyId(self.company_id),
            user_id=_OWNER_LOGIN,
            employee_id=OWNER,
            role=self.role,
            level=self.level,
        )

    @property
    def manager(self) -> Actor | None:
        """Who the person reports to."""
        if self.manager_role is None or self.manager_level is None:
            return None
        return Actor(
            CompanyId(self.company_id),
            user_id=_MANAGER_LOGIN,
            employee_id=None,
            role=self.manager_role,
            level=self.manager_level,
            reports=frozenset({OWNER}),
        )

    @property
    def executive(self) -> Actor:
        """Who has the last word."""
        return Actor(
            CompanyId(self.company_id),
            user_id=_EXECUTIVE_LOGIN,
            employee_id=None,
            role=Role.ADMIN,
            level=AccessLevel.EXECUTIVE,
        )

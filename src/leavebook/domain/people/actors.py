"""Who acts, on whom, and how the two stand to each other."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from leavebook.domain.people.people import (
    AccessLevel,
    CompanyId,
    DepartmentId,
    EmployeeId,
    Role,
    SquadId,
    UserId,
)


class Relation(StrEnum):
    """What the actor is to the person whose leave it is."""

    SELF = "self"
    LINE_MANAGER = "line_manager"  # direct manager, lead of the department, manager of a squad
    DEPUTY = "deputy"  # deputy of the department's lead
    SECOND_APPROVER = "second_approver"  # appointed for this person's second approval
    NEXT_MANAGER = "next_manager"  # the manager's manager, where a request came to them
    BELOW = "below"  # the person gives the second approval on the actor's own leave
    TEAMMATE = "teammate"  # in the same department, or in one of the same squads


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whose leave it is; `user_id` is None for somebody without a login."""

    company_id: CompanyId
    employee_id: EmployeeId
    user_id: UserId | None = None
    department_id: DepartmentId | None = None
    squad_ids: frozenset[SquadId] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever calls: a person, or a company's key, which acts as HR.

    For a key `user_id` is the person who answers for it; without one it decides nothing.
    No scopes (None) means everything that the role allows. `leads` and `deputises` hold the
    departments below theirs too. `came_up` holds whose request, the one that is looked at, nobody
    nearer has decided on in time. `sees_everybody` is what the company lets its managers do.
    """

    company_id: CompanyId
    user_id: UserId | None
    employee_id: EmployeeId | None
    role: Role
    level: AccessLevel
    is_machine: bool = False
    scopes: frozenset[str] | None = None
    reports: frozenset[EmployeeId] = frozenset()
    leads: frozenset[DepartmentId] = frozenset()
    deputises: frozenset[DepartmentId] = frozenset()
    squads: frozenset[SquadId] = frozenset()
    second_for: frozenset[EmployeeId] = frozenset()
    came_up: frozenset[EmployeeId] = frozenset()
    below: frozenset[EmployeeId] = frozenset()
    teammates: frozenset[EmployeeId] = frozenset()
    sees_everybody: bool = False

    @classmethod
    def key_of(cls, company_id: CompanyId, answers: UserId | None, scopes: frozenset[str]) -> Self:
        """Return the actor that a company's own key stands for."""
        return cls(
            company_id,
            user_id=answers,
            employee_id=None,
            role=Role.HR,
            level=AccessLevel.HEAD,
            is_machine=True,
            scopes=scopes,
        )

    @classmethod
    def of_the_house(cls, company_id: int) -> Self:
        """Return the actor behind jobs and operators' commands: it answers to nobody inside."""
        return cls(
            CompanyId(company_id),
            user_id=None,
            employee_id=None,
            role=Role.OWNER,
            level=AccessLevel.EXECUTIVE,
            is_machine=True,
        )

    def has_scope(self, scope: str) -> bool:
        """Whether the credential allows this kind of call; the role is asked separately."""
        return self.scopes is None or scope in self.scopes


def relations(actor: Actor, subject: Subject) -> frozenset[Relation]:
    """Return everything that the actor is to the person; nothing across companies."""
    if actor.company_id != subject.company_id:
        return frozenset()
    department = subject.department_id
    manages = (
        subject.employee_id in actor.reports
        or department in actor.leads
        or bool(subject.squad_ids & actor.squads)
    )
    holds = {
        Relation.SELF: is_same_person(actor, subject),
        Relation.LINE_MANAGER: manages,
        Relation.DEPUTY: department in actor.deputises,
        Relation.SECOND_APPROVER: subject.employee_id in actor.second_for,
        Relation.NEXT_MANAGER: subject.employee_id in actor.came_up,
        Relation.BELOW: subject.employee_id in actor.below,
        Relation.TEAMMATE: subject.employee_id in actor.teammates,
    }
    return frozenset(relation for relation, is_so in holds.items() if is_so)


def is_same_person(actor: Actor, subject: Subject) -> bool:
    """Whether the actor is the person concerned, as an employee or by login."""
    same_employee = actor.employee_id == subject.employee_id
    return same_employee or (actor.user_id is not None and actor.user_id == subject.user_id)

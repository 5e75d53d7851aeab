"""The people of a small company, as the rules of permission see them."""

from leavebook.domain.people.actors import Actor, Subject
from leavebook.domain.people.people import (
    DEFAULT_LEVELS,
    AccessLevel,
    CompanyId,
    DepartmentId,
    EmployeeId,
    Role,
    SquadId,
    UserId,
)

ACME, GLOBEX = CompanyId(1), CompanyId(2)
SALES, SUPPORT = DepartmentId(1), DepartmentId(2)
RED, BLUE = SquadId(1), SquadId(2)
BEA = EmployeeId(1)
BEAS_LEAVE = Subject(ACME, BEA, UserId(1), department_id=SALES, squad_ids=frozenset({RED}))


def somebody(
    role: Role = Role.EMPLOYEE,
    level: AccessLevel | None = None,
    *,
    number: int = 2,
    company: CompanyId = ACME,
) -> Actor:
    return Actor(
        company,
        user_id=UserId(number),
        employee_id=EmployeeId(number),
        role=role,
        level=level or DEFAULT_LEVELS[role],
    )

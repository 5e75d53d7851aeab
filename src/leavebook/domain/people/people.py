"""Who people are in a company: their role, their level, and the ids that name them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

CompanyId = NewType("CompanyId", int)
UserId = NewType("UserId", int)
EmployeeId = NewType("EmployeeId", int)
DepartmentId = NewType("DepartmentId", int)
SquadId = NewType("SquadId", int)


class Role(StrEnum):
    """What somebody may administer; the order is from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    HR = "hr"
    MANAGER = "manager"
    EMPLOYEE = "employee"


class AccessLevel(StrEnum):
    """Where somebody stands in a two-stage approval; the order is from most to least."""

    EXECUTIVE = "executive"
    HEAD = "head"
    MANAGER = "manager"
    LEAD = "lead"
    EMPLOYEE = "employee"


class Gender(StrEnum):
    """For the few types of leave that the law gives to one gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


DEFAULT_LEVELS: Final[Mapping[Role, AccessLevel]] = MappingProxyType(
    {
        Role.OWNER: AccessLevel.EXECUTIVE,
        Role.ADMIN: AccessLevel.EXECUTIVE,
        Role.HR: AccessLevel.HEAD,
        Role.MANAGER: AccessLevel.MANAGER,
        Role.EMPLOYEE: AccessLevel.EMPLOYEE,
    }
)
"""The level of a person whom nobody has given another one."""

OFFICE: Final = frozenset({Role.OWNER, Role.ADMIN, Role.HR})
"""The roles that look after everybody's leave."""

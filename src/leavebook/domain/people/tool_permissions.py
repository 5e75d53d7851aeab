"""What an access level may do with a tool: view it, use it, manage it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.domain.people.people import AccessLevel


class Tool(StrEnum):
    """What permissions are given for."""

    LEAVE = "leave"


class Permission(StrEnum):
    """What somebody may do with a tool."""

    VIEW = "view"
    UPDATE = "update"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """What one access level may do."""

    can_view: bool
    can_update: bool
    can_manage: bool

    def allows(self, permission: Permission) -> bool:
        """Return whether this is among it."""
        match permission:
            case Permission.VIEW:
                return self.can_view
            case Permission.UPDATE:
                return self.can_update
            case Permission.MANAGE:
                return self.can_manage


DEFAULTS: Final[Mapping[AccessLevel, Permitted]] = MappingProxyType(
    {
        level: Permitted(can_view=True, can_update=True, can_manage=level is AccessLevel.EXECUTIVE)
        for level in AccessLevel
    }
)
"""What each level may do until an executive says otherwise: all use leave, executives manage it."""

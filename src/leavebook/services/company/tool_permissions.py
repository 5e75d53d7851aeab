"""Reading and changing what access levels may do with a tool."""

from collections.abc import Mapping

from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.tool_permissions import DEFAULTS, Permission, Permitted, Tool
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage import events
from leavebook.storage.company import tool_permissions
from leavebook.storage.transaction import Transaction


def permissions(tx: Transaction, tool: Tool) -> Mapping[AccessLevel, Permitted]:
    """Return what every access level may do with the tool."""
    return {**DEFAULTS, **tool_permissions.changed(tx, tool)}


def may(tx: Transaction, permission: Permission, *, tool: Tool = Tool.LEAVE) -> bool:
    """Return whether the actor's access level may do this with the tool."""
    return permissions(tx, tool)[tx.actor.level].allows(permission)


def require(tx: Transaction, permission: Permission, *, tool: Tool = Tool.LEAVE) -> None:
    """Raise Refused when the actor's access level may not do this with the tool."""
    if not may(tx, permission, tool=tool):
        raise Refused(Problem(Code.FORBIDDEN, {"what": f"{permission}:{tool}"}))


def change(tx: Transaction, tool: Tool, changes: Mapping[AccessLevel, Permitted]) -> None:
    """Let access levels do something else from the next call on; for executives only.

    Executives keep every permission: nobody else could give it back to them.
    """
    if tx.actor.level is not AccessLevel.EXECUTIVE or tx.actor.user_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "change permissions"}))
    if changes.get(AccessLevel.EXECUTIVE, _EVERYTHING) != _EVERYTHING:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "lock executives out"}))
    before = permissions(tx, tool)
    for level, permitted in changes.items():
        if permitted == before[level]:
            continue
        tool_permissions.keep(tx, tool, level, permitted)
        events.record(
            tx,
            "permissions_changed",
            tool=tool,
            level=level,
            can_view=permitted.can_view,
            can_update=permitted.can_update,
            can_manage=permitted.can_manage,
        )


_EVERYTHING = Permitted(can_view=True, can_update=True, can_manage=True)

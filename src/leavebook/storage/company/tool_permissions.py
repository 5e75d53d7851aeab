"""What access levels may do with a tool, where a company has changed it."""

from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.tool_permissions import Permitted, Tool
from leavebook.storage.transaction import Transaction

_ALL = """
SELECT access_level, can_view, can_update, can_manage
  FROM tool_permission
 WHERE tool = %(tool)s
 ORDER BY access_level
"""

_KEEP = """
INSERT INTO tool_permission (company_id, tool, access_level, can_view, can_update, can_manage,
                             changed_at, changed_by)
VALUES (%(company_id)s, %(tool)s, %(level)s, %(can_view)s, %(can_update)s, %(can_manage)s,
        %(now)s, %(changed_by)s)
    ON CONFLICT (company_id, tool, access_level)
    DO UPDATE SET can_view = excluded.can_view, can_update = excluded.can_update,
                  can_manage = excluded.can_manage, changed_at = excluded.changed_at,
                  changed_by = excluded.changed_by
"""


def changed(tx: Transaction, tool: Tool) -> dict[AccessLevel, Permitted]:
    """Return what the company has changed, by access level."""
    return {
        AccessLevel(row.access_level): Permitted(
            can_view=row.can_view, can_update=row.can_update, can_manage=row.can_manage
        )
        for row in tx.rows(_ALL, tool=tool)
    }


def keep(tx: Transaction, tool: Tool, level: AccessLevel, permitted: Permitted) -> None:
    """Write down what the level may do from now on."""
    tx.run(
        _KEEP,
        company_id=tx.company.id,
        tool=tool,
        level=level,
        can_view=permitted.can_view,
        can_update=permitted.can_update,
        can_manage=permitted.can_manage,
        now=tx.now,
        changed_by=tx.actor.user_id,
    )

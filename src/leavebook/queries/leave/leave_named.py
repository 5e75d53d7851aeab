"""One request by the name that a program has for it."""

import re
from typing import Final
from uuid import UUID

from leavebook.domain.approval.states import HOLDS_TIME
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_lines import (
    LINE_JOINS,
    MOMENT_JOIN,
    LeaveLine,
    line_columns,
    read_line,
)
from leavebook.queries.people.people_named import as_uuid
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_requests

STANDING: Final = tuple(sorted(HOLDS_TIME))
"""The states of leave that has been neither refused nor taken back."""

_STANDING: Final = ", ".join(f"'{each}'" for each in STANDING)

# Each way of naming has an index. The names come as an array, because the planner takes it for
# few. What the actor may not see is left out before the first name is chosen, so that nobody can
# hide another's leave behind a name of their own.
_FIRST = """
SELECT {columns}
  FROM leave_request AS r {joins}
 WHERE r.id = ANY (ARRAY(
             SELECT id FROM leave_request WHERE external_ref = %(name)s
              UNION ALL
             SELECT id FROM leave_request WHERE uuid = %(uuid)s
              UNION ALL
             SELECT id FROM leave_request WHERE id = %(id)s))
   AND r.state IN ({standing}) AND NOT r.hidden AND {visible}
 ORDER BY CASE WHEN r.external_ref = %(name)s THEN 1 WHEN r.uuid = %(uuid)s THEN 2 ELSE 3 END
 LIMIT 1
"""

_NAME_IS_TAKEN = """
SELECT EXISTS (SELECT 1 FROM leave_request
                WHERE id <> %(but)s AND (external_ref = %(name)s OR uuid = %(uuid)s))
"""

# In place of a name of another kind. With NULL PostgreSQL would find a plan of its own for every
# call, which takes it many times as long as running it.
_NOBODYS_UUID: Final = UUID(int=0)
_NOBODYS_ID: Final = 0

_ID: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


def leave_named(tx: Transaction, name: str) -> LeaveLine:
    """Return the leave that stands, by its external name, by its uuid or by its id, with moments.

    Raises Refused in the same way for leave that does not exist, is another company's, was
    refused or taken back, and for what the actor may not see.
    """
    first = _FIRST.format(
        columns=line_columns(tx.actor, with_moments=True),
        joins=f"{LINE_JOINS} {MOMENT_JOIN}",
        standing=_STANDING,
        visible=visible_requests(tx.actor),
    )
    row = tx.row(
        first,
        name=name,
        uuid=as_uuid(name) or _NOBODYS_UUID,
        id=int(name) if _ID.fullmatch(name) else _NOBODYS_ID,
        viewer=viewer_of(tx.actor),
    )
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "leave"}))
    return read_line(row)


def assert_name_is_free(tx: Transaction, name: str, *, but: int = 0) -> None:
    """Raise Refused when the name means another request already, whatever became of that."""
    if tx.value(_NAME_IS_TAKEN, name=name, uuid=as_uuid(name), but=but):
        raise Refused(Problem(Code.TAKEN, {"field": "external_ref"}))

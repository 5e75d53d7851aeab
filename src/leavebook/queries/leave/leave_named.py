"""One request by the name that a program has for it."""

import re
from typing import Final

from leavebook.domain.approval.states import HOLDS_TIME
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_lines import (
    LINE_JOINS,
    MOMENT_COLUMNS,
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

# Each way of naming has an index. What the actor may not see is left out before the first name
# is chosen, so that nobody can hide another's leave behind a name of their own.
_FIRST = """
SELECT {columns}
  FROM (SELECT id, 1 AS place FROM leave_request WHERE external_ref = %(name)s
         UNION ALL
        SELECT id, 2 FROM leave_request WHERE uuid = %(uuid)s
         UNION ALL
        SELECT id, 3 FROM leave_request WHERE id = %(id)s) AS meant
  JOIN leave_request AS r ON r.id = meant.id {joins}
 WHERE r.state IN ({standing}) AND NOT r.hidden AND {visible}
 ORDER BY meant.place
 LIMIT 1
"""

_NAME_IS_TAKEN = """
SELECT EXISTS (SELECT 1 FROM leave_request
                WHERE id <> %(but)s AND (external_ref = %(name)s OR uuid = %(uuid)s))
"""

_ID: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


def leave_named(tx: Transaction, name: str) -> LeaveLine:
    """Return the leave that stands, by its external name, by its uuid or by its id, with moments.

    Raises Refused in the same way for leave that does not exist, is another company's, was
    refused or taken back, and for what the actor may not see.
    """
    first = _FIRST.format(
        columns=f"{line_columns(tx.actor)}, {MOMENT_COLUMNS}",
        joins=f"{LINE_JOINS} {MOMENT_JOIN}",
        standing=_STANDING,
        visible=visible_requests(tx.actor),
    )
    row = tx.row(
        first,
        name=name,
        uuid=as_uuid(name),
        id=int(name) if _ID.fullmatch(name) else None,
        viewer=viewer_of(tx.actor),
    )
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "leave"}))
    return read_line(row)


def assert_name_is_free(tx: Transaction, name: str, *, but: int = 0) -> None:
    """Raise Refused when the name means another request already, whatever became of that."""
    if tx.value(_NAME_IS_TAKEN, name=name, uuid=as_uuid(name), but=but):
        raise Refused(Problem(Code.TAKEN, {"field": "external_ref"}))

"""One request by the name that a program has for it."""

import re
from typing import Final

from leavebook.domain.approval.states import HOLDS_TIME
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_lines import LINE_JOINS, LeaveLine, line_columns, read_line
from leavebook.queries.people.people_named import as_uuid
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_requests

STANDING: Final = tuple(sorted(HOLDS_TIME))
"""The states of leave that has been neither refused nor taken back."""

_MEANT = """
SELECT id FROM (
        SELECT id, 1 AS place FROM leave_request WHERE external_ref = %(name)s
         UNION ALL
        SELECT id, 2 FROM leave_request WHERE uuid = %(uuid)s
         UNION ALL
        SELECT id, 3 FROM leave_request WHERE id = %(id)s) AS meant
 ORDER BY place
"""

# What the actor may not see is left out before the first name is chosen, so that nobody can
# hide another's leave behind a name of their own.
_FIRST = """
SELECT {columns}
  FROM leave_request AS r {joins}
 WHERE r.id = ANY (%(ids)s) AND r.state = ANY (%(states)s) AND NOT r.hidden AND {visible}
 ORDER BY array_position(%(ids)s, r.id)
 LIMIT 1
"""

_NAME_IS_TAKEN = """
SELECT EXISTS (SELECT 1 FROM leave_request
                WHERE id <> %(but)s AND (external_ref = %(name)s OR uuid = %(uuid)s))
"""

_ID: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


def leave_named(tx: Transaction, name: str) -> LeaveLine:
    """Return the leave that stands, by its external name, by its uuid or by its id.

    Raises Refused in the same way for leave that does not exist, is another company's, was
    refused or taken back, and for what the actor may not see.
    """
    meant = tx.rows(
        _MEANT,
        name=name,
        uuid=as_uuid(name),
        id=int(name) if _ID.fullmatch(name) else None,
    )
    first = _FIRST.format(
        columns=line_columns(tx.actor), joins=LINE_JOINS, visible=visible_requests(tx.actor)
    )
    row = tx.row(
        first,
        ids=[each.id for each in meant],
        states=list(STANDING),
        viewer=viewer_of(tx.actor),
    )
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "leave"}))
    return read_line(row)


def assert_name_is_free(tx: Transaction, name: str, *, but: int = 0) -> None:
    """Raise Refused when the name means another request already, whatever became of that."""
    if tx.value(_NAME_IS_TAKEN, name=name, uuid=as_uuid(name), but=but):
        raise Refused(Problem(Code.TAKEN, {"field": "external_ref"}))
